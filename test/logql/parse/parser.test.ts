import { describe, expect, test } from "vitest";
import { inferLabels, panelDialect, parse, print, ruleDialect } from "../../../src/logql/index.js";
import { problem, read, shape } from "../corpus.js";

/** The text at the first error. */
function wrongText(text: string): string {
  const { start, end } = parse(text, ruleDialect).errors[0]!;
  return text.slice(start, end);
}

describe("a log query", () => {
  test("is a selector and stages, with their offsets", () => {
    const text = '{app="api"} |= "error" or ip("10.0.0.0/8") | json status="code", path | level=~"E.*"';
    const query = read(text);
    if (query.kind !== "log query") throw new Error(query.kind);
    expect(query.stages.map(({ start, end }) => text.slice(start, end))).toEqual([
      '|= "error" or ip("10.0.0.0/8")',
      '| json status="code", path',
      '| level=~"E.*"',
    ]);
    expect(query.stages).toMatchObject([
      { kind: "line filter", operator: "|=", alternatives: [{ isIp: false }, { isIp: true }] },
      { kind: "json", extractions: [{ path: { value: "code" } }, { label: { name: "path" }, path: undefined }] },
      { kind: "label filter", filter: { kind: "comparison", operator: "=~" } },
    ]);
  });

  test("has label filters of strings, numbers, durations, sizes and addresses", () => {
    const values = ['a="b"', "a=5", "a>-0.5", "a>=1h30m", "a<1.5KiB", 'a!=ip("::1")'].map((filter) => {
      const query = read(`{app="api"} | ${filter}`);
      return query.kind === "log query" && query.stages[0];
    });
    expect(values).toMatchObject([
      { filter: { value: { kind: "string", value: "b" } } },
      { filter: { value: { kind: "number", value: 5 } } },
      { filter: { value: { kind: "number", value: -0.5 } } },
      { filter: { value: { kind: "duration", nanoseconds: 5.4e12 } } },
      { filter: { value: { kind: "bytes", bytes: 1536 } } },
      { filter: { value: { kind: "ip", range: { value: "::1" } } } },
    ]);
  });

  test.each([
    ['a="1" or b="2" and c="3"', '(a="1" or (b="2" and c="3"))'],
    ['a="1" and b="2" or c="3"', '((a="1" and b="2") or c="3")'],
    ['a="1", b="2" or c="3"', '(a="1", (b="2" or c="3"))'],
    ['a="1" b="2" or c="3"', '(a="1"  (b="2" or c="3"))'],
    ['a="1" and b="2", c="3"', '(a="1" and (b="2", c="3"))'],
  ])("groups the label filter %s as Loki does", (filter, grouped) => {
    const bracketed = grouped.replace("  ", " ");
    const withoutParens = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (_, node) => (node?.kind === "paren" ? node.inner : node));
    expect(withoutParens(shape(read(`{app="api"} | ${filter}`)))).toEqual(
      withoutParens(shape(read(`{app="api"} | ${bracketed}`))),
    );
  });
});

describe("a range aggregation", () => {
  test.each([
    ['rate({app="api"}[5m] | json)', 'rate({app="api"} | json [5m])'],
    ['rate(({app="api"} | json)[5m])', 'rate({app="api"} | json [5m])'],
    ['rate((({app="api"} | json [5m] offset 1h)))', 'rate({app="api"} | json [5m] offset 1h)'],
    ['sum_over_time({app="api"}[5m] | unwrap a)', 'sum_over_time({app="api"} | unwrap a [5m])'],
    ['sum_over_time(({app="api"})[5m] offset 1h | unwrap a)', 'sum_over_time({app="api"} | unwrap a [5m] offset 1h)'],
  ])("%s is %s", (one, other) => {
    expect(shape(read(one))).toEqual(shape(read(other)));
  });

  test("has a quantile, an unwrapped label with its conversion, and a grouping", () => {
    const text =
      'quantile_over_time(0.99, {app="api"} | json | unwrap duration(latency) | __error__="" [1m]) by (path)';
    expect(read(text)).toMatchObject({
      operator: "quantile_over_time",
      parameter: { value: 0.99 },
      range: { unwrap: { conversion: "duration", label: { name: "latency" }, filters: [{}] }, range: { raw: "1m" } },
      grouping: { without: false, labels: [{ name: "path" }] },
    });
  });
});

