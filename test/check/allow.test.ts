import { describe, expect, test } from "vitest";
import { AllowanceTracker } from "../../src/check/allow.js";
import { checkFindings } from "../../src/check/findings.js";
import { allFindings } from "../../src/project/all-findings.js";

const nowhere = () => undefined;

const today = "2026-06-01";

function problems(allowances: AllowanceTracker): readonly string[] {
  return Array.from(allowances.report(allFindings), ({ id, summary }) => `${id}: ${summary}`);
}

describe("an allowance", () => {
  test("suppresses the finding it names, and nothing else", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    const allow = allowances.add({ "alert/no-for": "smoothed already" }, nowhere, "alert");
    expect(allowances.match("alert/no-for", [allow])).toBe("allowed");
    expect(allowances.match("promql/unknown-metric", [allow])).toBe("not allowed");
    expect(problems(allowances)).toEqual([]);
  });

  test("applies up to its last day", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    const still = allowances.add({ "alert/no-for": { reason: "soon", until: today } }, nowhere, "alert");
    const past = allowances.add({ "alert/no-for": { reason: "soon", until: "2026-05-31" } }, nowhere, "alert");
    expect(allowances.match("alert/no-for", [still])).toBe("allowed");
    expect(allowances.match("alert/no-for", [past])).toEqual({
      expired: expect.objectContaining({ until: "2026-05-31" }),
    });
    expect(problems(allowances)).toEqual([]);
  });

  test("is reported when it matches nothing", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    allowances.add({ "alert/no-for": "smoothed already" }, nowhere, "alert");
    expect(problems(allowances)).toEqual(["allow/unused: the allowance of alert/no-for matches no finding"]);
  });

  test("is reported once, however many environments it is added for", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    const allow = { "alert/no-for": "smoothed already" };
    allowances.add(allow, nowhere, "alert");
    allowances.add(allow, nowhere, "alert");
    expect(problems(allowances)).toHaveLength(1);
  });

  test("for a check that does not exist is reported with the nearest name", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    allowances.add({ "alert/nofor": "x", "promql/syntax": "x" }, nowhere, "alert");
    expect([...allowances.report(allFindings)]).toMatchObject([
      { id: "allow/unknown-check", fix: "write alert/no-for" },
      { id: "allow/unknown-check", summary: "promql/syntax cannot be allowed" },
    ]);
  });

  test("for a finding that cannot be allowed is reported", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    allowances.add({ "build/locked": "x", constructor: "x" }, nowhere, "alert");
    expect(problems(allowances)).toEqual([
      "allow/unknown-check: build/locked cannot be allowed",
      'allow/unknown-check: there is no check "constructor"',
    ]);
  });

  test("for a finding that this run cannot have is not reported as unused", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    allowances.add({ "smoke/empty": "no traffic yet" }, nowhere, "alert");
    expect(problems(allowances)).toEqual([]);
  });

  test.each([
    ["without a reason", "  "],
    ["until a date that does not exist", { reason: "x", until: "2026-02-30" }],
    ["until something that is not a date", { reason: "x", until: "soon" }],
  ])("%s has no effect", (_, value) => {
    const allowances = new AllowanceTracker(today, checkFindings);
    const allow = allowances.add({ "alert/no-for": value }, nowhere, "alert");
    expect(allowances.match("alert/no-for", [allow])).toBe("not allowed");
    expect([...allowances.report(allFindings)]).toMatchObject([{ id: "allow/malformed", severity: "error" }]);
  });

  test("of a dashboard applies to its panels too", () => {
    const allowances = new AllowanceTracker(today, checkFindings);
    const dashboard = allowances.add({ "alert/no-for": "all of it" }, nowhere, "dashboard");
    const panel = allowances.add({ "promql/unknown-metric": "this one" }, nowhere, "panel");
    const merged = allowances.merge(panel, dashboard);
    expect(allowances.match("alert/no-for", [merged])).toBe("allowed");
    expect(allowances.match("promql/unknown-metric", [merged])).toBe("allowed");
    expect(problems(allowances)).toEqual([]);
  });
});
