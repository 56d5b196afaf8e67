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
    expect(at(3, "changes(requests_total[1m] anchored)", gap, options)).toEqual({ "{}": 0 });
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

test("anchored and smoothed ranges reject other functions and histograms", () => {
  const allowed = "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with deriv";
  expect(at(3, "deriv(requests_total[2m] anchored)", counter, options)).toBe(allowed);
  const histograms = loadStore("sizes {{count:1 sum:1}}x5");
  const refused = "smoothed and anchored modifiers do not work with native histograms";
  expect(at(3, "increase(sizes[2m] smoothed)", histograms, options)).toBe(refused);
});
