import type { Alert } from "../../model/alert/alert.js";
import type { RecordingRule } from "../../model/alert/recording-rule.js";
import { isCondition } from "../../model/expression/query.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { AnyRulesArtifact, CompiledQuery, CompiledRecordingRule, CompiledRule } from "../compiled.js";
import { defaultDataSource, findDataSource } from "../grafana/data-sources.js";
import type { Dashboards } from "../grafana/index.js";
import { compileQuery } from "../query/query.js";
import { createSubject, reportError, resolveValue, type Scope, type Subject } from "../scope.js";
import { createSeriesLookup } from "../series-lookup.js";
import { environmentLabel } from "../slo/environment-label.js";
import { compileAlert, type LinkTargets } from "./alert.js";
import { indexSignalPanels } from "./alert-panel.js";
import { checkRule } from "./checks/check-rule.js";
import { isSoundAlert, isSoundRecordingRule } from "./checks/sound-rule.js";
import { chooseGroups } from "./choose-groups.js";
import { type CompiledGroup, groupRules } from "./groups.js";
import { findOwners, type QueriedRule } from "./owners.js";
import { type ResolvedAlert, resolveAlert, resolveTexts } from "./resolve-alert.js";
import { compileRuleFiles, ruleArtifacts } from "./rule-files.js";

/** Compiles the rules of a system, for Prometheus and for Loki: recording rules, alerts, and files in Prometheus' own format. */
export function compileRules(scope: Scope, dashboards: Dashboards): readonly AnyRulesArtifact[] {
  const { alerts, recordings } = compileRuleQueries(scope);
  const byRecord = new Map<string, QueriedRule[]>();
  for (const recording of recordings) {
    const { record } = recording.definition;
    byRecord.set(record, [...(byRecord.get(record) ?? []), recording]);
  }
  const owners = new Map<CompiledQuery, ReadonlySet<string>>();
  const ownersOf = (rule: QueriedRule) => {
    const known = owners.get(rule.query) ?? findOwners(rule, byRecord, scope);
    owners.set(rule.query, known);
    return known;
  };
  const rules = [...recordings, ...alerts];
  const groups = new Map(
    languages.flatMap((language) => [
      ...chooseGroups(
        rules.filter((rule) => languageOf(rule) === language),
        (some) => defaultGroupName(scope.system, some.map(ownersOf)),
      ),
    ]),
  );
  const groupNameFor = (rule: QueriedRule) => groups.get(rule)!;
  const compiledRecordings = recordings.map((rule) => compileRecordingRule(scope, rule, groupNameFor(rule)));
  const targets: LinkTargets = {
    panels: indexSignalPanels(dashboards),
    lookup: createSeriesLookup(
      scope.catalogue,
      compiledRecordings.map(({ data: { record, labels = {} }, query: { expr } }) => ({ record, expr, labels })),
      alerts.map(({ definition: { name }, resolved: { severity, labels }, query: { expr } }) => ({
        alert: name,
        expr,
        labels: { severity, ...labels },
      })),
    ),
    ownersOf,
  };
  const compiledAlerts = alerts.map((rule) => compileAlert(scope, rule, groupNameFor(rule), targets));
  const compiled = [...compiledRecordings, ...compiledAlerts];
  return [...languages.flatMap((language) => buildArtifacts(scope, language, compiled)), ...compileRuleFiles(scope)];
}

/** The languages of rules. Each has its own server, which evaluates its files alone. */
const languages = ["promql", "logql"] as const;

type Language = (typeof languages)[number];

function languageOf({ query }: QueriedRule): Language {
  return query.composed.query.language;
}

interface NamedRule<Definition> extends QueriedRule {
  readonly subject: Subject;
  readonly definition: Definition & QueriedRule["definition"];
}

