import { describe, expect, test } from "vitest";
import { listVariables, parse, print, selectors } from "../../../src/promql/index.js";
import { oldest, panel, problem, read } from "../corpus.js";

describe("variables in a panel", () => {
  test.each([
    ["for durations", "rate(x[$__rate_interval])"],
    ["for ranges and steps of subqueries", "max_over_time(rate(x[$a])[$__range:$__interval])"],
    ["in front of a unit", "increase(x[${__range_s}s])"],
    ["for offsets", "x offset $shift - x offset -${shift}"],
    ["for numbers", "x / $__interval_ms > ${threshold:raw}"],
    ["in strings", 'x{job="$job", pod=~"${pod:regex}", node=~"[[node]]"}'],
    ["for the only matcher", '{job=~"$job"}'],
    ["for labels", "sum by ($group, [[other]], ${third}) (x) + on ($l) y"],
    ["in label names", 'x{$label="a", label_${b}="c"}'],
    ["for whole matchers", "x{$filters, a=$value}"],
    ["for metrics", "$metric + sum($metric{a='b'}) + rate(${metric:raw}[5m])"],
    ["in names of metrics", "rate(${prefix}_requests_total[5m]) + node_${kind}_bytes + [[a]]:b"],
    ["for functions", "$function(x[5m])"],
    ["for parts of functions", "sum_${over}(x[5m]) + ${agg}_over_time(x[5m]) + count_$x by (a) (y)"],
    ["for aggregations", "$aggregation by (a) (x) + ${aggregation}(y) without (b)"],
    ["for points in time", "x @ $when"],
  ])("%s: %s", (_, text) => {
    expect(problem(text, panel)).toBeUndefined();
  });

  test("are printed unchanged", () => {
    const text = 'sum by ($g) (rate(${p}_total{$f, job=~"${job:regex}", a=$v}[$__rate_interval])) > ${t:raw} * [[f]]';
    expect(print(read(text, panel))).toBe(text);
  });

  test("are distinguished by name", () => {
    expect(read("x > ${threshold:raw}", panel)).toMatchObject({
      right: { variable: "threshold", raw: "${threshold:raw}" },
    });
    expect(read("x[$__range]", panel)).toMatchObject({ range: { kind: "duration variable", variable: "__range" } });
    expect(selectors(read("rate(${p}_total[5m])", panel))[0]!.name).toBe("${p}_total");
    expect(listVariables('a{b=~"${c:regex}"} + $d + [[e]] + $1')).toEqual(["c", "d", "e"]);
  });
});

test("a pattern is still checked around a variable", () => {
  expect(problem('x{a=~"($a|b"}', panel)).toContain("missing closing )");
});

describe("in a rule", () => {
  test.each([["rate(x[$__rate_interval])"], ["x > $threshold"], ["sum by ($g) (x)"], ["x{$filters}"], ["${m}_total"]])(
    "%s is an error with an explanation",
    (text) => {
      const [error] = parse(text, oldest).errors;
      expect(error!.message).toMatch(/unexpected "\$.*": dashboard variables do not exist in rules/);
      expect(error!.hint).toContain("only Grafana panels have variables");
    },
  );

  test("a variable in a string is text", () => {
    expect(problem('x{job="$job"}')).toBeUndefined();
    expect(problem('x{job=~"$job"}')).toBeUndefined();
  });

  test("the window of a signal is allowed in both, and substituted in printing", () => {
    for (const dialect of [oldest, panel]) {
      const expr = read("rate(x[$__window]) / (x offset ${__window})", dialect);
      const variables = (name: string): string | undefined => (name === "__window" ? "5m" : undefined);
      expect(print(expr, { variables })).toBe("rate(x[5m]) / (x offset 5m)");
      expect(print(expr)).toBe("rate(x[$__window]) / (x offset ${__window})");
    }
  });
});
