import type { Artifact } from "../../compile/compiled.js";
import { findAlertmanager } from "../../model/project/alertmanagers.js";
import type { Project } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import { ruleDialect } from "../../promql/index.js";
import { countNotifications, type NotificationCounts } from "./count-notifications.js";
import { expandRecorded } from "./expand-recorded.js";
import { listRules, type ReplayedRule } from "./list-rules.js";
import { isPresent } from "./present-metrics.js";
import type { QueryApi } from "./query-api.js";
import { type Replay, replayAlert } from "./replay-alert.js";
import { type AlertReport, type BacktestReport, sumUp } from "./report.js";

export interface BacktestOptions {
  readonly project: Project;
  readonly artifacts: readonly Artifact[];
  readonly environment: string;
  /** The alerts to replay. @default all */
  readonly names: readonly string[];
  /** In milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly api: QueryApi;
  readonly onProgress: (done: number, total: number) => void;
}

/** Alerts that are replayed at the same time. */
const concurrency = 4;

/** Time before the period that is replayed, too, at most: an alert may be pending when the period begins. */
const maxLead = 2 * 86_400_000;

/** A rule after its replay, with the expression that was evaluated. */
interface Replayed extends Replay {
  readonly rule: ReplayedRule;
  readonly expanded: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Replays the alerts of an environment on the series of a real server: when each would have fired, and what Alertmanager
 * would have sent to whom.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestReport | { readonly problem: string }> {
  const { artifacts, environment, names, from, to, onProgress } = options;
  const rules = listRules(artifacts, environment);
  const missing = names.find((name) => !rules.alerts.some(({ rule }) => rule.name === name));
  if (missing !== undefined) {
    const isOnLogs = rules.onLogs.includes(missing);
    return { problem: isOnLogs ? `Loki evaluates "${missing}"` : `${environment} has no alert "${missing}"` };
  }
  const selected = rules.alerts.filter(({ rule }) => names.length === 0 || names.includes(rule.name));
  if (selected.length === 0) return { problem: `${environment} has no alerts on metrics` };
  const presence = new Map<string, Promise<boolean>>();
  const isOnServer = (metric: string) => {
    const known = presence.get(metric) ?? isPresent(metric, { from, to }, options.api);
    presence.set(metric, known);
    return known;
  };
  let done = 0;
  const replayed = await mapConcurrently(selected, async (rule): Promise<Replayed> => {
    const result = await replay(rule, (metric) => rules.recordings.get(metric) ?? [], isOnServer, options);
    onProgress(++done, selected.length);
    return result;
  });
  const counts = countAll(replayed, options);
  const alerts = replayed.map((one) => report(one, counts, options));
  const left = names.length === 0 ? rules.onLogs : [];
  return { environment, from, to, alerts: sortByNoise(alerts), receivers: counts.receivers, onLogs: left };
}

async function replay(
  rule: ReplayedRule,
  recordings: Parameters<typeof expandRecorded>[1]["recordings"],
  isOnServer: (metric: string) => Promise<boolean>,
  { from, to, api }: BacktestOptions,
): Promise<Replayed> {
  const { settings, group } = rule;
  const version = prometheusRelease(settings.versions);
  const step = group.interval;
  const { expr, expanded, left } = await expandRecorded(rule.expr, {
    ...{ dialect: ruleDialect(version), recordings, isOnServer },
  });
  const lead = Math.min(maxLead, rule.rule.hold + rule.rule.keepFiring);
  const times = { start: Math.ceil((from - lead) / step) * step, end: Math.floor(to / step) * step, step };
  const result = await replayAlert({
    ...{ rule: rule.rule, limit: group.limit ?? 0, queryOffset: group.queryOffset ?? 0, times, version },
    query: (range) => api.queryRange(expr, range),
  });
  const notes = left.map(
    ({ metric, reason }) => `the server lacks ${metric}, at least for a part of the time: ${reason}`,
  );
  return { ...result, rule, expanded, notes };
}

/** Runs work on each item, a few at a time. The results are in the order of the items. A failure stops the rest. */
async function mapConcurrently<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index]!).catch((error: unknown) => {
        next = items.length;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}

interface AllCounts {
  readonly receivers: BacktestReport["receivers"];
  readonly byRule: NotificationCounts<Replayed>["byRule"];
}

/** Sends the alerts of all systems to the Alertmanager of each. */
function countAll(replayed: readonly Replayed[], { artifacts, project, from, to }: BacktestOptions): AllCounts {
  const receivers = new Map<string, number>();
  const byRule = new Map<Replayed, ReadonlyMap<string, number>>();
  for (const artifact of artifacts) {
    if (artifact.kind !== "alertmanager") continue;
    const sent = replayed.flatMap((one) => {
      const { rule, histories } = one;
      const { folder } = findAlertmanager(project.config, rule.settings.environment, rule.system);
      if (!artifact.path.startsWith(`${folder}/`)) return [];
      return histories.map(({ labels, periods }) => {
        return {
          rule: one,
          labels: { ...rule.settings.externalLabels, ...labels },
          periods,
          step: rule.group.interval,
        };
      });
    });
    const start = sent.reduce((least, { periods }) => Math.min(least, periods[0]?.from ?? from), from);
    const counts = countNotifications(artifact, sent, { start, from, end: to });
    for (const [receiver, count] of counts.byReceiver) receivers.set(receiver, (receivers.get(receiver) ?? 0) + count);
    for (const [rule, own] of counts.byRule) byRule.set(rule, own);
  }
  const sorted = [...receivers].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  return { receivers: sorted.map(([receiver, notifications]) => ({ receiver, notifications })), byRule };
}

function report(replayed: Replayed, { byRule }: AllCounts, { from, to }: BacktestOptions): AlertReport {
  const { histories, problem, warning, expanded, notes } = replayed;
  const { rule, system, severity } = replayed.rule;
  const notifications = [...(byRule.get(replayed) ?? [])].sort(([, one], [, other]) => other - one);
  return {
    ...{ alert: rule.name, severity, system, ...sumUp(histories, from, to) },
    notifications: Object.fromEntries(notifications),
    ...(problem !== undefined && { problem }),
    expanded,
    notes: [...notes, ...(warning === undefined ? [] : [`the server warns: ${warning}`])],
  };
}

function sortByNoise(alerts: readonly AlertReport[]): readonly AlertReport[] {
  const noise = ({ notifications }: AlertReport) => Object.values(notifications).reduce((sum, one) => sum + one, 0);
  return alerts.toSorted((one, other) => {
    return noise(other) - noise(one) || other.fired - one.fired || one.alert.localeCompare(other.alert);
  });
}
