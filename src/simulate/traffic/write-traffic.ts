import type { SystemFacts } from "../../model/system/system.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Schedule } from "../series/schedule.js";
import { scrape } from "../series/scrape.js";
import { buildTimeline, type ProcessEvent, type SimulationEvent } from "./events.js";
import { type PlanTargetsOptions, planTargets } from "./plan-targets.js";
import type { PlannedSeries } from "./planned-series.js";

/** Options for writing traffic. Times are in milliseconds. */
export interface WriteTrafficOptions extends PlanTargetsOptions {
  readonly end: number;
  /** The scrape interval. */
  readonly interval: number;
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
  const { start, end, interval } = options;
  const schedule: Schedule = { start, end, interval, gaps: collectScrapeGaps(events, start) };
  for (const { service, labels, number, count, families } of planTargets(system, plans, options)) {
    const own = events.filter((event): event is ProcessEvent => "service" in event && event.service === service);
    scrape(store, schedule, buildTimeline(labels, own, { number, count, start, interval }), families);
  }
}

function collectScrapeGaps(events: readonly SimulationEvent[], start: number) {
  return events.flatMap((event) =>
    event.kind === "scrape gap" ? [{ from: start + event.at, to: start + event.at + event.length }] : [],
  );
}
