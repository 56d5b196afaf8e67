import { type NodePath, walk } from "../../syntax/walk.js";
import {
  formatMetric,
  keepLabels,
  type Metric,
  metricNameLabel,
  nameOf,
  noMetric,
  withLabel,
} from "../labels/metric.js";
import { resolveAt } from "../plan/schedule.js";
import { createDurationScope, evaluateDuration } from "../query/duration.js";
import { fail } from "../query/failure.js";
import { timeAt } from "../query/grid.js";
import { compileLabelMatcher, type LabelMatcher, listMatchers } from "../storage/matchers.js";
import { lastIndexUpTo, type Series } from "../storage/series.js";
import { mergeSameLabels } from "../vector/merge.js";
import { absent, type Column, copySample, createVector, emptyColumn, type Value } from "../vector/value.js";
import { type VectorCall, vectorArgument } from "./vector-call.js";

/** The labels that identify the target of an info metric. */
const identifyingLabels: ReadonlySet<string> = new Set(["instance", "job"]);
const targetInfoMatcher: LabelMatcher = { label: metricNameLabel, operator: "=", value: "target_info" };

const anyInfoMatcher: LabelMatcher = { label: metricNameLabel, operator: "=~", value: ".+_info" };

/**
 * Adds the labels of info metrics with the same job and instance: all of target_info's, or those that the second
 * argument selects.
 */
export function info(call: VectorCall): Value {
  const { grid } = call;
  const columns = vectorArgument(call, 0);
  const dataSelector = call.args[1];
  const matchers = dataSelector?.kind === "selector" ? listMatchers(dataSelector) : [targetInfoMatcher];
  const names = expandNameMatchers(matchers.filter(({ label }) => label === metricNameLabel));
  const dataMatchers = matchers.filter(({ label }) => label !== metricNameLabel);
  const isInfo = columns.map(({ metric }) => names.length > 0 && matchesAll(metric, names));
  const enriched = columns.filter((_, index) => !isInfo[index]);
  const sources = findInfoSeries(
    enriched,
    [...(names.length > 0 ? names : [targetInfoMatcher]), ...dataMatchers],
    call,
  );
  const labels = new Set(dataMatchers.map(({ label }) => label));
  const isRequired = dataMatchers.some((matcher) => !matchesAll(noMetric, [matcher]));
  const results = columns.flatMap((column, index) => {
    if (isInfo[index]) return [column];
    return enrich(column, sources.get(createIdentity(column.metric)) ?? [], {
      labels,
      isRequired,
      steps: grid.count,
    });
  });
  return createVector(mergeSameLabels(results));
}

/** Adds a matcher for `_info` metrics if the name is only matched negatively. */
function expandNameMatchers(names: readonly LabelMatcher[]): readonly LabelMatcher[] {
  const hasPositiveMatcher = names.some(({ operator }) => operator === "=" || operator === "=~");
  return names.length === 0 || hasPositiveMatcher ? names : [...names, anyInfoMatcher];
}

function matchesAll(metric: Metric, matchers: readonly LabelMatcher[]): boolean {
  return matchers.every((matcher) => compileLabelMatcher(matcher)(metric));
}

function createIdentity(metric: Metric): string {
  return keepLabels(metric, identifyingLabels).key;
}

/** The info series of one name that share an identity. */
interface InfoSeries {
  readonly name: string;
  /** The labels of the newest info series at each step. */
  readonly labelsByStep: readonly (Metric | undefined)[];
}

/** Finds the info series of each identity. */
function findInfoSeries(
  columns: readonly Column[],
  matchers: readonly LabelMatcher[],
  call: VectorCall,
): Map<string, InfoSeries[]> {
  const { store, dialect } = call.context.settings;
  const identities = new Set(columns.map(({ metric }) => createIdentity(metric)));
  identities.delete("");
  const byIdentity = new Map<string, Map<string, Series[]>>();
  for (const series of store.selectMatching(matchers, dialect.version)) {
    const identity = createIdentity(series.metric);
    if (!identities.has(identity)) continue;
    const byName = byIdentity.get(identity) ?? new Map<string, Series[]>();
    byIdentity.set(identity, byName);
    const name = nameOf(series.metric);
    byName.set(name, [...(byName.get(name) ?? []), series]);
  }
  const times = findInfoTimes(call);
  return new Map(
    [...byIdentity].map(([identity, byName]) => [
      identity,
      [...byName].map(([name, series]) => ({ name, labelsByStep: findLatest(series, call, times) })),
    ]),
  );
}

