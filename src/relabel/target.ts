import { isAtLeast } from "../promql/index.js";
import { parseDuration } from "../promql/syntax/numerals.js";
import { type Labels, type RelabelOptions, type RelabelResult, relabel, sortLabels } from "./relabel.js";
import type { RelabelRule } from "./rule.js";

/** The parts of a scrape configuration that decide about the labels of its targets, with the defaults filled in. */
export interface ScrapeJob {
  readonly name: string;
  /** As Prometheus writes a duration: `15s`, `1m`. */
  readonly interval: string;
  readonly timeout: string;
  readonly metricsPath: string;
  readonly scheme: string;
  /** The first value of each parameter becomes a label. */
  readonly params: Labels;
  readonly rules: readonly RelabelRule[];
  /** Settings that newer releases pass to relabelling as labels: `__scrape_native_histograms__`. */
  readonly settings?: Labels;
}

/** A target after relabelling. */
export interface TargetResult extends RelabelResult {
  /** The labels before the first rule. */
  readonly discovered: Labels;
  /** The labels of the target, without those that start with `__`; undefined if it is not scraped. */
  readonly labels: Labels | undefined;
  /** All labels after relabelling, those that start with `__` too. */
  readonly internal: Labels | undefined;
  /** The reason why Prometheus refuses the target after relabelling. */
  readonly failure?: string;
}

/**
 * Computes the labels of a target as Prometheus does: adds the labels of its job, applies the rules, checks the address
 * and the durations, and fills in `instance`.
 */
export function relabelTarget(target: Labels, job: ScrapeJob, options: RelabelOptions): TargetResult {
  const discovered = discoverLabels(target, job, options);
  const { labels, steps } = relabel(discovered, job.rules, options);
  if (labels === undefined) return { discovered, labels, internal: labels, steps };
  const complete = completeTarget(new Map(labels), options);
  if ("failure" in complete) return { discovered, labels: undefined, internal: labels, steps, ...complete };
  const internal = sortLabels(complete.labels);
  const shown = new Map([...internal].filter(([name]) => !name.startsWith("__")));
  return { discovered, labels: shown, internal, steps };
}

/** Adds the labels of the job that the target does not have. */
function discoverLabels(target: Labels, job: ScrapeJob, { version }: RelabelOptions): Labels {
  const labels = new Map(target);
  const added: readonly (readonly [string, string])[] = [
    ["job", job.name],
    ["__scrape_interval__", job.interval],
    ["__scrape_timeout__", job.timeout],
    ["__metrics_path__", job.metricsPath],
    ["__scheme__", job.scheme],
    ...(job.settings ?? []),
  ];
  for (const [name, value] of added) if (!labels.get(name)) labels.set(name, value);
  for (const [parameter, value] of job.params) {
    const name = `__param_${parameter}`;
    // Before 3.0 a parameter of the job replaced the label that a target sets.
    if (!labels.get(name) || !isAtLeast(version, 3, 0)) labels.set(name, value);
  }
  return sortLabels([...labels].filter(([, value]) => value !== ""));
}

type Completed = { readonly labels: Map<string, string> } | { readonly failure: string };

function completeTarget(labels: Map<string, string>, { version }: RelabelOptions): Completed {
  const found = labels.get("__address__");
  if (found === undefined) return { failure: "it has no __address__ after relabelling" };
  const scheme = labels.get("__scheme__") ?? "";
  const port = isAtLeast(version, 3, 0) ? "" : defaultPort(found, scheme);
  if (port === undefined) return { failure: `its scheme is "${scheme}", and must be http or https` };
  const address = found + port;
  if (address.includes("/")) return { failure: `its address "${address}" is not a host and a port` };
  const failure = findDurationFailure(labels);
  if (failure !== undefined) return { failure };
  for (const name of [...labels.keys()]) if (name.startsWith("__meta_")) labels.delete(name);
  labels.set("__address__", address);
  if (!labels.get("instance")) labels.set("instance", address);
  return { labels };
}

/** The port that Prometheus 2 appends to an address without one; undefined for an unknown scheme. */
function defaultPort(address: string, scheme: string): string | undefined {
  if (hasPort(address) || !hasPort(`${address}:1234`)) return "";
  if (scheme === "http" || scheme === "") return ":80";
  return scheme === "https" ? ":443" : undefined;
}

/** True if Go's `net.SplitHostPort` splits the address. */
function hasPort(address: string): boolean {
  return /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(address);
}

function findDurationFailure(labels: Labels): string | undefined {
  const interval = durationOf(labels, "__scrape_interval__");
  if (typeof interval === "string") return interval;
  const timeout = durationOf(labels, "__scrape_timeout__");
  if (typeof timeout === "string") return timeout;
  return timeout > interval ? "its scrape timeout is longer than its scrape interval" : undefined;
}

/** Returns the milliseconds of a label with a duration; a text is the reason why Prometheus refuses it. */
function durationOf(labels: Labels, name: string): number | string {
  const text = labels.get(name) ?? "";
  const milliseconds = text === "0" ? 0 : parseDuration(text);
  if (typeof milliseconds === "string") return `its ${name} "${text}" is not a duration`;
  return milliseconds === 0 ? `its ${name} is zero` : milliseconds;
}
