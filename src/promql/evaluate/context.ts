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

/** How a query is evaluated. */
export interface Settings {
  readonly store: Store;
  readonly dialect: Dialect;
  readonly semantics: Semantics;
  /** The metric's name goes at the end of the query, not where a function drops it. */
  readonly delayedNameRemoval: boolean;
  /** How far back a sample still counts. */
  readonly lookback: number;
  readonly maxSamples: number;
  /** The step of a subquery that names none. */
  readonly subqueryStep: number;
  /** Rates take into account when counters are said to have begun. */
  readonly startTimestamps: boolean;
}

const noSelectors: ReadonlySet<VectorSelector> = new Set();

/** One evaluation of a query. */
export class Context {
  readonly settings: Settings;
  readonly semantics: Semantics;
  readonly annotations = new Annotations();
  /** The steps of the query itself; subqueries have their own. */
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  /** The query as it was written, if it was given as text. */
  readonly text: string | undefined;
  /** Selectors of which only count and sum will be looked at. */
  readonly statisticsOnly: ReadonlySet<VectorSelector>;
  /** Memoises the labels that a node of the query drops, groups and matches by. */
  readonly memoOf: NodeMemos;
  private samples = 0;
  private readonly inferredHints = new Map<Series, Series["histograms"]>();

  constructor(
    settings: Settings,
    grid: QueryGrid,
    query: { isRange: boolean; text: string | undefined; statisticsOnly: ReadonlySet<VectorSelector> },
  ) {
    this.settings = settings;
    this.semantics = settings.semantics;
    this.memoOf = settings.store.cache.memosFor(this.semantics, settings.delayedNameRemoval);
    this.grid = grid;
    this.isRange = query.isRange;
    this.text = query.text;
    this.statisticsOnly = settings.semantics.infersResetHints ? query.statisticsOnly : noSelectors;
  }

  /** Takes note of samples that are kept, until `release`; fails the query when there are too many. */
  reserve(samples: number): void {
    this.samples += samples;
    if (this.samples > this.settings.maxSamples) {
      fail("query processing would load too many samples into memory in query execution");
    }
  }

  release(samples: number): void {
    this.samples -= samples;
  }

  /** A column after a function that drops the metric's name. */
  withoutName(column: Column): Column {
    if (this.settings.delayedNameRemoval) return relabel(column, column.metric, true);
    return relabel(column, this.nameless(column.metric), false);
  }

  /** The labels and the mark of what a function makes of a series. */
  dropName(metric: Metric): { metric: Metric; dropName: boolean } {
    if (this.settings.delayedNameRemoval) return { metric, dropName: true };
    return { metric: this.nameless(metric), dropName: false };
  }

  /** A metric without its name, and what else goes with it. */
  nameless(metric: Metric): Metric {
    return this.semantics.dropsMetadata ? metric.withoutMetadata : metric.nameless;
  }

  /** What an annotation calls a series. */
  nameFor(metric: Metric): string {
    return nameOf(metric);
  }

  /** The source of an expression, or undefined when the query did not come as text. */
  sourceOf({ start, end }: Expr): string | undefined {
    return this.text?.slice(start, end);
  }

  /** The histograms of a series with what can be told of resets by comparing them. */
  histogramsWithResetHints(series: Series): Series["histograms"] {
    let histograms = this.inferredHints.get(series);
    if (!histograms) {
      histograms = inferResetHints(series.histograms);
      this.inferredHints.set(series, histograms);
    }
    return histograms;
  }
}
