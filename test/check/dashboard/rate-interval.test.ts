import { expect, test } from "vitest";
import { rateInterval } from "../../../src/check/dashboard/rate-interval.js";
import { findings, locationText, query, summaries } from "../build-subjects.js";

test.each(["rate", "irate", "increase"])("%s() needs two samples, and $__interval may not hold them", (name) => {
  const [found] = findings(rateInterval, query(`sum(${name}(requests_total[$__interval])) by (job)`));
  expect(found!.summary).toContain(`${name}() looks back over $__interval`);
  expect(locationText(found!)).toBe("$__interval");
});

test.each([
  "rate(requests_total[$__rate_interval])",
  "rate(requests_total[$window])",
  "rate(requests_total[5m])",
  "max_over_time(queue_length[$__interval])",
])("%s is fine", (text) => {
  expect(summaries(rateInterval, query(text))).toEqual([]);
});

test("rules have no `$__interval`", () => {
  expect(summaries(rateInterval, { ...query("rate(requests_total[$__interval])"), in: "alert" })).toEqual([]);
});
