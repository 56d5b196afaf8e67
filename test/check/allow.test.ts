import { describe, expect, test } from "vitest";
import { AllowanceBook } from "../../src/check/allow.js";

const nowhere = () => undefined;

const today = "2026-06-01";
const ids = new Set(["promql/unknown-metric", "alert/no-for"]);

function problems(book: AllowanceBook): readonly string[] {
  return Array.from(book.problems(), ({ id, summary }) => `${id}: ${summary}`);
}

describe("an allowance", () => {
  test("takes out what it names, and nothing else", () => {
    const book = new AllowanceBook(today, ids);
    const allow = book.enter({ "alert/no-for": "smoothed already" }, nowhere, "alert");
    expect(book.judge("alert/no-for", [allow])).toBe("allowed");
    expect(book.judge("promql/unknown-metric", [allow])).toBe("found");
    expect(problems(book)).toEqual([]);
  });

  test("holds on its last day, and then no more", () => {
    const book = new AllowanceBook(today, ids);
    const still = book.enter({ "alert/no-for": { reason: "soon", until: today } }, nowhere, "alert");
    const past = book.enter({ "alert/no-for": { reason: "soon", until: "2026-05-31" } }, nowhere, "alert");
    expect(book.judge("alert/no-for", [still])).toBe("allowed");
    expect(book.judge("alert/no-for", [past])).toEqual({ expired: expect.objectContaining({ until: "2026-05-31" }) });
    expect(problems(book)).toEqual([]);
  });

  test("is reported when it matches nothing", () => {
    const book = new AllowanceBook(today, ids);
    book.enter({ "alert/no-for": "smoothed already" }, nowhere, "alert");
    expect(problems(book)).toEqual(["allow/unused: alert/no-for is allowed here, but finds nothing"]);
  });

  test("is reported once, in however many environments it was entered", () => {
    const book = new AllowanceBook(today, ids);
    const allow = { "alert/no-for": "smoothed already" };
    book.enter(allow, nowhere, "alert");
    book.enter(allow, nowhere, "alert");
    expect(problems(book)).toHaveLength(1);
  });

  test("for a check that does not exist is reported, with the nearest", () => {
    const book = new AllowanceBook(today, ids);
    book.enter({ "alert/nofor": "x", "promql/syntax": "x" }, nowhere, "alert");
    expect([...book.problems()]).toMatchObject([
      { id: "allow/unknown-check", fix: "write alert/no-for" },
      { id: "allow/unknown-check", summary: "promql/syntax cannot be allowed" },
    ]);
  });

  test.each([
    ["without a reason", "  "],
    ["until a day that does not exist", { reason: "x", until: "2026-02-30" }],
    ["until something else", { reason: "x", until: "soon" }],
  ])("%s does not count", (_, value) => {
    const book = new AllowanceBook(today, ids);
    const allow = book.enter({ "alert/no-for": value }, nowhere, "alert");
    expect(book.judge("alert/no-for", [allow])).toBe("found");
    expect([...book.problems()]).toMatchObject([{ id: "allow/malformed", severity: "error" }]);
  });

  test("of a dashboard holds for its panels, and either can be the one that was needed", () => {
    const book = new AllowanceBook(today, ids);
    const dashboard = book.enter({ "alert/no-for": "all of it" }, nowhere, "dashboard");
    const panel = book.enter({ "promql/unknown-metric": "this one" }, nowhere, "panel");
    const joined = book.join(panel, dashboard);
    expect(book.judge("alert/no-for", [joined])).toBe("allowed");
    expect(book.judge("promql/unknown-metric", [joined])).toBe("allowed");
    expect(problems(book)).toEqual([]);
  });
});
