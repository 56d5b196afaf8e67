import { expect, test } from "vitest";
import { rateInterval } from "../../../src/check/dashboard/rate-interval.js";
import { findings, locationText, panelOf, query } from "../build-subjects.js";

function found(text: string, data: object = {}) {
  return findings(rateInterval, panelOf({ data: { ...data }, queries: [query(text)] }));
}

test.each(["rate", "irate", "increase"])("%s() needs two samples, and $__interval may not hold them", (name) => {
  const [finding] = found(`sum(${name}(requests_total[$__interval])) by (job)`);
  expect(finding!.summary).toContain(`${name}() looks back over $__interval`);
  expect(locationText(finding!)).toBe("$__interval");
});

test.each([
  "rate(requests_total[$__rate_interval])",
  "rate(requests_total[$window])",
  "rate(requests_total[5m])",
  "max_over_time(queue_length[$__interval])",
])("%s is fine", (text) => {
  expect(found(text)).toEqual([]);
});

test("is fine where the panel or the query has steps of at least two scrapes", () => {
  const text = "sum(rate(requests_total[$__interval]))";
  expect(found(text, { interval: "1m" })).toEqual([]);
  expect(found(text, { interval: ">30s" })).toEqual([]);
  expect(found(text, { targets: [{ refId: "A", interval: "$step" }] })).toEqual([]);
  expect(found(text, { interval: "15s" })).toHaveLength(1);
  expect(found(text, { interval: "1m", targets: [{ refId: "A", interval: "5s" }] })).toHaveLength(1);
});
