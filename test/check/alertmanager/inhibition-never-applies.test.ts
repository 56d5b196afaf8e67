import { expect, test } from "vitest";
import { summariesOf } from "./check-config.js";

const summaries = (text: string) => summariesOf("alertmanager/inhibition-never-applies", text);

const rule = (source: string, target: string) =>
  `route: {receiver: a}\ninhibit_rules: [{source_matchers: [${source}], target_matchers: [${target}], equal: [a]}]`;

test("sides that match the same alerts never apply", () => {
  expect(summaries(rule("x=1", "x=1"))).toHaveLength(1);
  expect(summaries(rule("", ""))).toHaveLength(1);
  expect(summaries(rule("x=1", "x=2"))).toEqual([]);
  expect(summaries(rule("x=1", ""))).toEqual([]);
});
