import { type ParseResult, parse } from "../../parse/parser.js";
import type { Expr } from "../../syntax/ast.js";
import type { Dialect } from "../../syntax/dialect.js";
import { createNodeMemo, type NodeMemo } from "../labels/label-memo.js";
import { createPlan, type Plan } from "../plan/plan.js";
import type { Semantics } from "../query/semantics.js";
import type { RangeSeries, Series } from "./series.js";

const maxParsed = 5000;

/** Returns the label memos of an expression's node. */
export type NodeMemos = (node: Expr) => NodeMemo;

/**
 * Everything that evaluations over a store derive from expressions and use again, since rules are evaluated many times.
 * It belongs to the store and is freed with it.
 */
export class EvaluationCache {
  private readonly parseResults = new WeakMap<Dialect, Map<string, ParseResult>>();
  private readonly plans = new WeakMap<Expr, Plan>();
  private readonly memos = new Map<Semantics, { readonly immediate: NodeMemos; readonly delayed: NodeMemos }>();
  private readonly rangeSeries = new WeakMap<readonly Series[], readonly RangeSeries[]>();

  parse(text: string, dialect: Dialect): ParseResult {
    let byText = this.parseResults.get(dialect);
    if (!byText) {
      byText = new Map();
      this.parseResults.set(dialect, byText);
    }
    let result = byText.get(text);
    if (!result) {
      result = parse(text, dialect);
      if (byText.size >= maxParsed) byText.clear();
      byText.set(text, result);
    }
    return result;
  }

  planFor(root: Expr): Plan {
    let plan = this.plans.get(root);
    if (!plan) {
      plan = createPlan(root);
      this.plans.set(root, plan);
    }
    return plan;
  }

  /** Returns the label memos for the rules by which labels are dropped and matched. */
  memosFor(semantics: Semantics, delayedNameRemoval: boolean): NodeMemos {
    let memos = this.memos.get(semantics);
    if (!memos) {
      memos = { immediate: createMemos(), delayed: createMemos() };
      this.memos.set(semantics, memos);
    }
    return delayedNameRemoval ? memos.delayed : memos.immediate;
  }

  /** Returns selected series as those of a range vector: the same list for the same selection. */
  rangeSeriesFor(selected: readonly Series[]): readonly RangeSeries[] {
    let series = this.rangeSeries.get(selected);
    if (!series) {
      series = selected.map((samples) => ({ metric: samples.metric, dropName: false, samples }));
      this.rangeSeries.set(selected, series);
    }
    return series;
  }
}

function createMemos(): NodeMemos {
  const memos = new WeakMap<Expr, NodeMemo>();
  return (node) => {
    let memo = memos.get(node);
    if (!memo) {
      memo = createNodeMemo();
      memos.set(node, memo);
    }
    return memo;
  };
}
