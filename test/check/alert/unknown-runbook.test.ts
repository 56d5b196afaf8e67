import { promql, system } from "telltale";
import { expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { compiled, config } from "../../compile/project.js";

const pages = new Set(["shop/few-orders", "how-to/restore", "no-orders"]);

/** The findings about an alert with this runbook. */
function found(runbook: string, known: ReadonlySet<string> | "unknown" = pages, complete = true) {
  const shop = system("shop", {});
  shop.alert("NoOrders", { when: promql`up == 0`, for: "5m", severity: "critical", summary: "x", runbook });
  const project = { config: { ...config, defaults: { runbooks: "https://runbooks.example.com" } }, systems: [shop] };
  const options = {
    today: "2026-06-01",
    findings: allFindings,
    complete,
    ...(known !== "unknown" && { pages: known }),
  };
  return checkProject(project, compiled(shop, project.config), options).filter(
    ({ id }) => id === "alert/unknown-runbook",
  );
}

test.each(["shop/few-orders", "how-to/restore", "/how-to/restore.md#step-2", "https://wiki.example.com/x"])(
  "%s exists",
  (runbook) => expect(found(runbook)).toEqual([]),
);

test.each([
  ["shop/few-order", 'did you mean "shop/few-orders"?'],
  ["few-orders", 'did you mean "shop/few-orders"?'],
  ["shop/no-orders", 'did you mean "no-orders"?'],
  ["restore", 'did you mean "how-to/restore"?'],
  ["../secrets", expect.stringMatching(/^write \.\.\/secrets\.md in the folder of runbooks, or/)],
])("%s does not", (runbook, fix) => {
  const [finding, ...others] = found(runbook);
  expect(finding).toMatchObject({ severity: "error", summary: `there is no runbook "${runbook}"`, fix });
  expect(finding!.span?.start.line).toBe(12);
  expect(others).toEqual([]);
});

test("nothing is reported if the pages are unknown", () => {
  expect(found("shop/few-order", new Set())).toHaveLength(1);
  expect(found("shop/few-order", "unknown")).toEqual([]);
});

test("nothing is missing while a file of definitions cannot be loaded: the page may be one of its alerts", () => {
  expect(found("shop/few-order", pages, false)).toEqual([]);
});
