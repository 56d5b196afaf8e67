import { type Duration, durationMs } from "../../model/definition/duration.js";
import type { SeriesLabels } from "../series/family.js";
import { type TargetLifetime, type TargetTimeline, type TimeRange, uninterrupted } from "../series/schedule.js";

/** Something that happens during a simulation, to a service or to all scrapes. Times count from the start of the run. */
export type SimulationEvent = ProcessEvent | ScrapeGap;

export interface ProcessEvent {
  readonly kind: "missing scrape" | "outage" | "counter reset" | "pod restart";
  readonly system: string;
  readonly service: string;
  readonly at: number;
  /** How long it lasts; undefined for what is over at once. */
  readonly length: number | undefined;
  /** How many of its processes it concerns; undefined for all. */
  readonly pods: number | undefined;
}

export interface ScrapeGap {
  readonly kind: "scrape gap";
  readonly at: number;
  readonly length: number;
}

/** A service, as its definition gives it. */
export interface ServiceLike {
  readonly service: { readonly system: string; readonly name: string };
}

interface EventOptions {
  readonly at: Duration;
  /** How many of the service's processes. Default all of them. */
  readonly pods?: number;
}

/**
 * A process does not answer in time when it is scraped: `up` is 0 and its series end, until the next scrape. What it
 * counted meanwhile is not lost.
 *
 * @example
 * missingScrape(user, { at: "7m" })
 */
export function missingScrape(
  { service }: ServiceLike,
  options: EventOptions & { readonly for?: Duration },
): ProcessEvent {
  return createEvent("missing scrape", service, options);
}

/**
 * A service is down: scrapes fail, nothing is counted. Afterwards its processes start again and count from 0.
 *
 * @example
 * outage(user, { at: "10m", for: "5m" })
 */
export function outage({ service }: ServiceLike, options: EventOptions & { readonly for: Duration }): ProcessEvent {
  return createEvent("outage", service, options);
}

/**
 * Processes restart in place, as when a container does: the same series count from 0 again.
 *
 * @example
 * counterReset(user, { at: "10m" })
 */
export function counterReset({ service }: ServiceLike, options: EventOptions): ProcessEvent {
  return createEvent("counter reset", service, options);
}

/**
 * Pods are replaced by others, as in a deployment: the series of the old ones end, and others begin, with another `pod`
 * and `instance`, at 0. One pod, unless it says how many.
 *
 * @example
 * podRestart(user, { at: "10m", pods: 3 })
 */
export function podRestart({ service }: ServiceLike, options: EventOptions): ProcessEvent {
  return createEvent("pod restart", service, { pods: 1, ...options });
}

/**
 * Prometheus scrapes nothing for a time: no samples at all, not even that anything is down.
 *
 * @example
 * scrapeGap({ at: "10m", for: "3m" })
 */
export function scrapeGap(options: { readonly at: Duration; readonly for: Duration }): ScrapeGap {
  return { kind: "scrape gap", at: parseTime(options.at), length: parseTime(options.for) };
}

function createEvent(
  kind: ProcessEvent["kind"],
  { system, name }: ServiceLike["service"],
  options: EventOptions & { readonly for?: Duration },
): ProcessEvent {
  const length = options.for === undefined ? undefined : parseTime(options.for);
  return { kind, system, service: name, at: parseTime(options.at), length, pods: options.pods };
}

/** A duration in milliseconds. What is none is told of: types may not have been checked. */
export function parseTime(duration: Duration): number {
  const milliseconds = durationMs(duration);
  if (milliseconds === undefined) throw new Error(`"${duration}" is no duration: write it as in "5m" or "1h30m"`);
  return milliseconds;
}

/** What happens to the process with this number, in a simulation that starts at a time. */
export function buildTimeline(
  labels: SeriesLabels,
  events: readonly ProcessEvent[],
  process: { readonly number: number; readonly count: number; readonly start: number; readonly interval: number },
): TargetTimeline {
  const { number, count, start, interval } = process;
  const own = events.filter(({ pods }) => pods === undefined || number < pods).sort((a, b) => a.at - b.at);
  let timeline = uninterrupted(labels);
  let replacements = 0;
  for (const { kind, at, length } of own) {
    const from = start + at;
    if (kind === "missing scrape") {
      const missed: TimeRange = { from, to: from + (length ?? interval) };
      timeline = { ...timeline, missedScrapes: [...timeline.missedScrapes, missed] };
      continue;
    }
    const last = timeline.lifetimes.at(-1)!;
    if (kind === "pod restart") replacements += 1;
    const next = kind === "pod restart" ? replacementLabels(labels, number + replacements * count) : last.labels;
    const to = kind === "outage" ? from + length! : from;
    timeline = {
      ...timeline,
      lifetimes: [...truncateAt(timeline.lifetimes, from), ...downBetween(last.labels, from, to), upFrom(next, to)],
    };
  }
  return timeline;
}

function upFrom(labels: SeriesLabels, from: number): TargetLifetime {
  return { labels, from, to: Number.POSITIVE_INFINITY, isUp: true };
}

function downBetween(labels: SeriesLabels, from: number, to: number): readonly TargetLifetime[] {
  return to > from ? [{ labels, from, to, isUp: false }] : [];
}

/** Something that happens during an outage puts its end off: what was to begin before then does not. */
function truncateAt(lives: readonly TargetLifetime[], time: number): readonly TargetLifetime[] {
  return lives.filter(({ from }) => from < time).map((life) => ({ ...life, to: Math.min(life.to, time) }));
}

/** The labels of the pod that takes a pod's place. */
function replacementLabels(labels: SeriesLabels, number: number): SeriesLabels {
  const { pod, instance } = labels;
  const counted = (text: string, pattern: RegExp) =>
    text.replace(pattern, (_, before: string) => `${before}${number + 1}`);
  return {
    ...labels,
    ...(pod !== undefined && { pod: counted(pod, /^(.*-)\d+$/) }),
    ...(instance !== undefined && { instance: counted(instance, /^(.*\.)\d+(?=:\d+$)/) }),
  };
}
