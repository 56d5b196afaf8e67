import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { panelDialect, parse, print, ruleDialect } from "../../../src/logql/index.js";
import { rounds } from "../../oracles/rounds.js";
import { logQuery, metricQuery } from "../arbitrary.js";
import { corpusMissing, read, readCorpus, shape } from "../corpus.js";

describe("on one line", () => {
  test.each([
    ['{app="x",b=~`a.*`}|="y"|json', '{app="x", b=~"a.*"} |= "y" | json'],
    ['{app="x"}|="y"or`z`!~ip("::1")', '{app="x"} |= "y" or `z` !~ ip("::1")'],
    ['{app="x"}|logfmt  --strict a="b",c', '{app="x"} | logfmt --strict a="b", c'],
    ['{app="x"}|a="b",c>=5 d<1h or(e=1KB)', '{app="x"} | a="b", c >= 5 d < 1h or (e = 1KB)'],
    ['{app="x"}|label_format a=b,c="{{.d}}"|drop a,b="c"', '{app="x"} | label_format a=b, c="{{.d}}" | drop a, b="c"'],
    ['rate(({app="x"}[5m]|json))', 'rate({app="x"} | json [5m])'],
    ['sum(rate({app="x"}[5m]offset -1h))by(a)>0', 'sum by (a) (rate({app="x"}[5m] offset -1h)) > 0'],
    [
      'avg_over_time({app="x"}|unwrap duration(a)|b=""[5m])by()',
      'avg_over_time({app="x"} | unwrap duration(a) | b="" [5m]) by ()',
    ],
    ["vector(1)/ on(a)group_left vector(2)", "vector(1) / on (a) group_left () vector(2)"],
    ["1 - -  5", "1 - -5"],
  ])("%s is written %s", (text, written) => {
    expect(print(read(text))).toBe(written);
  });

  test("adds parentheses where precedence requires them", () => {
    const product = { ...read("vector(1) * 2"), left: read("vector(1) + 1") };
    expect(print(product as ReturnType<typeof read>)).toBe("(vector(1) + 1) * 2");
  });

  test("variables keep their form, and are substituted if they have a value", () => {
    const text = "sum by ($g) (rate({$filters, job=$job} |~ $search | $parser [$__window])) > ${min:raw}";
    const expr = read(text, panelDialect);
    expect(print(expr)).toBe(text);
    const variables = (name: string) => (name === "__window" ? "$__auto" : undefined);
    expect(print(expr, { variables })).toBe(text.replace("$__window", "$__auto"));
  });
});

test("breaks lines from the outside in, a stage per line", () => {
  const text =
    'sum by (path) (quantile_over_time(0.99, {namespace="shop", app="checkout"} |= "request" | json | status >= 500 | unwrap duration(latency) [5m])) > 1.5';
  expect(print(read(text), { width: 60 })).toBe(`sum by (path) (
  quantile_over_time(
    0.99,
    {namespace="shop", app="checkout"}
      |= "request"
      | json
      | status >= 500
      | unwrap duration(latency) [5m]
  )
)
> 1.5`);
});

describe("parses to the same tree", () => {
  const roundTrip = (text: string) => {
    const { expr, errors } = parse(text, ruleDialect);
    expect(errors).toEqual([]);
    for (const width of [undefined, 30]) {
      const printed = print(expr!, width === undefined ? {} : { width });
      expect(parse(printed, ruleDialect).errors, printed).toEqual([]);
      expect(shape(parse(printed, ruleDialect).expr!)).toEqual(shape(expr!));
    }
  };

  test("for random log queries and metric queries", () => {
    fc.assert(fc.property(fc.oneof(logQuery, metricQuery), roundTrip), { numRuns: rounds(400) });
  });

  test.skipIf(corpusMissing)("for every valid expression of the corpus", () => {
    for (const { expr, ok } of [...readCorpus("real"), ...readCorpus("mutants")]) if (ok) roundTrip(expr);
  });
});
