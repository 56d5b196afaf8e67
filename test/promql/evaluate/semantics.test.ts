import { describe, expect, test } from "vitest";
import { ruleDialect } from "../../../src/promql/index.js";
import { at, loadStore } from "./queries.js";

const old = { dialect: ruleDialect({ major: 2, minor: 42 }) };

describe("2.x and 3.x differ", () => {
  const store = loadStore('m{a="1"} 1 2 3 4 5 6');

  test("only 2.x includes the start of a range", () => {
    expect(at(5, "count_over_time(m[2m])", store)).toEqual({ '{a="1"}': 2 });
    expect(at(5, "count_over_time(m[2m])", store, old)).toEqual({ '{a="1"}': 3 });
  });

  test("only 2.x includes the start of a subquery", () => {
    expect(at(5, "count_over_time(m[2m:1m])", store)).toEqual({ '{a="1"}': 2 });
    expect(at(5, "count_over_time(m[2m:1m])", store, old)).toEqual({ '{a="1"}': 3 });
  });

  test("only 2.x sees a sample that is exactly as old as the lookback", () => {
    expect(at(10, "m", store)).toEqual({});
    expect(at(10, "m", store, old)).toEqual({ 'm{a="1"}': 6 });
  });

  test("only 3.x compensates rounding errors of sums", () => {
    const large = loadStore('m{a="1"} 1', 'm{a="2"} 1e100', 'm{a="3"} 1', 'm{a="4"} -1e100');
    expect(at(0, "sum(m)", large)).toEqual({ "{}": 2 });
    expect(at(0, "sum(m)", large, old)).toEqual({ "{}": 0 });
    expect(at(0, "avg(m)", large)).toEqual({ "{}": 0.5 });
  });

  test("the deviation of an infinite value is NaN in 3.x, 0 in 2.x", () => {
    const infinite = loadStore("m Inf");
    expect(at(0, "stddev(m)", infinite)).toEqual({ "{}": Number.NaN });
    expect(at(0, "stddev(m)", infinite, old)).toEqual({ "{}": 0 });
  });

  test("only 2.x keeps the name after atan2", () => {
    expect(at(0, "m atan2 1", store)).toEqual({ '{a="1"}': Math.PI / 4 });
    expect(at(0, "m atan2 1", store, old)).toEqual({ 'm{a="1"}': Math.PI / 4 });
  });

  test("only 2.x calculates with histograms as floats", () => {
    const histograms = loadStore("h {{schema:0 count:4 sum:5 buckets:[1 2 1]}}");
    expect(at(0, "sqrt(h)", histograms)).toEqual({});
    expect(at(0, "sqrt(h)", histograms, old)).toEqual({ "{}": 0 });
    expect(at(0, "histogram_quantile(0.5, h)", histograms)).toEqual({ "{}": expect.closeTo(Math.SQRT2, 12) });
    expect(at(0, "histogram_quantile(0.5, h)", histograms, old)).toEqual({ "{}": 1.5 });
  });

  test("the semantics can be chosen independently of the dialect", () => {
    expect(at(5, "count_over_time(m[2m])", store, { ...old, semantics: "3.x" })).toEqual({ '{a="1"}': 2 });
  });
});

describe("a metric's name", () => {
  const store = loadStore('a_total{i="1"} 0 60', 'b_total{i="1"} 0 120');
  const delayed = { delayedNameRemoval: true };

  test("is dropped where a function drops it", () => {
    const query = 'label_replace(rate({i="1"}[5m]), "was", "$1", "__name__", "(.*)")';
    expect(at(1, query, store)).toBe("vector cannot contain metrics with the same labelset");
  });

  test("is dropped at the end of the query with delayed name removal", () => {
    const query = 'label_replace(rate({i="1"}[1m30s]), "was", "$1", "__name__", "(.*)")';
    const result = at(1, query, store, delayed) as Record<string, number>;
    expect(Object.keys(result)).toEqual(['{i="1", was="a_total"}', '{i="1", was="b_total"}']);
  });
});