describe("errors are at the text that is wrong", () => {
  test.each([
    ['{app="api"} | json | level=', "", "syntax error: unexpected $end"],
    ['{app=~"("}', '"("', "error parsing regexp: missing closing ): `(`"],
    ['rate({app="api"})', ")", "syntax error: unexpected ), expecting RANGE or |"],
    ['rate({app="api"}[5 m])', "5 m", 'unknown unit " m" in duration "5 m"'],
    ['sum_over_time({app="api"}[5m])', "sum_over_time", "invalid aggregation sum_over_time without unwrap"],
    ['sum({app="api"})', ")", "syntax error: unexpected )"],
    ['{app=~".*"}', '{app=~".*"}', expect.stringContaining("at least one regexp or equality matcher")],
    ['{app="api"} | pattern "<a><b>"', '"<a><b>"', expect.stringContaining("found consecutive capture '<a><b>'")],
    ['{app="api"} | regexp "a+"', '"a+"', "invalid regexp parser: at least one named capture must be supplied"],
    ['{app="api"} |= "open', '"open', "literal not terminated"],
    ["rate(x[5m])", "x", "syntax error: unexpected IDENTIFIER, expecting NUMBER or { or ("],
  ])("%s", (text, at, message) => {
    expect(problem(text)).toEqual(message);
    expect(wrongText(text)).toBe(at);
  });
});

describe("dashboard variables", () => {
  test.each([
    ["for ranges", 'rate({app="api"}[$__auto]) / rate({app="api"}[${window}] offset $shift)'],
    ["in front of a unit", 'rate({app="api"}[${__range_s}s])'],
    ["in strings", '{app="$app", pod=~"${pod:regex}", node=~"[[node]]"} |~ "(?i)$search"'],
    ["for matchers and their parts", "{$filters, $label=$value}"],
    ["for numbers and texts", '{app="api"} |= $search | json | status >= $min'],
    ["for stages", '{app="api"} $filter | $parser | $label = "x"'],
    ["for labels", 'topk($n, sum by ($group, [[other]]) (rate({app="api"}[5m])))'],
    [
      "for range aggregations",
      'sum($function({app="api"}[5m])) + ${of}_over_time(0.9, ({app="api"} | json | unwrap x) [5m])',
    ],
    [
      "for vector aggregations",
      '$by by (a) (rate({app="api"}[5m])) + [[top]]($n, (rate({app="api"}[5m]))) without (b)',
    ],
  ])("%s: %s", (_, text) => {
    expect(problem(text, panelDialect)).toBeUndefined();
  });

  test("the argument of a function tells its kind, and its form is kept", () => {
    const text = '$outer by (a) ($inner(5, {app="api"}[5m]))';
    const expr = read(text, panelDialect);
    expect(expr).toMatchObject({
      kind: "vector aggregation",
      operator: "$outer",
      expr: { kind: "range aggregation", operator: "$inner", parameter: { value: 5 } },
    });
    expect(print(expr)).toBe(text);
    expect(inferLabels(expr, () => undefined).isOpen).toBe(true);
    expect(problem('$fn({app="api"})', panelDialect)).toContain("unexpected )");
  });

  test("do not exist in rules", () => {
    const [error] = parse('rate({app="api"}[$__auto])', ruleDialect).errors;
    expect(error).toMatchObject({ message: 'not a valid duration string: "$__auto"', hint: expect.any(String) });
  });
});
