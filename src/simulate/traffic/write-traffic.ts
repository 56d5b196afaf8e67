import { buildCatalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Expr, PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { ownLabels } from "../series/label-sets.js";
import { collectRequestedValues } from "../series/requested-values.js";
import type { Schedule } from "../series/schedule.js";
import { scrape } from "../series/scrape.js";
import { createTargets, type Target } from "../series/targets.js";
import { buildTimeline, type ProcessEvent, type SimulationEvent } from "./events.js";
import type { PlannedSeries, Process } from "./planned-series.js";

/** Options for writing traffic. Times are in milliseconds. */
export interface WriteTrafficOptions {
  readonly start: number;
  readonly end: number;
  /** The scrape interval. */
  readonly interval: number;
  readonly version: PrometheusVersion;
  /** Expressions that will read the series: labels left open get values that these select. */
  readonly expressions: readonly Expr[];
}

/**
 * Writes planned series as Prometheus would scrape them, with the effects of events. Every service of the system has its
 * targets, so `up` exists for all of them.
 */
export function writeTraffic(
  store: Store,
  system: SystemFacts,
  plans: readonly PlannedSeries[],
  events: readonly SimulationEvent[],
  options: WriteTrafficOptions,
): void {
  const { start, end, interval, version, expressions } = options;
  const catalogue = buildCatalogue(system);
  const { known } = collectRequestedValues(system, catalogue, expressions, version);
  const schedule: Schedule = { start, end, interval, gaps: collectScrapeGaps(events, start) };
  const targets = createTargets(system, known);
  for (const { name } of catalogue.services) {
    const servicePlans = plans.filter(({ service }) => service === name);
    const serviceEvents = events.filter((event): event is ProcessEvent => "service" in event && event.service === name);
    const processes = (targets.get(name) ?? []).map(({ labels, service }) => ({
      labels,
      service,
      families: [] as Family[],
    }));
    for (const plan of servicePlans) {
      const exposing = selectProcesses(plan, processes);
      const [first] = exposing;
      if (!first) continue;
      const process: Process = {
        ...{ count: exposing.length, start, version, known },
        ownLabels: (metric) => ownLabels(metric, first.service),
      };
      for (const { families } of exposing) families.push(...plan.families(process));
    }
    rejectDuplicateSeries(processes);
    processes.forEach(({ labels, families }, number) => {
      const position = { number, count: processes.length, start, interval };
      scrape(store, schedule, buildTimeline(labels, serviceEvents, position), families);
    });
  }
}

interface ExposingTarget extends Target {
  readonly families: Family[];
}

/** Selects the processes that expose a planned series: those with the requested labels. Adds one if none has them. */
function selectProcesses(
  { labels, metric, isSingle }: PlannedSeries,
  processes: ExposingTarget[],
): readonly ExposingTarget[] {
  const [first] = processes;
  if (!first) return [];
  const own = ownLabels(metric, first.service);
  const chosen = Object.entries(labels).filter(([name]) => !(name in own) && name in first.labels);
  const matching = processes.filter((process) => chosen.every(([name, value]) => process.labels[name] === value));
  if (matching.length > 0) return isSingle ? matching.slice(0, 1) : matching;
  const added: ExposingTarget = { ...first, labels: { ...first.labels, ...Object.fromEntries(chosen) }, families: [] };
  processes.push(added);
  return [added];
}

function collectScrapeGaps(events: readonly SimulationEvent[], start: number) {
  return events.flatMap((event) =>
    event.kind === "scrape gap" ? [{ from: start + event.at, to: start + event.at + event.length }] : [],
  );
}

function rejectDuplicateSeries(processes: readonly ExposingTarget[]): void {
  for (const { families } of processes) {
    const seen = new Set<string>();
    for (const labels of families.flatMap(({ series }) => series)) {
      const text = formatSeries(labels);
      if (seen.has(text)) throw new Error(`two series have the same labels, ${text}: change a label of one of them`);
      seen.add(text);
    }
  }
}

function formatSeries({ __name__: name, ...labels }: SeriesLabels): string {
  const written = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${written.sort().join(", ")}}`;
}
