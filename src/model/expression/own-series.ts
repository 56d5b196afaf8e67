import { type Expr, inferLabels, panelDialect, parse, postOrder, selectors } from "../../promql/index.js";
import { prometheusRelease } from "../project/releases.js";

type ConstantLabels = Readonly<Record<string, string>>;

/** Functions and aggregations that can change the value of a label. */
const rewritesLabels: ReadonlySet<string> = new Set(["label_replace", "label_join", "count_values", "info"]);

function isRewriting(node: Expr): boolean {
  if (node.kind === "call") return rewritesLabels.has(node.name);
  return node.kind === "aggregation" && rewritesLabels.has(node.operator);
}

/** As `inferConstantLabels`, of the text of an expression; none if it does not parse. */
export function inferConstantLabelsOfText(text: string): ConstantLabels {
  const before = memoised.get(text);
  if (before) return before;
  const { expr } = parse(text, panelDialect(prometheusRelease()));
  const labels = expr ? inferConstantLabels(expr) : {};
  if (memoised.size >= mostTexts) memoised.clear();
  memoised.set(text, labels);
  return labels;
}

/** Memoises by text: an alert is asked for in each environment, by its routes, by inhibition and by pages. */
const memoised = new Map<string, ConstantLabels>();

/** Limits the memory that the texts take in a process that builds again and again. */
const mostTexts = 20_000;

/**
 * Infers the labels that have the same value in every series of a result: all selectors of the expression match that
 * value, and the result keeps the label. Tells the series that one rule records from those that another records under
 * the same name.
 */
export function inferConstantLabels(expr: Expr): ConstantLabels {
  if (postOrder(expr).some(isRewriting)) return {};
  const [first, ...others] = selectors(expr).map(({ matchers }) => {
    const exact = matchers.filter(({ operator, value, variable }) => operator === "=" && value !== "" && !variable);
    return new Map(exact.map(({ label, value }) => [label, value]));
  });
  const matched = [...(first ?? [])].filter(
    ([label, value]) => label !== "__name__" && others.every((other) => other.get(label) === value),
  );
  if (matched.length === 0) return {};
  const { labels } = inferLabels(expr, () => undefined);
  return Object.fromEntries(matched.filter(([label]) => labels.get(label) === "certain"));
}
