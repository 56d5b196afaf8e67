import { describe, expect, test } from "vitest";
import { parse, parseVersion, ruleDialect, selectors } from "../../../src/promql/index.js";
import { oldest, parenthesize, problem, read, recent } from "../corpus.js";

describe("precedence", () => {
  test.each([
    ["-2^2", "<-<2 ^ 2>>"],
    ["2^-3^2", "<2 ^ <-<3 ^ 2>>>"],
    ["2^3^2", "<2 ^ <3 ^ 2>>"],
    ["-a * b", "<<-a> * b>"],
    ["2^-3*4", "<<2 ^ <-3>> * 4>"],
    ["a - b - c", "<<a - b> - c>"],
    ["a / b * c % d atan2 e", "<<<<a / b> * c> % d> atan2 e>"],
    ["a + b * c", "<a + <b * c>>"],
    ["a > b + 1 == c", "<<a > <b + 1>> == c>"],
    ["a or b and c unless d", "<a or <<b and c> unless d>>"],
    ["--a", "<-<-a>>"],
    ["(a + b) * c", "<(<a + b>) * c>"],
  ])("%s is %s", (text, tree) => {
    expect(parenthesize(read(text))).toBe(tree);
  });

  test.each([
    ["foo - foo offset 5m", "<foo - foo offset>"],
    ["foo + foo[5m:]", "<foo + foo[range:]>"],
    ["-foo @ 5", "<-foo @>"],
    ["rate(foo[5m] offset 1h)", "rate(foo[range] offset)"],
    ["foo[5m:1m] offset 1h @ end()", "foo[range:step] offset @"],
    ["foo offset 5m[1h:]", "foo offset[range:]"],
    ["sum(foo) by (a)[5m:]", "sum by a(foo)[range:]"],
  ])("%s is %s", (text, tree) => {
    const { expr } = parse(text, oldest);
    expect(parenthesize(expr!)).toBe(tree);
  });
});

describe("keywords", () => {
  test.each(["sum", "by", "offset", "start", "end", "and", "or", "unless", "without", "group", "count_values"])(
    "%s may name a metric",
    (word) => {
      expect(selectors(read(`${word}{a="b"} + ${word}`)).map(({ name }) => name)).toEqual([word, word]);
    },
  );

  test.each(["on", "ignoring", "bool", "group_left", "group_right", "atan2"])("%s cannot name a metric", (word) => {
    expect(problem(word)).toContain("unexpected");
  });

  test("ignore case, functions do not", () => {
    expect(parenthesize(read("SUM BY (a) (x) OFFSET 5m".replace(" OFFSET 5m", "")))).toBe("sum by a(x)");
    expect(problem("Rate(x[5m])")).toBe('unknown function with name "Rate"');
  });

  test("may be labels in a list, except without, Inf and NaN", () => {
    expect(problem("sum by (and, by, bool, on, sum, offset) (x)")).toBeUndefined();
    expect(problem("sum by (without) (x)")).toBe("unexpected <without> in grouping opts, expected label");
    expect(problem("sum by (inf) (x)")).toBe('unexpected number "inf" in grouping opts, expected label');
  });

  test("a parenthesis after group_left is its label list", () => {
    expect(problem("a + on (x) group_left (b)")).toBe("unexpected end of input");
    expect(parenthesize(read("a + on (x) group_left () (b)"))).toBe("<a + (b)>");
  });
});

describe("a selector", () => {
  test("keeps its parts and their offsets", () => {
    const [selector] = selectors(read('sum(up{job="a b", x!~`y|z`} offset -5m)'));
    expect(selector).toMatchObject({ name: "up", nameStart: 4, nameEnd: 6, start: 4, end: 38 });
    expect(selector!.matchers).toEqual([
      { label: "job", operator: "=", value: "a b", start: 7, end: 16, valueStart: 11, valueEnd: 16 },
      { label: "x", operator: "!~", value: "y|z", start: 18, end: 26, valueStart: 21, valueEnd: 26 },
    ]);
    expect(selector!.offset).toMatchObject({
      kind: "duration unary",
      operator: "-",
      operand: { milliseconds: 300_000 },
    });
  });

  test("may be named in quotes from 2.51 on", () => {
    expect(problem('{"a.b"}')).toContain("unexpected string");
    const [selector] = selectors(read('{"a.b", "c.d"="e"}', recent));
    expect(selector).toMatchObject({ name: "a.b", nameStart: 1, nameEnd: 6 });
    expect(selector!.matchers).toMatchObject([{ label: "c.d", value: "e" }]);
  });

  test("has every escape", () => {
    const [selector] = selectors(read(String.raw`x{a="\x41\102\u00e9\U0001F600\n\"\xc3\xa9"}`));
    expect(selector!.matchers[0]!.value).toBe('ABé\u{1F600}\n"é');
  });

  test.each([
    ["{}", "vector selector must contain at least one non-empty matcher"],
    ['{a=~".*"}', "vector selector must contain at least one non-empty matcher"],
    ['{a!~".+"}', "vector selector must contain at least one non-empty matcher"],
    ['foo{__name__="bar"}', 'metric name must not be set twice: "foo" or "bar"'],
    ['foo{a=~"("}', "error parsing regexp: missing closing ): `(`"],
    ['foo{a="b" c="d"}', 'unexpected identifier "c" in label matching, expected "," or "}"'],
    ["foo{a=b}", 'unexpected identifier "b" in label matching, expected string'],
    ['foo{a="\\q"}', 'unknown escape sequence "\\\\q"'],
    ['foo{a="\ufffd"}', "invalid UTF-8 rune"],
    ['foo{a="\ud800"}', "invalid UTF-8 rune"],
  ])("%s: %s", (text, message) => {
    expect(problem(text)).toBe(message);
  });
});

