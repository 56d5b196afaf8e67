import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config } from "../../model/project/config.js";

/** Whether every environment that is asked for exists. */
export function unknownEnvironments(asked: readonly string[], config: Config): readonly Diagnostic[] {
  const known = Object.keys(config.environments);
  return asked
    .filter((name) => !known.includes(name))
    .map((name) => {
      return {
        id: "config/unknown-environment",
        severity: "error",
        summary: `there is no environment "${name}"`,
        fix: suggestion(name, known),
      };
    });
}
