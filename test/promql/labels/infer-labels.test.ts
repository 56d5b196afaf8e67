import { describe, expect, test } from "vitest";
import type { SeriesLabels, VectorSelector } from "../../../src/promql/index.js";
import { inferLabels, panelDialect, presence } from "../../../src/promql/index.js";
import { experimental, panel, read } from "../corpus.js";

/** `requests` has job, pod and method, and possibly code; `limits` has job and pod; `up` only job. */
const metrics: Record<string, SeriesLabels> = {
  requests: series(["job", "pod", "method"], ["code"]),
  buckets: series(["job", "pod", "le"]),
  limits: series(["job", "pod", "node"]),
  up: series(["job"]),
};

function series(certain: string[], possible: string[] = []): SeriesLabels {
  const labels = new Map<string, "certain" | "possible">();
  for (const label of certain) labels.set(label, "certain");
  for (const label of possible) labels.set(label, "possible");
  return { labels };
}

function known({ name }: VectorSelector): SeriesLabels | undefined {
  return name === undefined ? undefined : metrics[name];
}

/** The inferred labels on one line: `job pod code? …`, where `?` is possible and `…` an open set. */
function labels(text: string, dialect = experimental): string {
  const set = inferLabels(read(text, dialect), known);
  const parts: string[] = [];
  for (const [label, presence] of set.labels) {
    parts.push(presence === "certain" ? label : presence === "possible" ? `${label}?` : `-${label}`);
  }
  return [...parts.sort(), ...(set.isOpen ? ["…"] : [])].join(" ");
}

function expectLabels(cases: readonly (readonly [string, string])[]): void {
  test.each(cases)("%s: %s", (text, expected) => {
    expect(labels(text)).toBe(expected);
  });
}

describe("a selector", () => {
  expectLabels([
    ["up", "__name__ job"],
    ["unknown", "__name__ …"],
    ['{job="x"}', "__name__ job …"],
    ['unknown{a="b"}', "__name__ a …"],
    ['unknown{a=""}', "-a __name__ …"],
    ['unknown{a!=""}', "__name__ a …"],
    ['unknown{a!="b"}', "__name__ …"],
    ['unknown{a=~"b|c"}', "__name__ a …"],
    ['unknown{a=~"b|"}', "__name__ …"],
    ['unknown{a!~"b|"}', "__name__ a …"],
    ['unknown{a!~".+"}', "-a __name__ …"],
    ['requests{code="200"}', "__name__ code job method pod"],
    ['requests{code=""}', "__name__ job method pod"],
  ]);

  test("with a dashboard variable implies nothing, as it may be empty", () => {
    expect(labels('requests{code="$code"}', panel)).toBe("__name__ code? job method pod");
  });
});

describe("an aggregation", () => {
  expectLabels([
    ["sum(requests)", ""],
    ["sum by (job, code, nope) (requests)", "code? job"],
    ["sum by (a) (unknown)", "a?"],
    ['sum by (a) (unknown{a="b"})', "a"],
    ["sum without (pod, code) (requests)", "job method"],
    ["sum without (a) (unknown)", "-__name__ -a …"],
    ["topk(3, requests)", "__name__ code? job method pod"],
    ["topk by (job) (3, requests)", "__name__ code? job method pod"],
    ['count_values("version", requests)', "version"],
    ['count_values by (job) ("version", requests)', "job version"],
    ["sum by (__name__) (requests)", "__name__"],
  ]);
});

describe("a function", () => {
  expectLabels([
    ["rate(up[5m])", "job"],
    ["last_over_time(up[5m])", "__name__ job"],
    ["max_over_time(rate(up[5m])[1h:])", "job"],
    ["sort_desc(up)", "__name__ job"],
    ["timestamp(up)", "job"],
    ["quantile_over_time(0.9, up[5m])", "job"],
    ["histogram_quantile(0.9, rate(buckets[5m]))", "job pod"],
    ["histogram_quantile(0.9, sum by (le) (rate(buckets[5m])))", ""],
    ['histogram_quantiles(buckets, "q", 0.5, 0.9)', "job pod q"],
    ["hour()", ""],
    ["hour(up)", "job"],
    ["vector(1)", ""],
    ["vector(scalar(up))", ""],
    ["time()", ""],
    ["info(up)", "__name__ job …"],
    ['info(up, {version=~".+", zone=~".*"})', "__name__ job version zone?"],
  ]);
});

describe("absent has the labels of its selector", () => {
  expectLabels([
    ['absent(up{job="x", a=~"b", c!="d", e=""})', "job"],
    ['absent(up{job="x", job="y"})', ""],
    ['absent((up{job="x"}))', "job"],
    ['absent_over_time(up{job="x"}[5m])', "job"],
    ['absent(sum(up{job="x"}))', ""],
    ['absent_over_time(up{job="x"}[5m:])', ""],
  ]);
});

