import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { nearest } from "../formats/grafana/nearest.js";
import type { Config } from "../model/config.js";

/** Whether every environment that is asked for exists. */
export function unknownEnvironments(asked: readonly string[], config: Config): readonly Diagnostic[] {
  const known = Object.keys(config.environments);
  return asked
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return {
        id: "config/unknown-environment",
        severity: "error",
        summary: `There is no environment "${name}"`,
        fix: meant === undefined ? `There are: ${known.join(", ")}.` : `Did you mean "${meant}"?`,
      };
    });
}
