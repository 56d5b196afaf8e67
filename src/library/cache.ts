import type { Varying } from "../model/definition/per-environment.js";
import { promql } from "../model/expression/promql.js";
import type { Signal } from "../model/expression/signal.js";
import type { Cache } from "../model/metric/capability.js";
import type { Gauge } from "../model/metric/metric.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/timeseries.js";
import { redBelow } from "../panels/thresholds.js";
import { rateBy } from "./rate.js";
import { type LabelOf, legendOf, type Split, splitOf, splitSignal, sumBy } from "./split.js";

type LookupLabel<C extends Cache> = LabelOf<C["hits"]> & LabelOf<C["misses"]>;

/**
 * The share of lookups that the cache answered; nothing while there are no lookups.
 *
 * @example
 * cacheHitRatio(user.cache).below(0.7).and(cacheLookups(user.cache).above(0.1))
 */
export function cacheHitRatio<const C extends Cache>(cache: C, { by }: Split<LookupLabel<C>> = {}): Signal {
  const { hits, misses } = cache;
  return splitSignal(hits, by, {
    kind: "cacheHitRatio",
    of: [hits, misses],
    title: "Cache hit ratio",
    description: "Share of the lookups that the cache answered.",
    unit: "percentunit",
    max: 1,
    query: (split) => promql`${rateBy(hits, split)} / (${rateBy(hits, split)} + ${rateBy(misses, split)})`,
  });
}

/**
 * Lookups each second, answered or not. Beside the hit ratio it tells whether the ratio means anything: of three
 * lookups in an hour, one miss is nothing to wake someone for.
 *
 * @example
 * cacheLookups(user.cache)
 */
export function cacheLookups<const C extends Cache>(cache: C, { by }: Split<LookupLabel<C>> = {}): Signal {
  const { hits, misses } = cache;
  return splitSignal(hits, by, {
    kind: "cacheLookups",
    of: [hits, misses],
    title: "Cache lookups",
    description: "Lookups each second, whether the cache answered them or not.",
    unit: "ops",
    query: (split) => promql`${rateBy(hits, split)} + ${rateBy(misses, split)}`,
  });
}

export interface CachePanelOptions {
  /** What the cache is called, where a dashboard shows several: `"Price cache"` gives "Price cache lookups". */
  readonly name?: string;
  /** Below which hit ratio the cache no longer helps. */
  readonly hitLimit?: Varying<number>;
}

/**
 * Does the cache answer, how much is it asked, and how full is it, where that is counted?
 *
 * @example
 * row("Cache", cachePanels(user.cache, { hitLimit: 0.7 }))
 */
export function cachePanels(
  cache: Cache,
  { name = "Cache", hitLimit }: CachePanelOptions = {},
): readonly TimeseriesPanel[] {
  const ratio = cacheHitRatio(cache);
  const split = splitOf(cache.hits);
  const answered = timeseries(`${name} hit ratio`, ratio, {
    description: ratio.description,
    min: 0,
    ...(hitLimit === undefined ? {} : { thresholds: redBelow(hitLimit) }),
  });
  const lookups = timeseries(
    `${name} lookups`,
    { hits: rateBy(cache.hits, split), misses: rateBy(cache.misses, split) },
    {
      description: "Lookups each second: answered by the cache, and not.",
      unit: "ops",
      stack: "normal",
      colors: { hits: "green", misses: "orange" },
    },
  );
  return cache.size === undefined ? [answered, lookups] : [answered, lookups, sizePanel(name, cache.size)];
}

function sizePanel(name: string, size: Gauge): TimeseriesPanel {
  const split = splitOf(size);
  return timeseries(`${name} size`, sumBy(split, promql`${size}`), {
    description: `${size.help}, over all instances.`,
    unit: size.unit ?? "short",
    min: 0,
    ...legendOf(size),
  });
}
