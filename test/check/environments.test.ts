import { expect, test } from "vitest";
import { mergeEnvironments } from "../../src/check/environments.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";

const among = ["staging", "prod"];
const finding: Diagnostic = { id: "alert/no-for", severity: "error", summary: "wrong", subject: 'alert "A"' };

test("what is found in every environment is told once", () => {
  const found = among.map((environment) => ({ diagnostic: { ...finding }, environment, among }));
  expect(mergeEnvironments(found)).toEqual([finding]);
});

test("what is found in one of several names it", () => {
  const found = [{ diagnostic: finding, environment: "prod", among }];
  expect(mergeEnvironments(found)).toEqual([{ ...finding, subject: 'alert "A", in prod' }]);
  const { subject: _, ...alone } = finding;
  expect(mergeEnvironments([{ diagnostic: alone, environment: "prod", among }])).toEqual([
    { ...alone, summary: "wrong (in prod)" },
  ]);
});

test("where there is but one environment it is not named", () => {
  expect(mergeEnvironments([{ diagnostic: finding, environment: "prod", among: ["prod"] }])).toEqual([finding]);
});
