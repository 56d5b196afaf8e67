import { resolve } from "../../model/definition/per-environment.js";
import { isCondition } from "../../model/expression/query.js";
import type { Signal } from "../../model/expression/signal.js";
import type { SystemDefinition } from "../../model/system/system.js";

/** The value above which alerts on these signals fire, if it is the same for all that have one. */
export function findCommonLimit(
  definitions: readonly SystemDefinition[],
  signals: readonly Signal[],
  environment: string,
): number | undefined {
  const ids = new Set<string | undefined>(signals.map(({ id }) => id));
  const limits = definitions.flatMap((definition) => {
    if (definition.kind !== "alert") return [];
    const when = resolve(definition.when, environment);
    const compared = isCondition(when) ? when.compared : undefined;
    if (!compared || !ids.has(compared.query.signal) || !compared.comparison.startsWith(">")) return [];
    return resolve(compared.limit, environment) ?? [];
  });
  const [limit, ...others] = new Set(limits);
  return others.length === 0 ? limit : undefined;
}
