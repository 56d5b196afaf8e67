import { pie, promql } from "telltale";
import { expect, test } from "vitest";
import { pieKind } from "../../../../src/panels/kinds/charts/pie.js";
import { render } from "../../render.js";

const up = promql`up`;

test("is a pie, or a donut", () => {
  expect(render(pie("A", up)).options).toMatchObject({ pieType: "pie" });
  expect(render(pie("A", up, { donut: true })).options).toMatchObject({ pieType: "donut" });
});

test("colours HTTP status classes", () => {
  expect(render(pie("A", up), [{ legend: "{{status}}" }]).fieldConfig?.overrides).toHaveLength(4);
  expect(render(pie("A", up), [{ legend: "{{pod}}" }]).fieldConfig?.overrides).toEqual([]);
});

test("needs the history only to reduce it", () => {
  expect(pieKind.instant({})).toBe(true);
  expect(pieKind.instant({ reduce: "sum" })).toBe(false);
});

test("has labels and a legend by its options", () => {
  const panel = pie("A", up, {
    labels: ["name", "percent"],
    showLegend: { placement: "bottom" },
    legendValues: ["percent"],
  });
  expect(render(panel).options).toMatchObject({
    displayLabels: ["name", "percent"],
    legend: { displayMode: "list", placement: "bottom", values: ["percent"] },
  });
});

test("colours parts by name", () => {
  expect(render(pie("A", up, { colors: { cart: "red" } })).fieldConfig?.overrides).toMatchObject([
    { matcher: { id: "byName", options: "cart" } },
  ]);
});
