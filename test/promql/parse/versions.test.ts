import { describe, expect, test } from "vitest";
import type { Feature } from "../../../src/promql/index.js";
import { parseVersion, ruleDialect } from "../../../src/promql/index.js";
import { everyFeature, problem } from "../corpus.js";

function accepts(text: string, version: string, features: ReadonlySet<Feature> = everyFeature): boolean {
  return problem(text, ruleDialect({ ...parseVersion(version)!, features })) === undefined;
}

describe("a feature is an error before its release", () => {
  test.each([
    ["histogram_stddev(x)", "2.46", "2.47"],
    ["mad_over_time(x[5m])", "2.48", "2.49"],
    ['sort_by_label(x, "a")', "2.48", "2.49"],
    ["limitk(2, x)", "2.53", "2.54"],
    ["x > 5m", "2.53", "2.54"],
    ["1_000", "2.53", "2.54"],
    ['sum by ("a.b") (x)', "2.55", "3.0"],
    ["info(x)", "2.54", "2.55"],
    ["double_exponential_smoothing(x[5m], 0.1, 0.1)", "2.55", "3.0"],
    ["x[5m * 2]", "3.3", "3.4"],
    ["ts_of_max_over_time(x[5m])", "3.4", "3.5"],
    ["x[step()]", "3.5", "3.6"],
    ["first_over_time(x[5m])", "3.6", "3.7"],
    ["x[5m] smoothed", "3.6", "3.7"],
    ["x[range()]", "3.9", "3.10"],
    ["x + fill (0) y", "3.9", "3.10"],
    ["x </ 5 >/ 1", "3.10", "3.11"],
    ['histogram_quantiles(x, "q", 0.5)', "3.10", "3.11"],
    ['{"a.b", "c.d"="e"}', "2.50", "2.51"],
    ["start()", "3.11", "3.12"],
    ["x[max_of(step(), 5m)]", "3.12", "3.13"],
    ["start_timestamp(x)", "3.13", "3.14"],
  ])("%s: not in %s, but in %s", (text, before, since) => {
    expect(accepts(text, before)).toBe(false);
    expect(accepts(text, since)).toBe(true);
  });

  test.each([
    ["holt_winters(x[5m], 0.1, 0.1)", "2.55", "3.0"],
    ["x[max(step(), 5m)]", "3.12", "3.13"],
    ["x[5m y 1m]", "2.55", "3.0"],
  ])("%s: still in %s, no longer in %s", (text, last, gone) => {
    expect(accepts(text, last)).toBe(true);
    expect(accepts(text, gone)).toBe(false);
  });
});

describe("an experimental feature is an error without its flag", () => {
  const none = new Set<Feature>();
  test.each([
    ["limitk(2, x)", "3.14"],
    ["info(x)", "3.14"],
    ["start()", "3.14"],
    ["first_over_time(x[5m])", "3.13"],
    ["x[5m * 2]", "3.13"],
    ["x offset (5m)", "3.13"],
    ["x smoothed", "3.15"],
    ["x + fill_left (0) fill_right (1) y", "3.14"],
    ["x + fill (0) y", "3.16"],
    ["info(x)", "3.16"],
    ["start()", "3.16"],
    ["min_of(1, 2)", "3.16"],
    ["start_timestamp(x)", "3.16"],
    ["ts_of_max_over_time(x[5m])", "3.16"],
    ['histogram_quantiles(x, "q", 0.5)', "3.16"],
  ])("%s in %s", (text, version) => {
    expect(accepts(text, version, none)).toBe(false);
    expect(accepts(text, version)).toBe(true);
  });

  test("a feature that became stable needs no flag", () => {
    expect(accepts("first_over_time(x[5m])", "3.14", none)).toBe(true);
    expect(accepts("x[5m * 2]", "3.14", none)).toBe(true);
    expect(accepts("x smoothed + rate(x[5m] anchored)", "3.16", none)).toBe(true);
  });
});

describe("duration expressions", () => {
  test.each([
    ["x[5m/0s]", "division by zero"],
    ["x[5m%(0)]", "modulo by zero"],
    ["x[-(5m)]", "duration must be greater than 0"],
    ["x[9.5e10]", "duration out of range"],
    ["x[5m + 1m", "unclosed left bracket"],
  ])("%s: %s", (text, message) => {
    expect(problem(text, ruleDialect({ major: 3, minor: 14 }))).toBe(message);
  });

  test.each(["x[2m/range()]", "x[-2^2+5m]", "x offset -2^2", "x offset (1h/2)", "x offset -min_of(5s, step()+8s)"])(
    "%s is valid",
    (text) => {
      expect(accepts(text, "3.14")).toBe(true);
    },
  );
});