describe("numbers and durations", () => {
  test.each([
    ["0x1F", 31],
    ["0755", 493],
    ["089", 89],
    [".5", 0.5],
    ["5.", 5],
    ["1e-3", 0.001],
    ["Inf", Number.POSITIVE_INFINITY],
  ])("%s is %d", (text, value) => {
    expect(read(text)).toMatchObject({ kind: "number", value, raw: text });
  });

  test("are interchangeable from 2.54 on", () => {
    expect(problem("foo > 1h30m")).toContain("unexpected duration");
    expect(read("1h30m", recent)).toMatchObject({ kind: "number", value: 5400, raw: "1h30m" });
    expect(read("foo[90]", recent)).toMatchObject({ range: { milliseconds: 90_000 } });
    expect(read("1_000", recent)).toMatchObject({ value: 1000 });
    expect(problem("1_000")).toBe('bad number or duration syntax: "1_"');
  });

  test.each([
    ["foo[5]", "missing unit character in duration"],
    ["foo[0s]", "duration must be greater than 0"],
    ["foo[400y]", "duration out of range"],
    ["1e999", "the number 1e999 is out of range"],
    ["foo @ NaN", "timestamp out of bounds for @ modifier: NaN"],
  ])("%s: %s", (text, message) => {
    expect(problem(text)).toBe(message);
  });
});

describe("misplaced modifiers", () => {
  test.each([
    ["foo offset 5m[1m]", "no offset modifiers allowed before range"],
    ["foo @ 5 [1m]", "no @ modifiers allowed before range"],
    ["(foo)[5m]", "ranges only allowed for vector selectors"],
    ["foo[5m][5m]", "ranges only allowed for vector selectors"],
    ["foo offset 1m offset 2m", "offset may not be set multiple times"],
    ["foo @ 1 @ 2", "@ <timestamp> may not be set multiple times"],
    [
      "sum(foo) @ 1",
      "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery",
    ],
  ])("%s: %s", (text, message) => {
    expect(problem(text)).toBe(message);
  });
});

test("an error has offsets and a hint", () => {
  const text = "sum(up[5m]) > 1";
  const [error] = parse(text, oldest).errors;
  expect(error).toMatchObject({ hint: "apply a function such as rate() to the range first" });
  expect(text.slice(error!.start, error!.end)).toBe("up[5m]");
});

describe("a name that needs quotes has a fix", () => {
  const hints = (text: string, version: string) =>
    parse(text, ruleDialect(parseVersion(version)!)).errors.map(({ hint }) => hint);

  test.each([
    ["sum by (http.route) (x)", '"http.route"'],
    ["sum by (job, http.route) (x)", '"http.route"'],
    ['x{http.route="/"}', '"http.route"'],
    ["rate(http.server.requests[5m])", '{"http.server.requests"}'],
    ["http.server.requests / 2", '{"http.server.requests"}'],
  ])("%s", (text, quoted) => {
    expect(hints(text, "3.5")).toEqual([`write the name in quotes: ${quoted}`]);
    expect(hints(text, "2.42")).toEqual(["names with dots need Prometheus 3.0 or later"]);
  });

  test.each(['{"a.b"}', 'x{"a.b"="c"}', 'sum by ("a.b") (x)', 'x * on ("a.b") y'])("%s in an old release", (text) => {
    expect(hints(text, "2.42")).toEqual(["names in quotes need Prometheus 3.0 or later"]);
  });

  test("a dot that is in no name has none", () => expect(hints("x . y", "3.5")).toEqual([undefined]));
});

test("reports the first syntax error, or all type errors", () => {
  expect(parse("1 + + + ) (", oldest).errors).toHaveLength(1);
  expect(parse("abs(1) + rate(foo) + nope", oldest).errors).toHaveLength(2);
});
