import { parseDuration } from "../../../formats/prometheus/duration.js";
import { walk as walkLogs } from "../../../logql/index.js";
import { formatDuration } from "../../../model/definition/duration.js";
import { walk } from "../../../promql/index.js";
import type { RuleSource, RuleSubject } from "../../check.js";
import { windowDelay } from "./window-delay.js";

/** A part of the time from a failure to a page. */
export interface DelayPart {
  readonly ms: number;
  /** `scrape 15s` */
  readonly words: string;
}

/**
 * Lists what the time from the first failure to the notification of an alert consists of, at worst: the failure begins just
 * after a scrape, and each rule has just been evaluated when what it reads is there.
 *
 * @param groupWait the time that its route waits for more alerts
 */
export function pageDelay(rule: RuleSubject, source: RuleSource, groupWait: string): readonly DelayPart[] {
  if (!("alert" in rule.data)) return [];
  const interval = source.intervalOf(rule);
  const pending = parseDuration(rule.data.for ?? "0s") ?? 0;
  // It fires at an evaluation, like everything that happens to it.
  const rounded = Math.ceil(pending / interval) * interval;
  const query = rule.query?.analyze();
  const window = query ? windowDelay(query, source) : windowOfLogs(rule);
  const wait = parseDuration(groupWait) ?? 0;
  return [
    ...(query ? [part("scrape", scrapeInterval(rule, source))] : []),
    ...recordingDelays(rule, source).map((ms) => part("recording rule", ms)),
    part("evaluation", interval),
    ...(window.ms > 0 ? [{ ms: window.ms, words: window.words }] : []),
    ...(pending === 0
      ? []
      : [
          rounded === pending
            ? part("for", pending)
            : { ms: rounded, words: `for ${formatDuration(pending)}, evaluated after ${formatDuration(rounded)}` },
        ]),
    part("group wait", wait),
  ];
}

function part(words: string, ms: number): DelayPart {
  return { ms, words: `${words} ${formatDuration(ms)}` };
}

/** Lines arrive at once; until there are enough of them, the whole range may pass. */
function windowOfLogs({ logql }: RuleSubject): DelayPart {
  let ms = 0;
  if (logql !== undefined) {
    walkLogs(logql.expr, (node) => {
      if (node.kind === "range aggregation") ms = Math.max(ms, node.range.range.nanoseconds / 1e6);
    });
  }
  return { ms, words: `window ${formatDuration(ms)}` };
}

/** The longest interval at which the series that a rule reads are scraped. */
function scrapeInterval(rule: RuleSubject, source: RuleSource): number {
  const names = new Set(seriesOf(rule));
  for (const name of names) {
    const recording = source.recordingOf(name);
    for (const read of recording ? seriesOf(recording) : []) names.add(read);
  }
  return Math.max(...[...names].map((name) => source.scrapeIntervalOf(name)));
}

/** The names of the series that a rule reads. */
function seriesOf({ query }: RuleSubject): readonly string[] {
  const names: string[] = [];
  if (query !== undefined) {
    walk(query.expr, (node) => {
      if (node.kind === "selector" && node.name !== undefined) names.push(node.name);
    });
  }
  return names;
}

/** The intervals of the recording rules on the longest way, each in a group before the next. */
function recordingDelays(rule: RuleSubject, source: RuleSource, seen: readonly RuleSubject[] = []): readonly number[] {
  let longest: readonly number[] = [];
  for (const name of new Set(seriesOf(rule))) {
    const recording = source.recordingOf(name);
    if (recording === undefined || seen.includes(recording)) continue;
    const own = source.areTogether(rule, recording) ? [] : [source.intervalOf(recording)];
    const way = [...recordingDelays(recording, source, [...seen, rule]), ...own];
    if (totalOf(way) > totalOf(longest)) longest = way;
  }
  return longest;
}

function totalOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
