import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { readRuleFile } from "../../formats/prometheus/index.js";
import type { RuleFile } from "../../model/alert/rule-group.js";
import type { AnyRulesArtifact } from "../compiled.js";
import { createSubject, reportError, type Scope } from "../scope.js";
import { sortBy } from "../sort-by.js";

/** File names that are valid on every system. */
const portableName = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;

/** Names of the generated rule files. */
export const generatedRuleFiles = ["alerts", "recording-rules", "slos"];

/** The folder and the kind of the files of each language. */
export const ruleArtifacts = {
  promql: { folder: "rules", kind: "prometheus rules" },
  logql: { folder: "loki-rules", kind: "loki rules" },
} as const;

/** Compiles the rule files given in the format of Prometheus or Loki, to one file each. */
export function compileRuleFiles(scope: Scope): readonly AnyRulesArtifact[] {
  const { system, settings } = scope;
  const taken = new Set(generatedRuleFiles);
  const artifacts: AnyRulesArtifact[] = [];
  const files = system.definitions.filter((definition) => definition.kind === "ruleFile");
  for (const raw of sortBy(files, ({ name, yaml }) => `${name}\n${yaml}`)) {
    if (!checkFileName(scope, raw, taken)) continue;
    const { file, diagnostics } = readRuleFile(raw.yaml, {
      file: raw.path ?? raw.name,
      version: scope.versions.prometheus,
      language: raw.language,
    });
    for (const diagnostic of diagnostics) scope.report(relocate(raw, diagnostic));
    if (!file) continue;
    const { folder, kind } = ruleArtifacts[raw.language];
    const path = `${settings.environment}/${system.name}/${folder}/${raw.name}.yml`;
    const value = { groups: file.groups.map(({ data }) => data) };
    artifacts.push({ kind, path, system, settings, value, rules: [], raw });
  }
  return artifacts;
}

function checkFileName(scope: Scope, raw: RuleFile, taken: Set<string>): boolean {
  const subject = createSubject("rule file", raw.name, raw);
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
      ...(generatedRuleFiles.includes(name) && { details: "Rules that are defined in TypeScript are written to it." }),
      fix: "rename it",
    });
    return false;
  }
  taken.add(name);
  return true;
}

/** Moves a finding to the definition, if the path of the rule file is unknown. The subject then names the line. */
function relocate(raw: RuleFile, { span, ...diagnostic }: Diagnostic): Diagnostic {
  if (raw.path !== undefined) return span ? { ...diagnostic, span } : diagnostic;
  const definitionSpan = raw.origin.span;
  const line = span && `line ${span.start.line} of the rule file "${raw.name}"`;
  const subject = [line, diagnostic.subject].filter((part) => part !== undefined).join(", ");
  return { ...diagnostic, ...(definitionSpan && { span: definitionSpan }), ...(subject !== "" && { subject }) };
}
