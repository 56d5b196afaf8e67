import { partsOfOption } from "../../compile/scope.js";
import { resolve } from "../../model/definition/per-environment.js";
import { compose } from "../../model/expression/compose.js";
import type { Query } from "../../model/expression/query.js";
import { readObjective } from "../../model/slo/objective.js";
import type { SystemFacts } from "../../model/system/system.js";
import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { SloSubject } from "../check.js";
import type { SubjectInputs } from "./inputs.js";

/** Creates the subjects of the SLOs of a system, as they are in one environment. */
export function definedSlos(
  { definitions }: SystemFacts,
  environment: string,
  sources: SourceFiles,
  { context, allowances }: SubjectInputs,
): readonly SloSubject[] {
  const textOf = (query: Query) => compose(query, environment, () => true).text;
  return definitions.flatMap((slo): readonly SloSubject[] => {
    const objective = slo.kind === "slo" ? readObjective(resolve(slo.objective, environment) ?? "") : undefined;
    if (slo.kind !== "slo" || !objective) return [];
    const { indicator, origin } = slo;
    const name = `SLO "${slo.name}"`;
    return [
      {
        kind: "slo",
        name,
        allow: allowances.add(slo.allow, () => origin.span, name),
        context,
        slo,
        objective,
        total: textOf(indicator.total),
        part: textOf(indicator.part.query),
        locate: (...path) => locateInCall(origin, partsOfOption(path), sources) ?? origin.span,
      },
    ];
  });
}