function compileRuleQueries(scope: Scope) {
  const alerts: (NamedRule<Alert> & { readonly resolved: ResolvedAlert })[] = [];
  const recordings: NamedRule<RecordingRule>[] = [];
  for (const definition of scope.system.definitions) {
    if (definition.kind === "alert") {
      const subject = createSubject("alert", definition.name, definition);
      const resolved = isSoundAlert(scope, subject, definition) && resolveAlert(scope, subject, definition);
      if (!resolved) continue;
      const query = isCondition(resolved.when) ? resolved.when.query : resolved.when;
      alerts.push({ subject, definition, resolved, query: compileRuleQuery(scope, subject, definition, query) });
    } else if (definition.kind === "recordingRule") {
      const subject = createSubject("recording rule", definition.record, definition);
      if (!isSoundRecordingRule(scope, subject, definition)) continue;
      recordings.push({ subject, definition, query: compileRuleQuery(scope, subject, definition, definition.query) });
    }
  }
  return { alerts, recordings };
}

function compileRuleQuery(scope: Scope, subject: Subject, rule: Alert | RecordingRule, query: RecordingRule["query"]) {
  if (query.language === "logql") requireLoki(scope, subject);
  const window = resolveValue(scope, subject, '"window"', rule.window, ["window"]) ?? scope.settings.window;
  return compileQuery(scope, subject, query, { in: "rule", window });
}

/** Reports a rule on logs in an environment without Loki: nothing would evaluate it. */
function requireLoki(scope: Scope, subject: Subject): void {
  const name = defaultDataSource(scope, "logql");
  if (name !== undefined) {
    findDataSource(scope, subject, "loki", name);
    return;
  }
  reportError(scope, "definition/no-data-source", subject, {
    summary: `the environment "${scope.settings.environment}" has no Loki, which evaluates rules in LogQL`,
    fix: 'add one to the configuration: dataSources: { logs: { type: "loki", uid: "…" } }',
  });
}

function compileRecordingRule(
  scope: Scope,
  { subject, definition, query }: NamedRule<RecordingRule>,
  group: string,
): CompiledRecordingRule {
  const { record } = definition;
  const own = resolveTexts(scope, subject, "labels", definition.labels);
  const labels = { ...own, ...environmentLabel(scope.settings, definition) };
  const data = { record, expr: query.rendered, ...(Object.keys(labels).length > 0 && { labels }) };
  checkRule(scope, subject, data, query.composed.query.language);
  return { kind: "recordingRule", definition, query, data, group };
}

/** The default group: `qnt9-user` for rules about one service, `qnt9` for those about none or several. */
function defaultGroupName(system: SystemFacts, ownersOfRules: readonly ReadonlySet<string>[]) {
  const owners = new Set(ownersOfRules.flatMap((owners) => [...owners]));
  return owners.size === 1 ? `${system.name}-${[...owners][0]}` : system.name;
}

/** Splits rules by file. A group stays in one file: that of SLOs if it is of one, or that of the alerts, if it has any. */
function splitByFile(all: readonly CompiledRule[]) {
  const ofSlos = new Set(all.flatMap(({ definition, group }) => (definition.group?.isOfSlo ? [group] : [])));
  const slos = all.filter(({ group }) => ofSlos.has(group));
  const others = all.filter(({ group }) => !ofSlos.has(group));
  const withAlerts = new Set(others.flatMap(({ kind, group }) => (kind === "alert" ? [group] : [])));
  return {
    slos,
    alerts: others.filter(({ group }) => withAlerts.has(group)),
    recordingRules: others.filter(({ group }) => !withAlerts.has(group)),
  };
}

function buildArtifacts(scope: Scope, language: Language, rules: readonly CompiledRule[]): AnyRulesArtifact[] {
  const { alerts, recordingRules, slos } = splitByFile(rules.filter((rule) => languageOf(rule) === language));
  const groups = (some: readonly CompiledRule[]) => groupRules(scope, some, language);
  return [
    ...buildArtifact(scope, language, "recording-rules", groups(recordingRules)),
    ...buildArtifact(scope, language, "slos", groups(slos)),
    ...buildArtifact(scope, language, "alerts", groups(alerts)),
  ];
}

function buildArtifact(
  { system, settings }: Scope,
  language: Language,
  name: string,
  groups: readonly CompiledGroup[],
): AnyRulesArtifact[] {
  if (groups.length === 0) return [];
  const { folder, kind } = ruleArtifacts[language];
  const path = `${settings.environment}/${system.name}/${folder}/${name}.yml`;
  const value = { groups: groups.map(({ data }) => data) };
  return [{ kind, path, system, settings, value, rules: groups.flatMap(({ rules }) => rules), raw: undefined }];
}
