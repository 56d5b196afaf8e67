import { expect, test } from "vitest";
import { definedRuleDialect, parse, print } from "../../src/logql/index.js";
import { logqlEdits } from "../../src/mutate/logql/logql-edits.js";

/** The changed expressions that are valid, as they are printed. */
function changes(text: string): readonly string[] {
  const facts = { text, window: 300_000, isOfStream: (label: string) => label === "app" };
  const { expr, errors } = parse(text, definedRuleDialect);
  expect(errors).toEqual([]);
  const variables = () => "5m";
  const changed = logqlEdits(expr!, facts).flatMap(({ kind, start, end, replacement }) => {
    const read = parse(`${text.slice(0, start)}${replacement}${text.slice(end)}`, definedRuleDialect);
    return read.errors.length > 0 ? [] : [`${kind}: ${print(read.expr!, { variables })}`];
  });
  return changed;
}

test("thresholds, comparisons, windows, filters, aggregations and groupings", () => {
  expect(
    changes('sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [$__window])) > 0.5'),
  ).toEqual([
    'comparison: sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [5m])) < 0.5',
    'threshold: sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [5m])) > 0.55',
    'threshold: sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [5m])) > 0.45',
    'aggregation: max by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [5m])) > 0.5',
    'grouping: sum by () (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [5m])) > 0.5',
    'window: sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [10m])) > 0.5',
    'window: sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [2m30s])) > 0.5',
    'function: sum by (app) (bytes_rate({app="cart", pod="a"} |= "pay" or "buy" | json | level="ERROR" [5m])) > 0.5',
    'matcher: sum by (app) (rate({app="cart"} |= "pay" or "buy" | json | level="ERROR" [5m])) > 0.5',
    'filter: sum by (app) (rate({app="cart", pod="a"} | json | level="ERROR" [5m])) > 0.5',
    'filter: sum by (app) (rate({app="cart", pod="a"} |= "buy" | json | level="ERROR" [5m])) > 0.5',
    'filter: sum by (app) (rate({app="cart", pod="a"} |= "pay" | json | level="ERROR" [5m])) > 0.5',
    'filter: sum by (app) (rate({app="cart", pod="a"} |= "pay" or "buy" | json [5m])) > 0.5',
  ]);
});

test("bounds of fields, patterns, operands of conditions, counts and quantiles", () => {
  const count = 'sum(count_over_time({app="a"} | json | took > 5s and code=~"5..|429" [5m] offset 1h)) > 3';
  expect(changes(count)).toEqual(
    expect.arrayContaining([
      `comparison: ${count.replace("> 3", ">= 3")}`,
      `threshold: ${count.replace("> 3", "> 4")}`,
      `comparison: ${count.replace("took > 5s", "took < 5s")}`,
      `threshold: ${count.replace("5s", "5s500ms")}`,
      `threshold: ${count.replace("5s", "4s500ms")}`,
      `matcher: ${count.replace("5..|429", "429")}`,
      `condition: ${count.replace(' and code=~"5..|429"', "")}`,
      `condition: ${count.replace("took > 5s and ", "")}`,
      `filter: ${count.replace(' | took > 5s and code=~"5..|429"', "")}`,
      `offset: ${count.replace(" offset 1h", "")}`,
    ]),
  );
  expect(changes('quantile_over_time(0.99, {app="a"} | json | unwrap took [5m]) by (app) > 2')).toEqual(
    expect.arrayContaining([
      'number: quantile_over_time(0.95, {app="a"} | json | unwrap took [5m]) by (app) > 2',
      'grouping: quantile_over_time(0.99, {app="a"} | json | unwrap took [5m]) by () > 2',
    ]),
  );
});
