import { describeType } from "../../model/definition/describe-type.js";
import { type Duration, durationMs } from "../../model/definition/duration.js";
import type { SeriesLabels } from "../series/family.js";
import { type TargetLifetime, type TargetTimeline, type TimeRange, uninterrupted } from "../series/schedule.js";
import { requireArgument, requireOptions } from "./require-argument.js";

/** An event during a simulation. Times are in milliseconds since the start of the run. */
export type SimulationEvent = ProcessEvent | ScrapeGap;

export interface ProcessEvent {
  readonly kind: "missing scrape" | "outage" | "counter reset" | "pod restart";
  readonly system: string;
  readonly service: string;
  readonly at: number;
  /** Duration; undefined for instantaneous events. */
  readonly length: number | undefined;
  /** Number of affected processes; undefined for all. */
  readonly pods: number | undefined;
  /** True if service discovery loses the targets: then there is not even `up`. */
  readonly isGone: boolean;
}

export interface ScrapeGap {
  readonly kind: "scrape gap";
  readonly at: number;
  readonly length: number;
}

/** A service definition. */
export interface ServiceLike {
  readonly service: { readonly system: string; readonly name: string };
}

interface EventOptions {
  readonly at: Duration;
  /** Number of affected processes. @default all of the service */
  readonly pods?: number;
}

/**
 * A scrape fails, for instance by timeout: `up` is 0 and the series become stale until the next scrape. Counters keep
 * counting meanwhile.
 *
 * @example
 * missingScrape(user, { at: "7m" })
 */
export function missingScrape(service: ServiceLike, options: EventOptions & { readonly for?: Duration }): ProcessEvent {
  return createEvent("missing scrape", "missingScrape(…)", service, options);
}

export interface OutageOptions extends EventOptions {
  readonly for: Duration;
  /**
   * True if the targets are gone, as those of deleted pods are: then there is not even `up`.
   *
   * @default false: the scrapes fail, and `up` is 0
   */
  readonly gone?: boolean;
}

/**
 * A service is down: scrapes fail and counters stand still. Afterwards its processes restart, with counters at 0.
 *
 * @example
 * outage(user, { at: "10m", for: "5m" })
 * @example
 * outage(user, { at: "10m", for: "5m", gone: true })
 */
export function outage(service: ServiceLike, options: OutageOptions): ProcessEvent {
  return createEvent("outage", "outage(…)", service, options);
}

/**
 * Processes restart in place, as containers do: the same series continue from 0.
 *
 * @example
 * counterReset(user, { at: "10m" })
 */
export function counterReset(service: ServiceLike, options: EventOptions): ProcessEvent {
  return createEvent("counter reset", "counterReset(…)", service, options);
}

/**
 * Pods are replaced, as in a rollout: their series end, and new ones start at 0 with another `pod` and `instance`. Replaces
 * one pod unless `pods` is set.
 *
 * @example
 * podRestart(user, { at: "10m", pods: 3 })
 */
export function podRestart(service: ServiceLike, options: EventOptions): ProcessEvent {
  requireOptions("podRestart(…)", '{ at: "10m" }', options);
  return createEvent("pod restart", "podRestart(…)", service, { pods: 1, ...options });
}

/**
 * Prometheus does not scrape for a while: no samples at all, not even `up`.
 *
 * @example
 * scrapeGap({ at: "10m", for: "3m" })
 */
export function scrapeGap(options: { readonly at: Duration; readonly for: Duration }): ScrapeGap {
  requireOptions("scrapeGap(…)", '{ at: "10m", for: "3m" }', options);
  return { kind: "scrape gap", at: parseTime(options.at), length: parseTime(options.for) };
}

function createEvent(
  kind: ProcessEvent["kind"],
  call: string,
  of: ServiceLike,
  options: EventOptions & { readonly for?: Duration; readonly gone?: boolean },
): ProcessEvent {
  requireArgument(call, "a service", of, (value) => "service" in value);
  requireOptions(call, kind === "outage" ? '{ at: "10m", for: "5m" }' : '{ at: "10m" }', options);
  const { system, name } = of.service;
  const length = options.for === undefined ? undefined : parseTime(options.for);
  const { at, pods, gone: isGone = false } = options;
  return { kind, system, service: name, at: parseTime(at), length, pods, isGone };
}

/** Parses a duration into milliseconds. Throws if it is invalid, since tests may run without type checking. */
export function parseTime(duration: Duration): number {
  if (typeof duration !== "string") {
    throw new TypeError(`a duration such as "5m" is needed, but got ${describeType(duration)}`);
  }
  const milliseconds = durationMs(duration);
  if (milliseconds === undefined) throw new Error(`"${duration}" is not a duration: write "5m" or "1h30m"`);
  return milliseconds;
}

/** Builds the timeline of one process from the events of its service. */
export function buildTimeline(
  labels: SeriesLabels,
  events: readonly ProcessEvent[],
  process: { readonly number: number; readonly count: number; readonly start: number; readonly interval: number },
): TargetTimeline {
  const { number, count, start, interval } = process;
  const own = events.filter(({ pods }) => pods === undefined || number < pods).sort((a, b) => a.at - b.at);
  let timeline = uninterrupted(labels);
  let replacements = 0;
  for (const { kind, at, length, isGone } of own) {
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
      lifetimes: [
        ...truncateAt(timeline.lifetimes, from),
        ...(isGone ? [] : downBetween(last.labels, from, to)),
        upFrom(next, to),
      ],
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

/** Truncates lifetimes at a time. An event during an outage replaces the restart that was to end it. */
function truncateAt(lives: readonly TargetLifetime[], time: number): readonly TargetLifetime[] {
  return lives.filter(({ from }) => from < time).map((life) => ({ ...life, to: Math.min(life.to, time) }));
}

/** Returns the labels of the pod that replaces another. */
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
