import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { readRuleFile } from "../../formats/prometheus/index.js";
import type { RuleFile } from "../../model/alert/rule-group.js";
import type { RulesArtifact } from "../compiled.js";
import { reportError, type Scope, subjectOf } from "../scope.js";
import { sortBy } from "../sort-by.js";

/** Names of files that are the same on every machine. */
const portableName = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;

/** Names of files that we write ourselves. */
const generatedNames = ["alerts", "recording-rules"];

/** Rules that are given in Prometheus' own format, each in a file of its own. */
export function compileRuleFiles(scope: Scope): readonly RulesArtifact[] {
  const { system, settings } = scope;
  const taken = new Set(generatedNames);
  const artifacts: RulesArtifact[] = [];
  const files = system.definitions.filter((definition) => definition.kind === "ruleFile");
  for (const raw of sortBy(files, ({ name, yaml }) => `${name}\n${yaml}`)) {
    if (!checkFileName(scope, raw, taken)) continue;
    const { file, diagnostics } = readRuleFile(raw.yaml, {
      file: raw.path ?? raw.name,
      version: scope.versions.prometheus,
    });
    for (const diagnostic of diagnostics) scope.report(relocate(raw, diagnostic));
    if (!file) continue;
    const path = `${settings.environment}/${system.name}/rules/${raw.name}.yml`;
    const value = { groups: file.groups.map(({ data }) => data) };
    artifacts.push({ kind: "prometheus rules", path, system, settings, value, rules: [], raw });
  }
  return artifacts;
}

function checkFileName(scope: Scope, raw: RuleFile, taken: Set<string>): boolean {
  const subject = subjectOf("rule file", raw.name, raw);
  const name = raw.name.toLowerCase();
  if (!portableName.test(raw.name) || raw.name.length > 80) {
    reportError(scope, "definition/bad-name", subject, {
      summary: `"${raw.name}" is not a valid name for a rule file`,
      fix: "use only letters, digits, - and _, without an extension",
    });
    return false;
  }
  if (taken.has(name)) {
    reportError(scope, "definition/duplicate-file", subject, {
      summary: `a rule file "${raw.name}" already exists`,
      ...(generatedNames.includes(name) && { details: "Rules that are defined in TypeScript are written to it." }),
      fix: "rename it",
    });
    return false;
  }
  taken.add(name);
  return true;
}

/** Where the text is not from a file that is known, the definition is the place, and the text shows what is meant. */
function relocate(raw: RuleFile, { span, ...diagnostic }: Diagnostic): Diagnostic {
  if (raw.path !== undefined) return span ? { ...diagnostic, span } : diagnostic;
  const at = raw.origin.span;
  const line = span && `line ${span.start.line} of the rule file "${raw.name}"`;
  const subject = [line, diagnostic.subject].filter((part) => part !== undefined).join(", ");
  return { ...diagnostic, ...(at && { span: at }), ...(subject !== "" && { subject }) };
}
