import { get, isJson, type Json, objectsOf } from "../../../../../formats/grafana/plain-json.js";
import type { GrafanaRule, GrafanaRuleGroup } from "../../../../../formats/grafana-alerting/index.js";
import { parseDuration } from "../../../../../formats/prometheus/index.js";
import { formatDuration } from "../../../../../promql/index.js";
import { digestValue } from "../../../../objects/digest.js";
import { type Mark, markMember, readMark } from "../mark.js";

/** A group of rules in a folder, as Grafana's provisioning API takes and returns it. */
export interface RuleGroup {
  readonly title: string;
  readonly folderUid: string;
  /** In seconds. */
  readonly interval: number;
  readonly rules: readonly Json[];
}

/** Turns a compiled group into one for the API, with a mark in each rule. */
export function provisionGroup(group: GrafanaRuleGroup, folderUid: string, owner: string): RuleGroup {
  const { name: title } = group;
  const interval = (parseDuration(group.interval) ?? 0) / 1000;
  const rules = group.rules.map((rule) => provisionRule(rule, title, folderUid));
  const plain = { title, folderUid, interval, rules };
  return { ...plain, rules: rules.map((rule) => markRule(rule, { owner, checksum: checksumOf(rule, plain) })) };
}

function provisionRule(rule: GrafanaRule, ruleGroup: string, folderUID: string): Json {
  const { uid, title, data, labels, isPaused } = rule;
  // Grafana takes the organisation from the credentials, but wants to be told one.
  const fields = { uid, title, orgID: 1, folderUID, ruleGroup, data, labels, isPaused };
  if ("record" in rule) {
    const { metric, from, targetDatasourceUid } = rule.record;
    const record = { metric, from, target_datasource_uid: targetDatasourceUid };
    // The API requires these of every rule, and ignores them in recording rules.
    return { ...fields, condition: from, noDataState: "OK", execErrState: "OK", for: "0s", record };
  }
  const { condition, noDataState, execErrState, annotations, keepFiringFor } = rule;
  return {
    ...{ ...fields, condition, noDataState, execErrState, annotations, for: rule.for },
    ...(keepFiringFor !== undefined && { keep_firing_for: keepFiringFor }),
    missingSeriesEvalsToResolve: rule.missing_series_evals_to_resolve,
  };
}

/** Grafana keeps members of a query's model that its data source does not know. */
function markRule(rule: Json, mark: Mark): Json {
  const [first, ...others] = objectsOf(rule.data);
  return { ...rule, data: [{ ...first, model: { ...(first?.model as object), [markMember]: mark } }, ...others] };
}

export function markOfRule(rule: Json): Mark | undefined {
  return readMark(get(objectsOf(rule.data)[0], "model", markMember));
}

/** The digest of a rule and of what it has from its group. */
export function checksumOf(rule: Json, { title, folderUid, interval }: RuleGroup): string {
  return digestValue([folderUid, title, interval, normalizeRule(rule)]);
}

export function digestGroup({ interval, rules }: RuleGroup): string {
  return digestValue([interval, rules.map(normalizeRule)]);
}

/** The content of a group as people read it. */
export function describeGroup({ title, interval, rules }: RuleGroup): unknown {
  const described = rules.map((rule) => {
    const { title: name, data: queries, record, ...fields } = normalizeRule(rule);
    return record === undefined
      ? { alert: name, queries, ...fields }
      : { record: name, queries, writes: record, ...fields };
  });
  return { groups: [{ name: title, interval: formatDuration(interval * 1000), rules: described }] };
}

const durations: ReadonlySet<string> = new Set(["for", "keep_firing_for"]);

/** The fields that say what a rule does. */
const fieldsOfAlerts = [
  ...["uid", "title", "condition", "noDataState", "execErrState", "for", "keep_firing_for", "labels", "annotations"],
  ...["missingSeriesEvalsToResolve", "notification_settings", "isPaused"],
];
const fieldsOfRecordingRules = ["uid", "title", "labels", "annotations", "isPaused", "record"];

/** Removes what Grafana adds, fills in or writes in its own way: for comparison only, never sent. */
export function normalizeRule(rule: Json): Json {
  const names = isJson(rule.record) ? fieldsOfRecordingRules : fieldsOfAlerts;
  const fields = names.flatMap((name) => {
    const value = durations.has(name) ? normalizeDuration(rule[name]) : rule[name];
    return isEmpty(value) ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(fields), data: objectsOf(rule.data).map(normalizeQuery) };
}

/** Members that Grafana adds to the model of a query, with their values. */
const addedToModels: Readonly<Record<string, unknown>> = { intervalMs: 1000, maxDataPoints: 43200 };

function normalizeQuery({ refId, queryType, relativeTimeRange, datasourceUid, model }: Json): Json {
  const members = isJson(model) ? Object.entries(model) : [];
  const own = members.filter(
    ([name, value]) => name !== markMember && !(Object.hasOwn(addedToModels, name) && addedToModels[name] === value),
  );
  return {
    ...{ refId, datasourceUid, relativeTimeRange, model: Object.fromEntries(own) },
    ...(queryType !== "" && { queryType }),
  };
}

function isEmpty(value: unknown): boolean {
  if (isJson(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === 0 || value === "";
}

/** Writes a duration in one way. None is the same as zero. */
function normalizeDuration(value: unknown): unknown {
  const milliseconds = typeof value === "string" ? parseDuration(value) : undefined;
  return milliseconds === undefined ? value : milliseconds === 0 ? undefined : formatDuration(milliseconds);
}
