import { posix } from "node:path";
import type { GrafanaRule, GrafanaRuleGroup } from "../../formats/grafana-alerting/index.js";
import { type AlertingRule, isAlertingRule, parseDuration, type RuleGroup } from "../../formats/prometheus/index.js";
import { toGrafanaTemplate } from "../../gotemplate/index.js";
import type { AnyRulesArtifact, GrafanaAlertingArtifact } from "../compiled.js";
import { defaultDataSource, findDataSource } from "../grafana/data-sources.js";
import { alertLabels } from "../prometheus/alert-labels.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import { checkGrafanaRule, checkGroup, reportTemplateLimit } from "./check-rules.js";
import { conditionId, type QuerySource, queryId, renderConditions, renderQuery } from "./queries.js";
import { deriveRuleUids, type OwnedRule } from "./rule-uid.js";

/** Grafana evaluates rules that it converts from Prometheus a minute late by default: samples arrive by remote write. */
const usualOffset = "1m";

/** A group of a rule file, and what it is from. */
export interface GroupToConvert {
  readonly data: RuleGroup;
  readonly rules: readonly OwnedRule[];
  readonly artifact: AnyRulesArtifact;
}

/**
 * Converts the rules of a system to rules that Grafana manages, as Grafana's own conversion does: each series that an
 * expression returns is an alert, no data is no alert, and the rules of a group are evaluated in order.
 */
export function compileGrafanaRules(
  scope: Scope,
  artifacts: readonly AnyRulesArtifact[],
): GrafanaAlertingArtifact | undefined {
  const { system, settings } = scope;
  if (settings.alerting !== "grafana") return undefined;
  const groups = artifacts.flatMap(listGroups);
  const rules = groups.flatMap((group) => group.rules);
  if (rules.length === 0) return undefined;
  const uids = deriveRuleUids(system.name, settings.grafana.uidSuffix, rules);
  const names = new Set<string>();
  const value = {
    groups: groups.map((group): GrafanaRuleGroup => {
      checkGroup(scope, group);
      const source = findSource(scope, group);
      return {
        name: distinctName(group, names),
        folder: settings.grafana.folder?.title ?? "",
        interval: group.data.interval ?? settings.evaluationInterval,
        rules: group.rules.map((rule) => convertRule(scope, group, rule, { uid: uids.get(rule)!, source })),
      };
    }),
  };
  const path = `${settings.environment}/${system.name}/grafana-alerting/rules.yaml`;
  return { kind: "grafana alerting", path, system, settings, value };
}

function listGroups(artifact: AnyRulesArtifact): readonly GroupToConvert[] {
  let index = 0;
  return artifact.value.groups.map((data) => {
    const rules = data.rules.map((rule): OwnedRule => ({ data: rule, compiled: artifact.rules[index++] }));
    return { data, rules, artifact };
  });
}

/** Groups of one name are one group in Grafana, and a file of Loki may have one that a file of Prometheus has, too. */
function distinctName({ data, artifact }: GroupToConvert, taken: Set<string>): string {
  const folder = artifact.kind === "loki rules" ? "logs" : posix.basename(artifact.path, ".yml");
  let name = data.name;
  while (taken.has(name)) name = `${name} (${folder})`;
  taken.add(name);
  return name;
}

/** The sources of the queries of a group, and the one that its recording rules write to. */
interface Sources {
  readonly query: QuerySource;
  readonly target: string;
}

function findSource(scope: Scope, { artifact }: GroupToConvert): Sources {
  const subject = artifact.raw
    ? createSubject("rule file", artifact.raw.name, artifact.raw)
    : createSubject("system", scope.system.name, scope.system);
  const uidOf = (language: "promql" | "logql", type: "prometheus" | "loki") => {
    const name = defaultDataSource(scope, language);
    const uid = name === undefined ? undefined : findDataSource(scope, subject, type, name);
    if (name === undefined) reportMissing(scope, subject, type);
    return uid ?? "";
  };
  const isLoki = artifact.kind === "loki rules";
  const records = artifact.value.groups.some(({ rules }) => rules.some((rule) => !isAlertingRule(rule)));
  const metrics = isLoki && !records ? "" : uidOf("promql", "prometheus");
  const query: QuerySource = isLoki
    ? { type: "loki", uid: uidOf("logql", "loki") }
    : { type: "prometheus", uid: metrics };
  return { query, target: metrics };
}

