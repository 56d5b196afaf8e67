import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/finding.js";
import { suggestion } from "../diagnostics/suggestion.js";
import { type Definition, hasKind } from "../model/definition/definition.js";
import { describeDefinition } from "../model/definition/describe-definition.js";
import type { EnvironmentFilter } from "../model/definition/only.js";
import type { OptionProblem } from "../model/definition/option-table.js";
import type { Origin } from "../model/definition/origin.js";
import { isPerEnvironment } from "../model/definition/per-environment.js";
import { findDefinitions } from "../model/definition/walk-definitions.js";
import type { Project } from "../model/project/project.js";
import type { SystemFacts } from "../model/system/system.js";
import { type CallPart, locateInCall } from "../source/locate-in-call.js";
import type { SourceFiles } from "../source/source-files.js";
import { definitionFindings } from "./findings.js";
import { partsOfOption } from "./scope.js";

type AnyDefinition = Definition & { readonly kind: string };

/** Reports options that no function has, values of the wrong shape, and environments that are not configured. */
export function checkOptions({ systems, config }: Project, sources: SourceFiles): readonly Diagnostic[] {
  const environments = Object.keys(config.environments);
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<Origin>();
  const reported = new Set<string>();
  for (const { definition, holder } of findDefinitions(systems, hasName)) {
    const { origin } = definition;
    if (seen.has(origin)) continue;
    seen.add(origin);
    const subject = describeDefinition(hasName(definition) ? definition : (holder ?? definition));
    const unknown = unknownEnvironments(definition, environments).map(({ name, parts }): Diagnostic => {
      const span = spanOfPart(origin, parts, sources);
      return {
        ...finding(definitionFindings, "definition/unknown-environment"),
        summary: `the configuration has no environment "${name}"`,
        fix: suggestion(name, environments),
        subject,
        ...(span && { span }),
      };
    });
    for (const diagnostic of [...describeWrongOptions(origin, subject, sources), ...unknown]) {
      // The functions of the library pass options on to one another, and an SLO to its rules and alerts.
      const key = JSON.stringify([diagnostic.span, diagnostic.summary]);
      if (diagnostic.span === undefined || !reported.has(key)) diagnostics.push(diagnostic);
      reported.add(key);
    }
  }
  return diagnostics;
}

/** Reports the options of a call that are unknown or of the wrong shape, at their own position. */
export function describeWrongOptions(origin: Origin, subject: string, sources: SourceFiles): readonly Diagnostic[] {
  const { argument, problems } = origin.wrongOptions ?? { argument: 0, problems: [] };
  return problems.map((problem) => {
    const parts = [{ argument, path: problem.path, isKey: problem.type === "unknown" }];
    return toDiagnostic(problem, subject, spanOfPart(origin, parts, sources));
  });
}

function toDiagnostic(problem: OptionProblem, subject: string, span: Diagnostic["span"]): Diagnostic {
  const id = problem.type === "unknown" ? "definition/unknown-option" : "definition/wrong-type";
  return {
    ...finding(definitionFindings, id),
    summary: problem.summary,
    ...(problem.type === "unknown" && { details: "It has no effect." }),
    ...(problem.fix !== undefined && { fix: problem.fix }),
    subject,
    ...(span && { span }),
  };
}

function spanOfPart(origin: Origin, parts: readonly CallPart[], sources: SourceFiles) {
  return locateInCall(origin, parts, sources) ?? origin.span;
}

/** The name of an environment, and the parts of the call that may hold it. */
interface EnvironmentName {
  readonly name: string;
  readonly parts: readonly CallPart[];
}

/** The environments that a definition names and that are not configured. */
export function unknownEnvironments(definition: AnyDefinition, known: readonly string[]): readonly EnvironmentName[] {
  return environmentNames(definition).filter(({ name }) => !known.includes(name));
}

/** The environments that a definition names: in the options of a system, in `perEnvironment({ … })`, in `only`. */
function environmentNames(definition: AnyDefinition): readonly EnvironmentName[] {
  const keys = (names: object, argument: number, prefix: readonly string[]) =>
    Object.keys(names).map((name) => ({ name, parts: [{ argument, path: [...prefix, name], isKey: true }] }));
  if (isPerEnvironment(definition)) return keys(definition.values, 0, []);
  if (isSystem(definition)) return keys(definition.environments ?? {}, 1, ["environments"]);
  const { only, options } = definition as EnvironmentFilter & { readonly options?: EnvironmentFilter };
  const names: unknown = hasKind(definition, "panel") ? options?.only : only;
  if (!Array.isArray(names)) return [];
  return names.flatMap((name: unknown, index) =>
    typeof name === "string" ? [{ name, parts: partsOfOption(["only", String(index)]) }] : [],
  );
}

function isSystem(definition: AnyDefinition): definition is AnyDefinition & SystemFacts {
  return hasKind(definition, "system");
}

/** Expressions, conditions and per-environment values have no name of their own. */
function hasName({ kind }: AnyDefinition): boolean {
  return kind !== "query" && kind !== "condition" && kind !== "perEnvironment";
}
