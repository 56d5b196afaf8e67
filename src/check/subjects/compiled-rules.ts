import type { AnyRulesArtifact, CompiledRule } from "../../compile/compiled.js";
import { partsOfField } from "../../compile/prometheus/rule-field-parts.js";
import { pageOf } from "../../compile/runbooks/page-path.js";
import type { AlertRecording, Recording } from "../../compile/series-lookup.js";
import { readRuleFile, type SourceRuleFile } from "../../formats/prometheus/index.js";
import type { Alert } from "../../model/alert/alert.js";
import type { RuleFile } from "../../model/alert/rule-group.js";
import { durationMs } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import { type Condition, isCondition } from "../../model/expression/query.js";
import { settingMs } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { identify } from "../../model/system/identity.js";
import { locate } from "../../source/locate-expression.js";
import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { QuerySubject, RuleSubject } from "../check.js";
import { fileRecordings, fileRules } from "./file-rules.js";
import type { SubjectInputs } from "./inputs.js";
import { compiledLogql } from "./logql-subject.js";
import { querySubject } from "./query-subject.js";

/** Creates the subjects of an artifact's rules, including those in a format of their own. */
export function compiledRules(artifact: AnyRulesArtifact, sources: SourceFiles, inputs: SubjectInputs): RuleSubject[] {
  if (artifact.raw) return fileRules(readRaw(artifact.raw, artifact), artifact.raw.yaml, inputs);
  return artifact.rules.map((rule) => ruleSubject(rule, artifact, sources, inputs));
}

/** The recordings of an artifact. */
export function compiledRecordings(artifact: AnyRulesArtifact): Recording[] {
  if (artifact.raw) return fileRecordings(readRaw(artifact.raw, artifact));
  return artifact.rules.flatMap((rule) =>
    rule.kind === "recordingRule"
      ? [{ record: rule.data.record, expr: validExpr(rule), labels: rule.data.labels ?? {} }]
      : [],
  );
}

/** The alerts of an artifact. Series tell of their state: Prometheus writes them, and Loki sends them to it. */
export function compiledAlerts(artifact: AnyRulesArtifact): AlertRecording[] {
  return artifact.rules.flatMap((rule) =>
    rule.kind === "alert" ? [{ alert: rule.data.alert, expr: validExpr(rule), labels: rule.data.labels ?? {} }] : [],
  );
}

function validExpr({ query }: CompiledRule) {
  return query.errors.length + query.composed.problems.length === 0 ? query.expr : undefined;
}

function ruleSubject(
  rule: CompiledRule,
  { settings }: AnyRulesArtifact,
  sources: SourceFiles,
  inputs: SubjectInputs,
): RuleSubject {
  const { context, allowances } = inputs;
  const { definition, data, group } = rule;
  const kindName = rule.kind === "alert" ? "alert" : "recording rule";
  const name = `${kindName} "${rule.kind === "alert" ? rule.data.alert : rule.data.record}"`;
  const allow = allowances.add(definition.allow, () => definition.origin.span, name);
  const subject: RuleSubject & { query: QuerySubject | undefined } = {
    kind: "rule",
    name,
    allow,
    context,
    data,
    group,
    interval: settingMs(definition.group?.interval ?? settings.evaluationInterval),
    identity: context.catalogue && identify(definition, context.catalogue),
    isOfSlo: definition.group?.isOfSlo ?? false,
    latencyBound: definition.group?.latencyBound,
    page: rule.kind === "alert" ? pageOf(rule.definition) : undefined,
    condition: rule.kind === "alert" ? conditionIn(rule.definition, settings.environment) : undefined,
    query: undefined,
    logql: compiledLogql(rule.query, { name, in: kindName, allow }, sources, context)[0],
    locate: (field, key) => {
      const span = field && locateInCall(definition.origin, partsOfField(rule.kind, field, key), sources);
      return span ?? definition.origin.span;
    },
  };
  const expr = validExpr(rule);
  if (expr) {
    const { composed } = rule.query;
    const own = definition.window && resolve(definition.window, settings.environment);
    subject.query = querySubject(
      {
        name,
        allow,
        context,
        in: kindName,
        expr,
        text: composed.text,
        window: (own && durationMs(own)) ?? settingMs(settings.window),
        locate: (start, end) => locate(composed, start, end, sources),
      },
      inputs,
      subject,
    );
  }
  return subject;
}

function conditionIn({ when }: Alert, environment: string): Condition | undefined {
  const resolved: unknown = resolve(when, environment);
  return isCondition(resolved) ? resolved : undefined;
}

/** Reads rules in a format of their own. If their file is unknown, all spans point at the definition. */
function readRaw(raw: RuleFile, artifact: AnyRulesArtifact): SourceRuleFile {
  const fallback = raw.origin.span ?? { file: raw.name, start: { line: 1, column: 1 } };
  const { language } = raw;
  const { file } = readRuleFile(raw.yaml, { file: raw.path ?? fallback.file, version: versionOf(artifact), language });
  if (file && raw.path !== undefined) return file;
  return { file: fallback.file, language, groups: file?.groups ?? [], span: () => fallback };
}

function versionOf({ settings }: AnyRulesArtifact) {
  return prometheusRelease(settings.versions);
}
