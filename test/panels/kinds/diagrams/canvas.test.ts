import { canvas, promql } from "telltale";
import { expect, test } from "vitest";
import { render } from "../../render.js";

const placement = { top: 20, left: 20, width: 120, height: 40 };

test("shows elements in their places, with the values of queries by name", () => {
  const config = { text: { mode: "field", field: "orders" } };
  const elements = [{ name: "Orders", type: "metric-value", placement, config }];
  const { options, transformations } = render(canvas("Shop", { orders: promql`up` }, { elements }), [
    { name: "orders" },
  ]);
  expect(options).toMatchObject({
    root: { name: "Shop", elements: [{ placement, config, constraint: { horizontal: "left", vertical: "top" } }] },
  });
  expect(transformations?.[0]?.options).toMatchObject({ renameByName: { Value: "orders" } });
});
