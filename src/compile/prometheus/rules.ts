import type { Alert } from "../../model/alert/alert.js";
import type { RecordingRule } from "../../model/alert/recording-rule.js";
import { isCondition } from "../../model/expression/query.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { CompiledRecordingRule, CompiledRule, RulesArtifact } from "../compiled.js";
import type { Dashboards } from "../grafana/index.js";
import { compileQuery } from "../query/query.js";
import { createSubject, reportError, resolveValue, type Scope, type Subject } from "../scope.js";
import { createSeriesLookup } from "../series-lookup.js";
import { compileAlert, type LinkTargets } from "./alert.js";
import { indexSignalPanels } from "./alert-panel.js";
import { checkRule } from "./checks/check-rule.js";
import { isSoundAlert, isSoundRecordingRule } from "./checks/sound-rule.js";
import { chooseGroups } from "./choose-groups.js";
import { type CompiledGroup, groupRules } from "./groups.js";
import { findOwners, type QueriedRule } from "./owners.js";
import { type ResolvedAlert, resolveAlert, resolveTexts } from "./resolve-alert.js";
import { compileRuleFiles } from "./rule-files.js";

/** Compiles the rules of a system: recording rules, alerts, and files in Prometheus' own format. */
export function compileRules(scope: Scope, dashboards: Dashboards): readonly RulesArtifact[] {
  const { alerts, recordings } = compileRuleQueries(scope);
  const byRecord = new Map<string, QueriedRule[]>();
  for (const recording of recordings) {
    const { record } = recording.definition;
    byRecord.set(record, [...(byRecord.get(record) ?? []), recording]);
  }
  const ownersOf = (rule: QueriedRule) => findOwners(rule, byRecord, scope.catalogue);
  const groups = chooseGroups([...recordings, ...alerts], (rules) =>
    defaultGroupName(scope.system, rules.map(ownersOf)),
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
  const files = splitByFile(compiledAlerts, compiledRecordings);
  return [
    ...buildArtifact(scope, "recording-rules", groupRules(scope, files.recordingRules)),
    ...buildArtifact(scope, "slos", groupRules(scope, files.slos)),
    ...buildArtifact(scope, "alerts", groupRules(scope, files.alerts)),
    ...compileRuleFiles(scope),
  ];
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
  if (query.language === "logql") {
    reportError(scope, "definition/wrong-language", subject, {
      summary: "Prometheus evaluates rules, and it does not read LogQL",
      fix: "count the log lines in a metric, and write the rule with that",
    });
  }
  const window = resolveValue(scope, subject, '"window"', rule.window, ["window"]) ?? scope.settings.window;
  return compileQuery(scope, subject, query, { in: "rule", window });
}

function compileRecordingRule(
  scope: Scope,
  { subject, definition, query }: NamedRule<RecordingRule>,
  group: string,
): CompiledRecordingRule {
  const { record } = definition;
  const labels = resolveTexts(scope, subject, "labels", definition.labels);
  const data = { record, expr: query.rendered, ...(Object.keys(labels).length > 0 && { labels }) };
  checkRule(scope, subject, data);
  return { kind: "recordingRule", definition, query, data, group };
}

/** The default group: `qnt9-user` for rules about one service, `qnt9` for those about none or several. */
function defaultGroupName(system: SystemFacts, ownersOfRules: readonly ReadonlySet<string>[]) {
  const owners = new Set(ownersOfRules.flatMap((owners) => [...owners]));
  return owners.size === 1 ? `${system.name}-${[...owners][0]}` : system.name;
}

/** Splits rules by file. A group stays in one file: that of SLOs if it is of one, or that of the alerts, if it has any. */
function splitByFile(alerts: readonly CompiledRule[], recordings: readonly CompiledRule[]) {
  const all = [...recordings, ...alerts];
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

function buildArtifact(scope: Scope, name: string, groups: readonly CompiledGroup[]): RulesArtifact[] {
  if (groups.length === 0) return [];
  const { system, settings } = scope;
  return [
    {
      kind: "prometheus rules",
      path: `${settings.environment}/${system.name}/rules/${name}.yml`,
      system,
      settings,
      value: { groups: groups.map(({ data }) => data) },
      rules: groups.flatMap(({ rules }) => rules),
      raw: undefined,
    },
  ];
}
