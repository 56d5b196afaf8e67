import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/contradictory-matchers", text);

test("one label cannot have two values, in a route and those above it", () => {
  expect(summaries("route: {receiver: a, routes: [{matchers: [x=1, x=2]}]}")).toEqual([
    '1: no alert has both x="1" and x="2"',
  ]);
  expect(summaries('route: {receiver: a, routes: [{matchers: [x=1], routes: [{matchers: ["x=~a|b"]}]}]}')).toEqual([
    '1: no alert has both x="1" and x=~"a|b"',
  ]);
  expect(
    summaries("route: {receiver: a}\ninhibit_rules: [{source_matchers: [x=1, x!=1], target_matchers: [y=1]}]"),
  ).toEqual(['2: no alert has both x="1" and x!="1"']);
});

test("what may hold at once is fine", () => {
  expect(summaries('route: {receiver: a, routes: [{matchers: [x=1, y=2, "x=~1|2"]}]}')).toEqual([]);
});
