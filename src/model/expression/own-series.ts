import { type Expr, inferLabels, panelDialect, parse, postOrder, selectors } from "../../promql/index.js";
import type { Selector } from "../metric/metric.js";
import { releaseOrDefault } from "../project/releases.js";

/** Functions and aggregations that can change the value of a label. */
const rewritesLabels: ReadonlySet<string> = new Set(["label_replace", "label_join", "count_values", "info"]);

function isRewriting(node: Expr): boolean {
  if (node.kind === "call") return rewritesLabels.has(node.name);
  return node.kind === "aggregation" && rewritesLabels.has(node.operator);
}

/**
 * Infers the labels that have the same value in every series of a result: all selectors of the expression match that
 * value, and the result keeps the label. Tells the series that one rule records from those that another records under
 * the same name.
 */
export function inferConstantLabels(text: string): Selector {
  const before = memoised.get(text);
  if (before) return before;
  const labels = constantLabels(text);
  if (memoised.size >= mostTexts) memoised.clear();
  memoised.set(text, labels);
  return labels;
}

/** Memoises by text: an alert is asked for in each environment, by its routes, by inhibition and by pages. */
const memoised = new Map<string, Selector>();

/** Limits the memory that the texts take in a process that builds again and again. */
const mostTexts = 20_000;

function constantLabels(text: string): Selector {
  const { expr } = parse(text, panelDialect(releaseOrDefault("prometheus", undefined)));
  if (!expr || postOrder(expr).some(isRewriting)) return {};
  const { labels } = inferLabels(expr, () => undefined);
  const [first, ...others] = selectors(expr).map(({ matchers }) => {
    const exact = matchers.filter(({ operator, value, variable }) => operator === "=" && value !== "" && !variable);
    return new Map(exact.map(({ label, value }) => [label, value]));
  });
  const constant = [...(first ?? [])].filter(
    ([label, value]) =>
      label !== "__name__" && labels.get(label) === "certain" && others.every((other) => other.get(label) === value),
  );
  return Object.fromEntries(constant);
}
