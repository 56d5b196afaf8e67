import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/broad-inhibition", text);

const rule = (source: string, target: string, more = "") =>
  `route: {receiver: a}\ninhibit_rules: [{source_matchers: [${source}], target_matchers: [${target}]${more}}]`;

test("a rule without equal labels names its alerts", () => {
  expect(summaries(rule("x=1", "x=2"))).toHaveLength(1);
  expect(summaries(rule("alertname=A", "x=2"))).toHaveLength(1);
  expect(summaries(rule("alertname=A", "alertname=B"))).toEqual([]);
  expect(summaries(rule("x=1", "x=2", ", equal: [y]"))).toEqual([]);
});
