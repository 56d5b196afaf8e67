import { expect, test } from "vitest";
import { usedNeverRecorded } from "../../../src/check/rules/used-never-recorded.js";
import { counter, system } from "../../../src/index.js";
import { findings, locationText, outside, query, summaries, within } from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });

test("a recorded name needs a recording rule", () => {
  const text = 'job:errors:rate5 / {__name__="cluster:up:sum"}';
  const found = findings(usedNeverRecorded, query(text, within(shop, "job:errors:rate5m")));
  expect(found).toMatchObject([
    { severity: "error", summary: 'no rule records "job:errors:rate5"', fix: "did you mean `job:errors:rate5m`?" },
    { severity: "error", summary: 'no rule records "cluster:up:sum"', fix: "add a recording rule of that name" },
  ]);
  expect(found.map(locationText)).toEqual(["job:errors:rate5", '{__name__="cluster:up:sum"}']);
});

test("files from outside get a hint if they record anything, and a warning if it has nearly that name", () => {
  const recording = { ...outside, recorded: new Set(["job:up:sum"]) };
  expect(findings(usedNeverRecorded, query("job:errors:rate5m", recording))).toMatchObject([{ severity: "info" }]);
  expect(findings(usedNeverRecorded, query("job:ups:sum", recording))).toMatchObject([{ severity: "warning" }]);
  expect(summaries(usedNeverRecorded, query("job:errors:rate5m"))).toEqual([]);
});

test("recorded, scraped and variable names are accepted", () => {
  const text = 'job:errors:rate5m + cart_orders_total + {__name__=~"job:.*"} + {__name__="job:$what:sum"}';
  expect(summaries(usedNeverRecorded, query(text, within(shop, "job:errors:rate5m")))).toEqual([]);
});
