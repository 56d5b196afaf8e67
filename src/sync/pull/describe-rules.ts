import { type RuleLanguage, readRuleFile } from "../../formats/prometheus/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { findContentProblem, findTextProblem } from "./content-limits.js";
import type { FoundRules } from "./found-object.js";

/** Describes a rule file, and says why it cannot be a definition if it cannot. */
export function describeRules(
  fields: Pick<FoundRules, "id" | "name" | "deployedAs" | "language">,
  text: string,
  version: PrometheusVersion,
): FoundRules {
  const obstacle =
    findTextProblem(fields.deployedAs) ?? findContentProblem(text) ?? findLoss(text, version, fields.language);
  return { ...fields, kind: "rules", text, obstacle };
}

/** Describes the first error that the server, and so a definition, would reject. */
function findLoss(text: string, version: PrometheusVersion, language: RuleLanguage): string | undefined {
  const { file, diagnostics } = readRuleFile(text, { file: "", version, language });
  const [error] = diagnostics.filter(({ severity }) => severity === "error");
  if (error) return `a rule file cannot express it: ${error.summary}`;
  return file ? undefined : "it is not a rule file";
}
