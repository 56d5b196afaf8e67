import { describe, expect, test } from "vitest";
import { experimental } from "../corpus.js";
import { at, loadStore } from "./queries.js";

const options = { dialect: experimental };
const counter = loadStore("requests_total 0+60x4 60+60x5");

describe("an anchored range", () => {
  test.each([
    [3, "increase(requests_total[2m] anchored)", 120],
    [3.5, "increase(requests_total[2m] anchored)", 120],
    [5, "increase(requests_total[2m] anchored)", 120],
    [5, "delta(requests_total[2m] anchored)", -120],
    [5, "resets(requests_total[2m] anchored)", 1],
    [3, "changes(requests_total[2m] anchored)", 2],
    [2, "rate(requests_total[2m] anchored)", 1],
  ])("at %d minutes: %s is %d", (minutes, query, value) => {
    expect(at(minutes, query, counter, options)).toEqual({ "{}": value });
  });

  test("is empty without a sample in it", () => {
    const gap = loadStore("requests_total 1 _ _ _ 5");
    expect(at(3, "increase(requests_total[1m] anchored)", gap, options)).toEqual({});
    expect(at(3, "changes(requests_total[1m] anchored)", gap, options)).toEqual({});
  });
});

describe("a smoothed range", () => {
  test.each([
    [3, "increase(requests_total[2m] smoothed)", 120],
    [3.5, "increase(requests_total[2m] smoothed)", 120],
    [3.5, "rate(requests_total[1m] smoothed)", 1],
    [2.25, "requests_total smoothed", 135],
  ])("at %d minutes: %s is %d", (minutes, query, value) => {
    const expected = { [query.includes("[") ? "{}" : "requests_total"]: value };
    expect(at(minutes, query, counter, options)).toEqual(expected);
  });
});

describe("with native histograms", () => {
  const sizes = loadStore(
    "sizes {{sum:10 count:10 buckets:[10]}} {{sum:20 count:20 buckets:[20]}} {{sum:4 count:4 buckets:[4]}}",
  );
  const mixed = loadStore("sizes 1 {{count:1 sum:1 buckets:[1]}}");

  test.each([
    [2, "histogram_count(increase(sizes[2m] anchored))", 14],
    [1.5, "histogram_count(increase(sizes[1m] smoothed))", 7],
    [1.5, "histogram_count(sizes smoothed)", 2],
    [2.5, "histogram_count(sizes smoothed)", 4],
    [2, "resets(sizes[1m] anchored)", 1],
    [1, "changes(sizes[1m] anchored)", 1],
  ])("at %d minutes: %s is %d", (minutes, query, value) => {
    expect(at(minutes, query, sizes, options)).toEqual({ "{}": value });
  });

  test("there is no result of floats mixed with histograms, except that they change", () => {
    expect(at(1, "increase(sizes[1m] anchored)", mixed, options)).toEqual({});
    expect(at(0.5, "sizes smoothed", mixed, options)).toEqual({});
    expect(at(1, "changes(sizes[1m] anchored)", mixed, options)).toEqual({ "{}": 1 });
  });
});

test("timestamp() reads the samples, not the smoothed values", () => {
  expect(at(2.25, "timestamp(requests_total smoothed)", counter, options)).toEqual({ "{}": 120 });
});

test("anchored and smoothed ranges reject other functions", () => {
  const allowed = "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with deriv";
  expect(at(3, "deriv(requests_total[2m] anchored)", counter, options)).toBe(allowed);
});
