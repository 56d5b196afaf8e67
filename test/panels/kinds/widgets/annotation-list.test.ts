import { annotationList } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

test("lists the annotations in the time range, of all dashboards", () => {
  expect(render(annotationList("A"), []).options).toMatchObject({
    onlyInTimeRange: true,
    onlyFromThisDashboard: false,
  });
});

test("selects annotations by its options", () => {
  const panel = annotationList("A", { tags: ["deployment"], ofDashboard: true, inTimeRange: false, limit: 3 });
  expect(render(panel, []).options).toMatchObject({
    tags: ["deployment"],
    onlyFromThisDashboard: true,
    onlyInTimeRange: false,
    limit: 3,
  });
});
