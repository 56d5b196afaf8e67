import type { Expr, VectorSelector } from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { resetHintsOf } from "./histogram/counter-reset.js";
import { memoOf, type NodeMemo } from "./labels/label-memo.js";
import { type Metric, nameOf } from "./labels/metric.js";
import { Annotations } from "./query/annotations.js";
import { fail } from "./query/failure.js";
import type { QueryGrid } from "./query/grid.js";
import type { Series } from "./storage/series.js";
import type { Store } from "./storage/store.js";
import type { Column } from "./vector/value.js";
import { relabelled } from "./vector/value.js";

/** How a query is evaluated. */
export interface Settings {
  readonly store: Store;
  readonly dialect: Dialect;
  /** Ranges and sums as 2.x takes them, or as 3.x does. */
  readonly semantics: "2.x" | "3.x";
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
  /** As 2.x has it. */
  readonly isOld: boolean;
  readonly annotations = new Annotations();
  /** The steps of the query itself; subqueries have their own. */
  readonly grid: QueryGrid;
  readonly isRange: boolean;
  /** The query as it was written, if it was given as text. */
  readonly text: string | undefined;
  /** Selectors of which only count and sum will be looked at. */
  readonly statisticsOnly: ReadonlySet<VectorSelector>;
  private samples = 0;
  private readonly hinted = new Map<Series, Series["histograms"]>();

  constructor(
    settings: Settings,
    grid: QueryGrid,
    query: { isRange: boolean; text: string | undefined; statisticsOnly: ReadonlySet<VectorSelector> },
  ) {
    this.settings = settings;
    this.isOld = settings.semantics === "2.x";
    this.grid = grid;
    this.isRange = query.isRange;
    this.text = query.text;
    this.statisticsOnly = settings.semantics === "3.x" ? query.statisticsOnly : noSelectors;
  }

  /** Ranges and lookback reach back to and with their start. */
  get includesStart(): boolean {
    return this.isOld;
  }

  /** Takes note of samples that are kept, until `release`; fails the query when there are too many. */
  hold(samples: number): void {
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
    if (this.settings.delayedNameRemoval) return relabelled(column, column.metric, true);
    return relabelled(column, this.nameless(column.metric), false);
  }

  /** The labels and the mark of what a function makes of a series. */
  unnamed(metric: Metric): { metric: Metric; dropName: boolean } {
    if (this.settings.delayedNameRemoval) return { metric, dropName: true };
    return { metric: this.nameless(metric), dropName: false };
  }

  /** A metric without its name, and what else goes with it. */
  nameless(metric: Metric): Metric {
    return this.isOld ? metric.nameless : metric.withoutMetadata;
  }

  /** What is remembered of a node's labels. */
  memoOf(node: Expr): NodeMemo {
    const { store, semantics, delayedNameRemoval } = this.settings;
    return memoOf(store, `${semantics} ${delayedNameRemoval}`, node);
  }

  /** What an annotation calls a series. */
  nameFor(metric: Metric): string {
    return nameOf(metric);
  }

  /** The source of an expression, or undefined when the query did not come as text. */
  written({ start, end }: Expr): string | undefined {
    return this.text?.slice(start, end);
  }

  /** The histograms of a series with what can be told of resets by comparing them. */
  histogramsWithResets(series: Series): Series["histograms"] {
    let histograms = this.hinted.get(series);
    if (!histograms) {
      histograms = resetHintsOf(series.histograms);
      this.hinted.set(series, histograms);
    }
    return histograms;
  }
}
