import { newSeries, scrapeDuration, scrapedSamples, scrapePanels, targetsUp } from "telltale";
import { expect, test } from "vitest";
import { expression } from "./expression.js";
import { cart, containers } from "./shop.js";

test("each signal is one of the targets of the service, by its label", () => {
  expect(expression(targetsUp(cart))).toBe('avg by (app) (up{app="cart"})');
  expect(expression(scrapeDuration(containers))).toBe('max by (job) (scrape_duration_seconds{job="cadvisor"})');
  expect(expression(scrapedSamples(cart))).toBe('sum by (app) (scrape_samples_post_metric_relabeling{app="cart"})');
  expect(expression(newSeries(cart))).toBe('sum by (app) (sum_over_time(scrape_series_added{app="cart"}[1h]))');
  expect(expression(targetsUp(cart, { where: { pod: "cart-1" } }))).toBe('avg by (app) (up{app="cart", pod="cart-1"})');
});

test("limits are drawn on the panels", () => {
  const [targets, duration] = scrapePanels(cart, { targetLimit: 0.5, durationLimit: 8 });
  expect(targets?.options.thresholds).toMatchObject({ steps: expect.anything() });
  expect(duration?.options.thresholds).toMatchObject({ steps: expect.anything() });
  expect(scrapePanels(cart).map(({ title }) => title)).toEqual([
    ...["Targets that answer", "Slowest scrape", "Samples per scrape", "New series in an hour"],
  ]);
});

test("unknown options are reported", () => {
  const signal = targetsUp(cart, { pod: "a" } as object);
  expect(signal.origin.wrongOptions?.problems).toMatchObject([{ type: "unknown", path: ["pod"] }]);
});