describe("an operator", () => {
  expectLabels([
    ["up * 2", "job"],
    ["2 < up", "__name__ job"],
    ["up </ 5", "__name__ job"],
    ["up > bool 0", "job"],
    ["-up", "job"],
    ["+up", "__name__ job"],
    ["1 + 2", ""],
    ["requests / limits", "job pod"],
    ["requests / ignoring (method, code, node) limits", "job pod"],
    ["requests > ignoring (method, code, node) limits", "__name__ job pod"],
    ["requests / on (pod) limits", "pod"],
    ["requests > on (pod) limits", "pod"],
    ["requests / on () sum(limits)", ""],
    ["unknown / on (a) other", "a?"],
    ['unknown / on (a) other{a="x"}', "a"],
    ["unknown / on (job) up", "job"],
    ["unknown / up", "job"],
    ["up / unknown", "job"],
    ["unknown / ignoring (a) up", "job"],
  ]);
});

describe("many-to-one matching", () => {
  expectLabels([
    ["requests * on (pod) group_left () limits", "code? job method pod"],
    ["requests * on (pod) group_left (node) limits", "code? job method node pod"],
    ["requests * on (pod) group_left (nope) limits", "code? job method pod"],
    ["requests * on (pod) group_left (method) limits", "code? job pod"],
    ["limits * on (pod) group_right (node) requests", "code? job method node pod"],
    ["requests > on (pod) group_left () limits", "__name__ code? job method pod"],
    ["requests * ignoring (method, code, node) group_left () limits", "code? job method pod"],
    ["unknown * on (pod) group_left (a) other", "-__name__ a? pod? …"],
    ["unknown * on (pod) group_left () limits", "-__name__ pod …"],
    ["requests + on (pod) group_left () fill_left (0) limits", "code? job method pod"],
  ]);
});

describe("a set operator", () => {
  expectLabels([
    ["requests and on (pod) limits", "__name__ code? job method pod"],
    ["requests unless up", "__name__ code? job method pod"],
    ["requests or limits", "__name__ code? job method? node? pod"],
    ["up or vector(0)", "__name__? job?"],
    ["sum(up) or vector(0)", ""],
    ["up or unknown", "__name__ job? …"],
  ]);
});

describe("label_replace and label_join", () => {
  expectLabels([
    ['label_replace(up, "a", "$1", "job", "(.*)")', "__name__ a job"],
    ['label_replace(up, "a", "$1", "job", "(x.*)")', "__name__ a? job"],
    ['label_replace(up, "a", "b", "", "")', "__name__ a job"],
    ['label_replace(up, "a", "b", "nope", "x")', "__name__ job"],
    ['label_replace(up, "a", "x-$1", "nope", "(.*)")', "__name__ a job"],
    ['label_replace(up, "job", "", "job", ".*")', "__name__"],
    ['label_replace(up, "job", "", "job", "x")', "__name__ job?"],
    ['label_replace(up, "job", "y", "job", "x")', "__name__ job"],
    ['label_replace(requests, "c", "$1", "code", "(.+)")', "__name__ c? code? job method pod"],
    ['label_replace(requests, "c", "$1", "code", "(.*)")', "__name__ c? code? job method pod"],
    ['label_replace(requests, "c", "c$1", "code", "(.*)")', "__name__ c code? job method pod"],
    ['label_join(up, "a", "-", "job", "nope")', "__name__ a job"],
    ['label_join(up, "a", "", "nope", "neither")', "__name__ job"],
    ['label_join(requests, "a", "", "code")', "__name__ a? code? job method pod"],
    ['label_join(up, "job", "-")', "__name__"],
  ]);
});

describe("the number of series", () => {
  test.each([
    ["up", true],
    ["sum(up)", false],
    ["sum by (job) (up)", true],
    ["sum by (nope) (up)", false],
    ['count_values("v", up)', true],
    ["vector(1)", false],
    ["absent(up)", false],
    ["sum(up) / sum(requests)", false],
    ["up / on (job) requests", true],
    ["up / on () requests", false],
    ["sum(up) or vector(0)", false],
    ["sum(up) or up", true],
  ])("%s: %s", (text, many) => {
    expect(inferLabels(read(text), known).hasMany).toBe(many);
  });
});

test("an unlisted label is possible in an open set", () => {
  const open = inferLabels(read('sum without (a) (unknown{b="c"})'), known);
  expect([presence(open, "a"), presence(open, "b"), presence(open, "z")]).toEqual(["never", "certain", "possible"]);
  const closed = inferLabels(read("sum by (job) (up)"), known);
  expect([presence(closed, "job"), presence(closed, "z")]).toEqual(["certain", "never"]);
});

test("a dashboard variable in by or without may name any label", () => {
  expect(labels("sum by (job, $by) (requests)", panelDialect({ major: 3, minor: 5 }))).toBe("job …");
  expect(labels("sum without (pod, $by) (requests)", panelDialect({ major: 3, minor: 5 }))).toContain("…");
});

test("a label in `by` that the series do not have is possible behind the check that reports it", () => {
  const expr = read("sum by (job, nope) (requests)");
  const presences = (lacking?: "possible") => presence(inferLabels(expr, known, lacking), "nope");
  expect([presences(), presences("possible")]).toEqual(["never", "possible"]);
});
