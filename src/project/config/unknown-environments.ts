import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config } from "../../model/project/config.js";
import { configFindings } from "../findings.js";

/** Whether every environment that is asked for exists. */
export function unknownEnvironments(asked: readonly string[], config: Config): readonly Diagnostic[] {
  const known = Object.keys(config.environments);
  return asked
    .filter((name) => !known.includes(name))
    .map((name) => {
      return {
        ...finding(configFindings, "config/unknown-environment"),
        summary: `there is no environment "${name}"`,
        fix: suggestion(name, known),
      };
    });
}
