import { isAlertingRule } from "../../formats/prometheus/types.js";
import type { RuleTest } from "../../formats/prometheus-tests/test-file.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Evaluation, Period, RuleEngine } from "../rules/engine.js";
import { mayReadFuture } from "../rules/expression/range-prefetch.js";
import type { RuleGraph, RuleNode } from "../rules/rule-graph.js";
import { SeriesFeed } from "./series-feed.js";

/**
 * Evaluates rules tick by tick while feeding the series of a test. If no rule is affected, feeds all series
 * first and prefetches evaluations, which is much faster.
 */
export function* evaluateFeed(
  test: RuleTest,
  period: Period,
  { engine, store, graph }: { engine: RuleEngine; store: Store; graph: RuleGraph },
): Iterable<Evaluation> {
  const feed = new SeriesFeed(test, store);
  const { start, end, step } = period;
  if (!graph.nodes.some(ruleMayReadFuture) && !writesInputSeries(test, graph)) {
    feed.feed(end - ((end - start) % step));
    yield* engine.evaluations(period);
    return;
  }
  for (let time = start; time <= end; time += step) {
    feed.feed(time);
    yield { time, problems: engine.evaluate(time) };
  }
}

/** True if a rule may read samples later than its evaluation, in its expression or in a template query. */
function ruleMayReadFuture({ expr, rule }: RuleNode): boolean {
  if (expr && mayReadFuture(expr)) return true;
  const templates = isAlertingRule(rule) ? [rule.labels, rule.annotations] : [];
  return templates.some((texts) => Object.values(texts ?? {}).some((text) => text.includes("query")));
}

/** True if a rule writes a metric that is also an input series, where later samples would reject the rule's. */
function writesInputSeries({ series }: RuleTest, graph: RuleGraph): boolean {
  const given = new Set(series.map(({ labels }) => labels.__name__));
  return graph.nodes.some(({ writes }) => writes.some((name) => given.has(name)));
}
