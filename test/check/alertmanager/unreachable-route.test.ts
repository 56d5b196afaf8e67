import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/unreachable-route", text);

const routes = (...list: readonly string[]) =>
  `route:\n  receiver: a\n  routes:\n${list.map((one) => `  - ${one}\n`).join("")}`;

test("a route behind a more general one never gets an alert", () => {
  const found = [expect.stringMatching(/^5: this route never gets an alert/)];
  expect(summaries(routes("{receiver: b}", "{receiver: a, matchers: [x=1]}"))).toEqual(found);
  expect(summaries(routes('{receiver: b, matchers: ["x=~1|2"]}', "{matchers: [x=1]}"))).toEqual(found);
  expect(summaries(routes("{receiver: b, matchers: [x!=2]}", "{matchers: [x=1, y=1]}"))).toEqual(found);
});

test("one that continues, or takes other alerts, leaves it some", () => {
  expect(summaries(routes("{receiver: b, continue: true}", "{matchers: [x=1]}"))).toEqual([]);
  expect(summaries(routes("{receiver: b, matchers: [x=1]}", "{matchers: [y=1]}"))).toEqual([]);
  expect(summaries(routes("{receiver: b, matchers: [x=1, y=1]}", "{matchers: [x=1]}"))).toEqual([]);
});
