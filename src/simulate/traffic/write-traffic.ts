import { catalogueOf } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Expr, PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { ownLabels } from "../series/label-sets.js";
import { askedOf } from "../series/requested-values.js";
import type { Schedule } from "../series/schedule.js";
import { scrape } from "../series/scrape.js";
import { type Target, targetsOf } from "../series/targets.js";
import { type ProcessEvent, type SimulationEvent, timelineOf } from "./events.js";
import type { Planned, Process } from "./planned-series.js";

/** What a simulation is to show. Times and lengths are in milliseconds. */
export interface TrafficOptions {
  readonly start: number;
  readonly end: number;
  /** Between two scrapes. */
  readonly interval: number;
  readonly version: PrometheusVersion;
  /** Expressions that are to see it: values that they ask for are those that are left open. */
  readonly expressions: readonly Expr[];
}

/** Writes the series that are planned, and what events make of them. */
export function writeTraffic(
  store: Store,
  system: SystemFacts,
  plans: readonly Planned[],
  events: readonly SimulationEvent[],
  options: TrafficOptions,
): void {
  const { start, end, interval, version, expressions } = options;
  const catalogue = catalogueOf(system);
  const { known } = askedOf(system, catalogue, expressions, version);
  const schedule: Schedule = { start, end, interval, gaps: gapsOf(events, start) };
  const targets = targetsOf(system, known);
  for (const { name } of catalogue.services) {
    const ofService = plans.filter(({ service }) => service === name);
    const happening = events.filter((event): event is ProcessEvent => "service" in event && event.service === name);
    if (ofService.length === 0 && happening.length === 0) continue;
    const processes = (targets.get(name) ?? []).map(({ labels, service }) => ({
      labels,
      service,
      families: [] as Family[],
    }));
    for (const plan of ofService) {
      const exposing = processesFor(plan, processes);
      const [first] = exposing;
      if (!first) continue;
      const process: Process = {
        ...{ count: exposing.length, start, version, known },
        ownLabels: (metric) => ownLabels(metric, first.service),
      };
      for (const { families } of exposing) families.push(...plan.families(process));
    }
    refuseDoubles(processes);
    processes.forEach(({ labels, families }, number) => {
      const place = { number, count: processes.length, start, interval };
      scrape(store, schedule, timelineOf(labels, happening, place), families);
    });
  }
}

interface Exposing extends Target {
  readonly families: Family[];
}

/** The processes that expose it: all, or those with the labels that were asked for, or one that is made to have them. */
function processesFor({ labels, metric, once }: Planned, processes: Exposing[]): readonly Exposing[] {
  const [first] = processes;
  if (!first) return [];
  const own = ownLabels(metric, first.service);
  const chosen = Object.entries(labels).filter(([name]) => !(name in own) && name in first.labels);
  const found = processes.filter((process) => chosen.every(([name, value]) => process.labels[name] === value));
  if (found.length > 0) return once ? found.slice(0, 1) : found;
  const made: Exposing = { ...first, labels: { ...first.labels, ...Object.fromEntries(chosen) }, families: [] };
  processes.push(made);
  return [made];
}

function gapsOf(events: readonly SimulationEvent[], start: number) {
  return events.flatMap((event) =>
    event.kind === "scrape gap" ? [{ from: start + event.at, to: start + event.at + event.length }] : [],
  );
}

function refuseDoubles(processes: readonly Exposing[]): void {
  for (const { families } of processes) {
    const seen = new Set<string>();
    for (const labels of families.flatMap(({ series }) => series)) {
      const text = textOf(labels);
      if (seen.has(text)) throw new Error(`two of the series are ${text}: tell them apart by a label`);
      seen.add(text);
    }
  }
}

function textOf({ __name__: name, ...labels }: SeriesLabels): string {
  const written = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${written.sort().join(", ")}}`;
}