/** The times at which info series are read: those of the first selector of the enriched vector. */
interface InfoTimes {
  readonly at: number | undefined;
  readonly offset: number;
}

/** Finds the innermost `@` of the first selector and the subqueries around it, and the offsets up to it. */
function findInfoTimes({ args, context }: VectorCall): InfoTimes {
  const scope = createDurationScope(context.grid, context.isRange);
  let at: number | undefined;
  let offset = 0;
  let isFound = false;
  walk(args[0]!, (node, parent) => {
    if (isFound) return false;
    if (node.kind !== "selector") return undefined;
    isFound = true;
    for (let path: NodePath | undefined = { expr: node, parent }; path && at === undefined; path = path.parent) {
      const { expr } = path;
      if (expr.kind !== "selector" && expr.kind !== "subquery") continue;
      offset += expr.offset ? evaluateDuration(expr.offset, scope) : 0;
      at = resolveAt(expr.at, false, context.grid);
    }
    return false;
  });
  return { at, offset };
}

/** Finds the newest sample at every step among info series with the same name and identity. */
function findLatest(
  all: readonly Series[],
  { grid, context }: VectorCall,
  { at, offset }: InfoTimes,
): (Metric | undefined)[] {
  return Array.from({ length: grid.count }, (_, step) => {
    const time = (at ?? timeAt(grid, step)) - offset;
    const oldest = time - context.settings.lookback;
    let newest = oldest;
    let labels: Metric | undefined;
    for (const series of all) {
      const latest = findLatestTime(series, time);
      if (latest <= oldest || latest < newest) continue;
      if (labels && latest === newest) {
        const existing = `existing ${formatMetric(labels)} @ ${newest}, new ${formatMetric(series.metric)} @ ${latest}`;
        fail(`found duplicate series for info metric: ${existing}`);
      }
      newest = latest;
      labels = series.metric;
    }
    return labels;
  });
}

/** Finds the time of the last sample up to a time; an info metric has floats only. */
function findLatestTime({ metric, floatTimes, floatCount, histogramTimes, endTimes }: Series, time: number): number {
  const at = lastIndexUpTo(floatTimes, floatCount, time);
  const float = at < 0 ? Number.NEGATIVE_INFINITY : floatTimes[at]!;
  const histogram = histogramTimes[lastIndexUpTo(histogramTimes, histogramTimes.length, time)];
  const end = endTimes[lastIndexUpTo(endTimes, endTimes.length, time)];
  if (end !== undefined && end >= float && !(histogram !== undefined && histogram > end))
    return Number.NEGATIVE_INFINITY;
  if (histogram !== undefined && histogram > float) {
    fail(`this should be an info metric, with float samples: ${formatMetric(metric)}`);
  }
  return float;
}

interface EnrichOptions {
  /** The labels to add; empty for all. */
  readonly labels: ReadonlySet<string>;
  /** Drops series without info metrics. */
  readonly isRequired: boolean;
  readonly steps: number;
}

/** Adds info labels to a series at each step; where they change, a new series begins. */
function enrich(
  column: Column,
  sources: readonly InfoSeries[],
  { labels, isRequired, steps }: EnrichOptions,
): Column[] {
  const results = new Map<string, Column>();
  for (let step = 0; step < steps; step++) {
    if (column.kinds[step] === absent) continue;
    const infos = sources.flatMap(({ labelsByStep }) => labelsByStep[step] ?? []);
    if (infos.length === 0 && isRequired) continue;
    const metric = addInfoLabels(column.metric, infos, labels);
    let result = results.get(metric.key);
    if (!result) {
      result = emptyColumn(metric, column.dropName, steps);
      results.set(metric.key, result);
    }
    copySample(result, column, step);
  }
  return [...results.values()];
}

function addInfoLabels(metric: Metric, infos: readonly Metric[], requested: ReadonlySet<string>): Metric {
  const added = new Map<string, string>();
  for (const { names, values } of infos) {
    for (let index = 0; index < names.length; index++) {
      const label = names[index]!;
      if (label === metricNameLabel || metric.names.includes(label)) continue;
      if (requested.size > 0 && !requested.has(label)) continue;
      const value = values[index]!;
      const known = added.get(label);
      if (known !== undefined && known !== value) fail(`conflicting label: ${label}`);
      added.set(label, value);
    }
  }
  let result = metric;
  for (const [label, value] of added) result = withLabel(result, label, value);
  return result;
}
