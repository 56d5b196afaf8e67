import { describe, expect, test } from "vitest";
import { parseMetric } from "../../../src/formats/prometheus-tests/metric-notation.js";
import { parseSeriesValues } from "../../../src/formats/prometheus-tests/series-notation.js";
import { formatHistogram, formatMetric } from "../../../src/promql/evaluate/index.js";

function written(text: string): string {
  const { values, error } = parseSeriesValues(text);
  if (error !== undefined) return error;
  return values
    .map((value) => {
      if (value.kind === "float") return String(value.value);
      return value.kind === "histogram" ? formatHistogram(value.histogram) : value.kind;
    })
    .join(" ");
}

describe("series values", () => {
  test.each([
    ["", ""],
    ["1 -2.5 1e3 .5", "1 -2.5 1000 0.5"],
    ["NaN Inf +Inf -inf", "NaN Infinity Infinity -Infinity"],
    ["1+2x3", "1 3 5 7"],
    ["10-5x2", "10 5 0"],
    ["-3+1.5x2", "-3 -1.5 0"],
    ["7x2", "7 7 7"],
    ["0x3", "0 0 0 0"],
    ["_ _x2 1", "missing missing missing 1"],
    ["1 stale 2", "1 stale 2"],
    ["1e-5-2x1", "0.00001 -1.99999"],
    ["{{}}", "{count:0, sum:0}"],
    ["{{schema:0 count:3 sum:4.5 buckets:[1 2]}}", "{count:3, sum:4.5, (0.5,1]:1, (1,2]:2}"],
    ["{{count:1 z_bucket:1 z_bucket_w:0.1}}x1", "{count:1, sum:0, [-0.1,0.1]:1} {count:1, sum:0, [-0.1,0.1]:1}"],
    ["{{count:1 sum:2}}+{{count:2 sum:1}}x2", "{count:1, sum:2} {count:3, sum:3} {count:5, sum:4}"],
    ["{{count:3 n_buckets:[3] n_offset:1}}", "{count:3, sum:0, [-2,-1):3}"],
    ["{{schema:-53 count:3 custom_values:[1 2] buckets:[1 0 2]}}", "{count:3, sum:0, [-Inf,1]:1, (2,+Inf]:2}"],
  ])("%j", (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  test.each([
    ["1 two", 'unexpected "two" in the values of a series'],
    ["1+2", "1+2 needs a count: 1+2x10"],
    ["1+2x", 'unexpected "1+2x" in the values of a series'],
    ["infx3", 'unexpected "infx3" in the values of a series'],
    ["0X5", 'unexpected "0X5" in the values of a series'],
    ["1\u00a02", 'unexpected "1" in the values of a series'],
    ["{{count:1", "expected a histogram in double braces, such as {{count:3}}"],
    ["{{counts:1}}", 'unknown "counts" in a histogram'],
    ["{{count:1 count:2}}", "duplicate count in a histogram"],
    ["{{count:one}}", "count in a histogram is not a number"],
    ["{{buckets:1}}", "buckets in a histogram is not a list of numbers"],
    ["{{schema:9}}", "unknown schema 9 in a histogram"],
    ["{{offset:5000000}}", "offset 5000000 is out of range"],
    ["{{counter_reset_hint:maybe}}", 'unknown counter_reset_hint "maybe"'],
    ["{{}}+{{}}", "a histogram with an increment needs a count, such as x10"],
    ["{{}}+{{schema:-53}}x1", "these histograms have incompatible schemas and cannot be added"],
    ["0x9999999999", "more than 5000000 values"],
  ])("%j is an error: %s", (text, message) => {
    expect(written(text)).toBe(message);
  });

  test("pathological notations are parsed quickly", () => {
    expect(written(`${"1".repeat(200_000)}!`)).toMatch(/^unexpected/);
    expect(written("{{buckets:[".repeat(50_000))).toMatch(/^expected a histogram/);
  });
});

describe("only the needed values", () => {
  test.each([
    ["1x1000000000000 2", 3, [1, 1, 1]],
    ["1+1x2 5", 10, [1, 2, 3, 5]],
    ["_x9 5", 0, []],
  ])("%j", (text, needed, expected) => {
    const { values } = parseSeriesValues(text, needed);
    expect(values?.map((value) => value.kind === "float" && value.value)).toEqual(expected);
  });

  test("are expanded, but all are checked", () => {
    expect(parseSeriesValues("1x10 2x 3", 5)).toMatchObject({ offset: 5 });
    expect(parseSeriesValues("1x18446744073709551615", 1)).toMatchObject({ values: [{ value: 1 }] });
    expect(parseSeriesValues("1x18446744073709551616", 1)).toMatchObject({ offset: 0 });
  });
});

describe("the labels of a series", () => {
  test.each([
    ["up", "up"],
    ["{}", "{}"],
    ['up{job="api",}', 'up{job="api"}'],
    ["up { job = 'a\\'b' } 1", 'up{job="a\'b"}'],
    ['{__name__="up", z="1", a="2"}', 'up{a="2", z="1"}'],
    ['{"my.metric", "my.label"="x"}', 'my.metric{my.label="x"}'],
    ["up{a=`\\n`}", 'up{a="\\\\n"}'],
    ['up{empty=""}', "up"],
    ["h {{count:1}}", "h"],
  ])("%s", (text, expected) => {
    const read = parseMetric(text);
    expect(read.error ?? formatMetric(read.metric)).toBe(expected);
  });

  test.each([
    "",
    "5m",
    'up{job="api"',
    "up{job=api}",
    "up{job}",
    'up{a="1" b="2"}',
    'up{a="1",,}',
    'up{a="1",a="2"}',
    "on",
    "Inf",
    'up{a="\\q"}',
    "up{a='\n'}",
  ])("%j are broken", (text) => {
    expect(parseMetric(text).error).toBeTypeOf("string");
  });

  test("reports the offset of the error", () => {
    expect(parseMetric('up{job="api", env:"b"}')).toMatchObject({ offset: 17 });
    expect(parseMetric('up{job="api", env="\\q"}')).toMatchObject({ offset: 18 });
  });

  test("names can be quoted since 3.0", () => {
    expect(parseMetric('{"up"}', { quotedNames: false }).error).toBeTypeOf("string");
  });

  test("a space ends the labels if values follow", () => {
    expect(parseMetric('up {job="api"}', { spacedBraces: false })).toMatchObject({ end: 2 });
  });
});
