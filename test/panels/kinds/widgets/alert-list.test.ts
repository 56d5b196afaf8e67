import { alertList } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

test("lists the alerts that need attention, the most important first", () => {
  expect(render(alertList("A"), []).options).toMatchObject({
    viewMode: "list",
    groupMode: "default",
    sortOrder: 3,
    maxItems: 20,
    stateFilter: { firing: true, pending: true, recovering: true, error: true, noData: false, normal: false },
  });
});

test("selects, groups and sorts alerts by its options", () => {
  const matchers = '{severity="critical"}';
  const panel = alertList("A", { states: ["firing"], matchers, groupBy: ["app"], sort: "newest", as: "number" });
  expect(render(panel, []).options).toMatchObject({
    viewMode: "stat",
    groupMode: "custom",
    groupBy: ["app"],
    sortOrder: 5,
    alertInstanceLabelFilter: matchers,
    stateFilter: { firing: true, pending: false, error: false },
  });
});
