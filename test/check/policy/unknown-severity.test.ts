import { expect, test } from "vitest";
import { policySeverity } from "../../../src/check/policy/unknown-severity.js";
import { alert, estate, findings, outside } from "../build-subjects.js";

function found(severity: string, known: readonly string[], routes: readonly string[] = []): readonly string[] {
  const policy = { name: "ours", alerts: { severity: [severity] }, require: { labels: ["team"] } };
  const context = { ...outside, severities: routes, policies: [{ policy, isForFile: () => true }] };
  const rules = known.map((one) => alert({ labels: { severity: one } }, context));
  return findings(policySeverity, { ...estate({ rules }), context }).map(({ summary, fix }) => `${summary}; ${fix}`);
}

test("a policy for a misspelt severity names the one that is near", () => {
  expect(found("critcal", ["critical", "warning"])).toEqual([
    'the policy "ours" is for the severity "critcal", which no alert has; write "critical"',
  ]);
  expect(found("wraning", [], ["warning"])).toHaveLength(1);
});

test("a severity that is in use, or like no other, is right", () => {
  expect(found("critical", ["critical"])).toEqual([]);
  expect(found("page", ["critical", "warning"])).toEqual([]);
  expect(found("page", [])).toEqual([]);
});
