import { isAlertingRule } from "../../formats/prometheus/types.js";
import type { RuleTest } from "../../formats/prometheus-tests/test-file.js";
import type { LogStore } from "../../logql/evaluate/index.js";
import { type Expr, walk } from "../../logql/index.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Evaluation, Period, RuleEngine } from "../rules/engine.js";
import { mayReadFuture } from "../rules/expression/range-prefetch.js";
import type { RuleGraph, RuleNode } from "../rules/rule-graph.js";
import { LineFeed } from "./line-feed.js";
import { SeriesFeed } from "./series-feed.js";

/** The data of a test, and the rules that read it. */
export interface FedRules {
  readonly engine: RuleEngine;
  readonly store: Store;
  readonly logs: LogStore;
  readonly graph: RuleGraph;
}

/**
 * Evaluates rules tick by tick while feeding the series and the log lines of a test. If no rule is affected, feeds
 * everything first and prefetches evaluations, which is much faster.
 */
export function* evaluateFeed(
  test: RuleTest,
  period: Period,
  { engine, store, logs, graph }: FedRules,
): Iterable<Evaluation> {
  const feed = new SeriesFeed(test, store);
  const lines = new LineFeed(test, logs);
  const { start, end, step } = period;
  if (!graph.nodes.some(ruleMayReadFuture) && !writesInputSeries(test, graph)) {
    feed.feed(end - ((end - start) % step));
    lines.feed(end);
    yield* engine.evaluations(period);
    return;
  }
  for (let time = start; time <= end; time += step) {
    feed.feed(time);
    lines.feed(time);
    yield { time, problems: engine.evaluate(time) };
  }
  lines.feed(end);
}

/** True if a rule may read what is later than its evaluation, in its expression or in a template query. */
function ruleMayReadFuture({ expr, logql, rule }: RuleNode): boolean {
  if (expr && mayReadFuture(expr)) return true;
  if (logql && looksAhead(logql)) return true;
  const templates = isAlertingRule(rule) ? [rule.labels, rule.annotations] : [];
  return templates.some((texts) => Object.values(texts ?? {}).some((text) => text.includes("query")));
}

/** True if a rule writes a metric that is also an input series, where later samples would reject the rule's. */
function writesInputSeries({ series }: RuleTest, graph: RuleGraph): boolean {
  const given = new Set(series.map(({ labels }) => labels.__name__));
  return graph.nodes.some(({ writes }) => writes.some((name) => given.has(name)));
}

/** True if an expression in LogQL reads lines later than its evaluation. */
function looksAhead(expr: Expr): boolean {
  let isAhead = false;
  walk(expr, (node) => {
    isAhead ||= node.kind === "range aggregation" && (node.range.offset?.nanoseconds ?? 0) < 0;
  });
  return isAhead;
}
