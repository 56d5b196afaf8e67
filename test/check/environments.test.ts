import { expect, test } from "vitest";
import { mergeEnvironments } from "../../src/check/environments.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";

const among = ["staging", "prod"];
const finding: Diagnostic = { id: "alert/no-for", severity: "error", summary: "wrong", subject: 'alert "A"' };

test("a finding in every environment is reported once", () => {
  const found = among.map((environment) => ({ diagnostic: { ...finding }, environment, among }));
  expect(mergeEnvironments(found)).toEqual([finding]);
});

test("a finding in one of several environments names it", () => {
  const found = [{ diagnostic: finding, environment: "prod", among }];
  expect(mergeEnvironments(found)).toEqual([{ ...finding, subject: 'alert "A", in prod' }]);
  const { subject: _, ...alone } = finding;
  expect(mergeEnvironments([{ diagnostic: alone, environment: "prod", among }])).toEqual([
    { ...alone, summary: "wrong (in prod)" },
  ]);
});

test("a single environment is not named", () => {
  expect(mergeEnvironments([{ diagnostic: finding, environment: "prod", among: ["prod"] }])).toEqual([finding]);
});
