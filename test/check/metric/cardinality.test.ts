import { expect, test } from "vitest";
import { cardinality } from "../../../src/check/metric/cardinality.js";
import { counter, histogram, type Labels, nativeHistogram, system } from "../../../src/index.js";
import { estate, findings, within } from "../build-subjects.js";

function findingsFor(labels: Labels, buckets: readonly number[] = []) {
  const shop = system("shop", { labels: { pod: 500, namespace: ["shop"] }, routes: {} });
  const help = "Requests served";
  const requests =
    buckets.length > 0
      ? histogram("cart_duration_seconds", { help, labels, buckets })
      : counter("cart_requests_total", { help, labels });
  shop.service("cart", { requests });
  return findings(cardinality, estate({}, within(shop)));
}

test("labels multiply", () => {
  expect(
    findingsFor({ endpoint: 90, status: 20, method: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] }),
  ).toMatchObject([
    {
      summary: 'one process exposes 10,800 series of "cart_requests_total": 90 endpoint × 20 status × 6 method',
    },
  ]);
});

test("buckets of a histogram multiply too", () => {
  const buckets = Array.from({ length: 17 }, (_, index) => index + 1);
  expect(findingsFor({ endpoint: 90, status: 8 }, buckets)).toMatchObject([
    {
      summary:
        'one process exposes 14,400 series of "cart_duration_seconds": 90 endpoint × 8 status × 20 buckets, sum and count',
    },
  ]);
});

test("a label with too many values is named", () => {
  expect(findingsFor({ path: 5000, status: 8 })).toMatchObject([
    { summary: 'the label "path" of "cart_requests_total" takes 5,000 values, more than 100' },
  ]);
});

test("labels that scraping adds do not count", () => {
  expect(findingsFor({ endpoint: 12, status: 8 })).toEqual([]);
});

test("a native histogram is one series for each set of label values", () => {
  const labels = { endpoint: 90, status: 90, method: 2 };
  const help = "Time to serve a request";
  const shop = system("shop", { routes: {} });
  shop.service("cart", {
    native: nativeHistogram("cart_seconds", { help, labels }),
    both: histogram("cart_bytes", { help, labels: { endpoint: 90, status: 20 }, buckets: [1, 2], native: true }),
  });
  expect(findings(cardinality, estate({}, within(shop)))).toMatchObject([
    { summary: 'one process exposes 16,200 series of "cart_seconds": 90 endpoint × 90 status × 2 method' },
    {
      summary:
        'one process exposes 10,800 series of "cart_bytes": 90 endpoint × 20 status × 6 buckets, sum, count and native histogram',
    },
  ]);
});
