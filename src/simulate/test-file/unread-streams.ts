import type { RuleTest, TestStream } from "../../formats/prometheus-tests/test-file.js";
import { logQueries, parse, ruleDialect, type StreamSelector } from "../../logql/index.js";
import { compileMatcher } from "../../promql/index.js";
import type { RuleGraph } from "../rules/rule-graph.js";

/** Finds the log streams of a test that no selector of its rules and expressions selects. */
export function findUnreadStreams({ logs, expressions }: RuleTest, { nodes }: RuleGraph): readonly TestStream[] {
  if (logs.length === 0) return [];
  const tested = expressions.flatMap(({ expr, language }) =>
    language === "logql" ? (parse(expr.value, ruleDialect).expr ?? []) : [],
  );
  const read = [...nodes.flatMap(({ logql }) => logql ?? []), ...tested];
  const selectors = read.flatMap(logQueries).map(({ selector }) => selector);
  return logs.filter(({ labels }) => !selectors.some((selector) => selects(selector, labels)));
}

function selects({ matchers }: StreamSelector, labels: TestStream["labels"]): boolean {
  return matchers.every(({ label, operator, value }) => {
    const actual = Object.hasOwn(labels, label) ? labels[label]! : "";
    const matches = operator.endsWith("~") ? compileMatcher(value).test(actual) : actual === value;
    return operator.startsWith("!") ? !matches : matches;
  });
}
