import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config } from "../../model/project/config.js";
import { configFindings } from "../findings.js";

/** Reports environments on the command line that the configuration does not have. */
export function checkEnvironmentNames(names: readonly string[], config: Config): readonly Diagnostic[] {
  const known = Object.keys(config.environments);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      return {
        ...finding(configFindings, "config/unknown-environment"),
        summary: `the configuration has no environment "${name}"`,
        fix: suggestion(name, known),
      };
    });
}
