import { eventRatio, fasterThan } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const id = "slo/contradicting-objectives";
const indicator = eventRatio(cart.http);

test("one set of events has one objective", () => {
  expect(summariesOf(id, { indicator }, { indicator, objective: "99%" })).toEqual([
    "warning: the same events have two objectives, 99 % and 99.9 %",
  ]);
  expect(summariesOf(id, { indicator }, { indicator: eventRatio(cart.http) })).toEqual([
    'warning: SLO "cart-0" has the same objective',
  ]);
});

test("other windows and other events are other promises", () => {
  expect(summariesOf(id, { indicator }, { indicator, objective: "99%", window: "7d" })).toEqual([]);
  const grouped = eventRatio(cart.http, { by: ["endpoint"] });
  expect(summariesOf(id, { indicator }, { indicator: grouped, objective: "99%" })).toEqual([]);
});

test("a longer bound must promise more", () => {
  const within = (bound: 0.1 | 0.5 | 1, objective: `${number}%`) => ({
    indicator: fasterThan(cart.http, bound),
    objective,
  });
  expect(summariesOf(id, within(1, "99%"), within(0.5, "99%"))).toEqual([
    "warning: 99 % within 1 s is implied by 99 % within 0.5 s",
  ]);
  expect(summariesOf(id, within(0.5, "99%"), within(1, "95%"))).toHaveLength(1);
  expect(summariesOf(id, within(0.5, "95%"), within(1, "99%"))).toEqual([]);
});