function reportMissing(scope: Scope, subject: Subject, type: string): void {
  reportError(scope, "definition/no-data-source", subject, {
    summary: `the environment "${scope.settings.environment}" has no default data source of type ${type}, which rules of Grafana query`,
    fix: `set ${type === "loki" ? "logs" : "dataSource"} in the configuration`,
  });
}

/** The label by which Grafana knows a converted rule: it evaluates the rules of such a group in order. */
const mark = { __converted_prometheus_rule__: "true" };

function convertRule(
  scope: Scope,
  group: GroupToConvert,
  rule: OwnedRule,
  { uid, source }: { readonly uid: string; readonly source: Sources },
): GrafanaRule {
  const { data } = rule;
  const offset = (parseDuration(group.data.query_offset ?? usualOffset) ?? 0) / 1000;
  const query = renderQuery(data.expr, source.query, offset);
  checkGrafanaRule(scope, group, rule);
  if (!isAlertingRule(data)) {
    return {
      uid,
      title: data.record,
      data: [query],
      labels: { ...group.data.labels, ...data.labels, ...mark },
      isPaused: false,
      record: { metric: data.record, from: queryId, targetDatasourceUid: source.target },
    };
  }
  const translate = (field: "labels" | "annotations") => translateTexts(scope, group, rule, field);
  const annotations = translate("annotations");
  return {
    uid,
    title: data.alert,
    condition: conditionId,
    data: [query, ...renderConditions()],
    noDataState: "OK",
    execErrState: "OK",
    for: data.for ?? "0s",
    ...(data.keep_firing_for !== undefined && { keepFiringFor: data.keep_firing_for }),
    missing_series_evals_to_resolve: 1,
    annotations,
    ...panelOf(annotations),
    labels: {
      ...externalLabels(scope, rule),
      ...group.data.labels,
      ...translate("labels"),
      ...mark,
      // Grafana's own conversion takes the uid from it.
      __grafana_alert_rule_uid__: uid,
    },
    isPaused: false,
  };
}

function translateTexts(scope: Scope, group: GroupToConvert, rule: OwnedRule, field: "labels" | "annotations") {
  const texts = Object.entries((rule.data as AlertingRule)[field] ?? {}).map(([name, text]) => {
    const translated = toGrafanaTemplate(text, queryId, scope.versions.prometheus);
    for (const limit of translated.limits) reportTemplateLimit(scope, { group, rule, field, name, text }, limit);
    return [name, translated.text] as const;
  });
  const isWhole = field !== "annotations" || texts.some(([name]) => name === "__panelId__");
  // Grafana refuses a dashboard without a panel. The address of the dashboard is an annotation, too.
  return Object.fromEntries(isWhole ? texts : texts.filter(([name]) => name !== "__dashboardUid__"));
}

function panelOf({ __dashboardUid__: dashboardUid, __panelId__: panel }: Readonly<Record<string, string>>) {
  return dashboardUid === undefined || panel === undefined ? {} : { dashboardUid, panelId: Number(panel) };
}

/** The labels that Prometheus adds to the alerts it sends, unless they have them. */
function externalLabels({ settings }: Scope, { compiled }: OwnedRule): Readonly<Record<string, string>> {
  const carried = alertLabels(compiled?.kind === "alert" ? compiled.series : undefined);
  return Object.fromEntries(Object.entries(settings.externalLabels).filter(([name]) => carried(name) === "never"));
}
