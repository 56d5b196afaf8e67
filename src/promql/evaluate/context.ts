import type { Expr, VectorSelector } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { inferResetHints } from "./histogram/counter-reset.js";
import { type Metric, nameOf } from "./labels/metric.js";
import { Annotations } from "./query/annotations.js";
import { fail } from "./query/failure.js";
import type { QueryGrid } from "./query/grid.js";
import type { Semantics } from "./query/semantics.js";
import type { NodeMemos } from "./storage/cache.js";
import type { Series } from "./storage/series.js";
import type { Store } from "./storage/store.js";
import type { Column } from "./vector/value.js";
import { relabel } from "./vector/value.js";

/** The resolved options of a query. */
export interface Settings {
  readonly store: Store;
  readonly dialect: Dialect;
  readonly semantics: Semantics;
  /** Drops metric names at the end of the query instead of where a function drops them. */
  readonly delayedNameRemoval: boolean;
  /** The lookback delta in milliseconds. */
  readonly lookback: number;
  readonly maxSamples: number;
  /** The default step of subqueries. */
  readonly subqueryStep: number;
  /** Rates use the start timestamps of counters. */
  readonly startTimestamps: boolean;
}

const noSelectors: ReadonlySet<VectorSelector> = new Set();

/** The state of one query evaluation. */
export class Context {
  readonly settings: Settings;
  readonly semantics: Semantics;
  readonly annotations = new Annotations();
  /** The step grid of the query itself; subqueries have their own. */
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  /** The text of the query, if it was given as text. */
  readonly text: string | undefined;
  /** Selectors whose histograms only contribute count and sum. */
  readonly statisticsOnly: ReadonlySet<VectorSelector>;
  /** Memoises the labels that a node of the query drops, groups and matches by. */
  readonly memoFor: NodeMemos;
  private samples = 0;
  private readonly inferredHints = new Map<Series, Series["histograms"]>();

  constructor(
    settings: Settings,
    grid: QueryGrid,
    query: { isRange: boolean; text: string | undefined; statisticsOnly: ReadonlySet<VectorSelector> },
  ) {
    this.settings = settings;
    this.semantics = settings.semantics;
    this.memoFor = settings.store.cache.memosFor(this.semantics, settings.delayedNameRemoval);
    this.grid = grid;
    this.isRange = query.isRange;
    this.text = query.text;
    this.statisticsOnly = settings.semantics.infersResetHints ? query.statisticsOnly : noSelectors;
  }

  /** Charges the sample budget until `release`; fails the query if the budget is exceeded. */
  reserve(samples: number): void {
    this.samples += samples;
    if (this.samples > this.settings.maxSamples) {
      fail("query processing would load too many samples into memory in query execution");
    }
  }

  release(samples: number): void {
    this.samples -= samples;
  }

  /** Returns a column under the labels that remain when a function drops the metric name. */
  withoutName(column: Column): Column {
    if (this.settings.delayedNameRemoval) return relabel(column, column.metric, true);
    return relabel(column, this.nameless(column.metric), false);
  }

  /** Returns the labels that remain of a series when a function drops the metric name. */
  dropName(metric: Metric): { metric: Metric; dropName: boolean } {
    if (this.settings.delayedNameRemoval) return { metric, dropName: true };
    return { metric: this.nameless(metric), dropName: false };
  }

  /** Removes the metric name, and the metadata labels if the release does. */
  nameless(metric: Metric): Metric {
    return this.semantics.dropsMetadata ? metric.withoutMetadata : metric.nameless;
  }

  /** Returns the name by which annotations refer to a series. */
  nameFor(metric: Metric): string {
    return nameOf(metric);
  }

  /** Returns the source of an expression; undefined if the query was not given as text. */
  sourceText({ start, end }: Expr): string | undefined {
    return this.text?.slice(start, end);
  }

  /** Returns the histograms of a series with inferred reset hints. */
  histogramsWithResetHints(series: Series): Series["histograms"] {
    let histograms = this.inferredHints.get(series);
    if (!histograms) {
      histograms = inferResetHints(series.histograms);
      this.inferredHints.set(series, histograms);
    }
    return histograms;
  }
}
