import { checkArguments } from "../model/definition/check-arguments.js";
import { type OptionTable, object, required, string } from "../model/definition/option-table.js";
import type { Varying } from "../model/definition/per-environment.js";
import { promql } from "../model/expression/promql.js";
import type { Query } from "../model/expression/query.js";
import type { Signal } from "../model/expression/signal.js";
import type { Cache, CounterSeries, GaugeSeries } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { metricOf } from "../model/metric/metric.js";
import { capabilityShape, matchersShape } from "../model/metric/metric-shapes.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/charts/timeseries.js";
import { redBelow } from "../panels/options/thresholds.js";
import { groupingShape, limitShape } from "./arguments/shapes.js";
import { withOrigin } from "./arguments/with-origin.js";
import {
  type CommonLabels,
  type Grouping,
  groupedSignal,
  groupingLabels,
  type LabelOf,
  legendFor,
  sumBy,
} from "./grouping.js";
import { narrow } from "./narrow.js";
import { rateBy } from "./rate.js";

type LookupLabel<C extends Cache> = LabelOf<C["hits"]> & LabelOf<C["misses"]>;

type LookupLabels<C extends Cache> = CommonLabels<C["hits"], C["misses"]>;

/**
 * The share of lookups that a cache answers. It has no result while there are no lookups.
 *
 * @example
 * cacheHitRatio(user.cache).below(0.7).and(cacheLookups(user.cache).above(0.1))
 */
export function cacheHitRatio<const C extends Cache>(
  cache: C,
  options: Grouping<LookupLabel<C>, LookupLabels<C>> = {},
): Signal {
  const origin = checkArguments("cacheHitRatio(…)", [
    ["cache", cache, required(capabilityShape("cache"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { hits, misses } = narrow<Cache>(cache, where);
  return groupedSignal(hits, by, {
    origin,
    kind: "cacheHitRatio",
    of: [hits, misses],
    title: "Cache hit ratio",
    description: "Share of the lookups that the cache answered.",
    unit: "percentunit",
    max: 1,
    query: (labels) => promql`${rateBy(hits, labels)} / ${lookupRate(hits, misses, labels)}`,
    traffic: (labels) => lookupRate(hits, misses, labels),
  });
}

/**
 * The rate of lookups, per second. Combine it with the hit ratio in alerts: the ratio of three lookups an hour is noise.
 *
 * @example
 * cacheLookups(user.cache)
 */
export function cacheLookups<const C extends Cache>(
  cache: C,
  options: Grouping<LookupLabel<C>, LookupLabels<C>> = {},
): Signal {
  const origin = checkArguments("cacheLookups(…)", [
    ["cache", cache, required(capabilityShape("cache"))],
    ["options", options, groupingShape],
  ]);
  const { by, where } = options;
  const { hits, misses } = narrow<Cache>(cache, where);
  return groupedSignal(hits, by, {
    origin,
    kind: "cacheLookups",
    of: [hits, misses],
    title: "Cache lookups",
    description: "Lookups per second, whether the cache answered them or not.",
    unit: "ops",
    query: (labels) => lookupRate(hits, misses, labels),
  });
}

function lookupRate(hits: CounterSeries, misses: CounterSeries, labels: readonly string[]): Query {
  return promql`${rateBy(hits, labels)} + ${rateBy(misses, labels)}`;
}

export interface CachePanelOptions<C extends Cache = Cache> {
  /**
   * The word for the cache in titles, if a dashboard shows several: `"Price cache"` gives "Price cache lookups".
   *
   * @default "Cache"
   */
  readonly name?: string;
  /**
   * Selects series by labels that all its metrics have.
   *
   * @default all series of the service
   */
  readonly where?: Where<CommonLabels<{ readonly labels: LookupLabels<C> }, C["size"]>>;
  /** The hit ratio below which the panel is red. */
  readonly hitLimit?: Varying<number>;
}

const cachePanelOptions = {
  name: string,
  where: matchersShape,
  hitLimit: limitShape,
} as const satisfies OptionTable<CachePanelOptions>;

/**
 * Panels of a cache: its hit ratio, its lookups, and its size if there is a metric for it.
 *
 * @example
 * row("Cache", cachePanels(user.cache, { hitLimit: 0.7 }))
 */
export function cachePanels<const C extends Cache>(
  whole: C,
  options: CachePanelOptions<C> = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("cachePanels(…)", [
    ["whole", whole, required(capabilityShape("cache"))],
    ["options", options, object(cachePanelOptions)],
  ]);
  const { name = "Cache", hitLimit, where } = options;
  const cache = narrow<Cache>(whole, where as Where<Labels> | undefined);
  const ratio = cacheHitRatio(cache);
  const labels = groupingLabels(cache.hits);
  const hitRatio = timeseries(`${name} hit ratio`, ratio, {
    description: ratio.description,
    min: 0,
    ...(hitLimit === undefined ? {} : { thresholds: redBelow(hitLimit) }),
  });
  const lookups = timeseries(
    `${name} lookups`,
    { hits: rateBy(cache.hits, labels), misses: rateBy(cache.misses, labels) },
    {
      description: "Lookups per second that the cache answered, and that it could not answer.",
      unit: "ops",
      stack: "normal",
      colors: { hits: "green", misses: "orange" },
    },
  );
  const panels = cache.size === undefined ? [hitRatio, lookups] : [hitRatio, lookups, sizePanel(name, cache.size)];
  return withOrigin(panels, origin);
}

function sizePanel(name: string, size: GaugeSeries): TimeseriesPanel {
  const labels = groupingLabels(size);
  const { help, unit = "short" } = metricOf<"gauge", Labels>(size);
  return timeseries(`${name} size`, sumBy(labels, promql`${size}`), {
    description: `${help}, on all instances together.`,
    unit,
    min: 0,
    ...legendFor(size),
  });
}
