import { isAlertingRule } from "../../formats/prometheus/types.js";
import type { RuleTest } from "../../formats/prometheus-tests/test-file.js";
import type { Store } from "../../promql/evaluate/index.js";
import type { Evaluation, Period, RuleEngine } from "../rules/engine.js";
import { mayReadFuture } from "../rules/range-prefetch.js";
import type { RuleGraph, RuleNode } from "../rules/rule-graph.js";
import { SeriesFeed } from "./series-feed.js";

/**
 * Evaluates rules over the series of a test as they come. Where that makes no difference, all of them come at the
 * start: then it is far quicker.
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

/** Whether a rule may look at what comes after its evaluation: with its expression, or a query of a template. */
function ruleMayReadFuture({ expr, rule }: RuleNode): boolean {
  if (expr && mayReadFuture(expr)) return true;
  const templates = isAlertingRule(rule) ? [rule.labels, rule.annotations] : [];
  return templates.some((texts) => Object.values(texts ?? {}).some((text) => text.includes("query")));
}

/** Whether a rule writes series by the name of one that the test gives: it must not find what is yet to come there. */
function writesInputSeries({ series }: RuleTest, graph: RuleGraph): boolean {
  const given = new Set(series.map(({ labels }) => labels.__name__));
  return graph.nodes.some(({ writes }) => writes.some((name) => given.has(name)));
}
