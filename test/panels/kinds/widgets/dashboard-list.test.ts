import { dashboardList } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

test("lists stars, unless dashboards are searched for", () => {
  expect(render(dashboardList("A"), []).options).toMatchObject({ showStarred: true, showSearch: false });
  const { options } = render(dashboardList("A", { tags: ["service"], folder: "shop" }), []);
  expect(options).toMatchObject({ showStarred: false, showSearch: true, tags: ["service"], folderUID: "shop" });
});

test("keeps time range and variables, by default", () => {
  expect(render(dashboardList("A"), []).options).toMatchObject({ keepTime: true, includeVars: true });
  const { options } = render(dashboardList("A", { keepTime: false, keepVariables: false }), []);
  expect(options).toMatchObject({ keepTime: false, includeVars: false });
});
