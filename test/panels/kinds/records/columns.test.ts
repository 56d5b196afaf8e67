import { promql, signal, system, table } from "telltale";
import { describe, expect, test } from "vitest";
import { compiled, dashboardsOf } from "../../../compile/project.js";
import { render } from "../../render.js";

const up = promql`up`;

const cellsOf = (column: object) => {
  const settings = render(table("A", up, { columns: { Value: column } }));
  const properties = settings.fieldConfig?.overrides[0]?.properties;
  return properties?.find(({ id }) => id === "custom.cellOptions")?.value;
};

describe("the cells of a column", () => {
  test.each([
    [{ show: "bar" }, { type: "gauge", mode: "gradient" }],
    [{ show: { as: "bar", mode: "lcd", valueMode: "text" } }, { type: "gauge", mode: "lcd", valueDisplayMode: "text" }],
    [{ show: { as: "background", gradient: true } }, { type: "color-background", mode: "gradient" }],
    [{ show: { as: "row" } }, { type: "color-background", mode: "basic", applyToRow: true }],
    [{ show: { as: "image", alt: "Logo", tooltip: "Logo" } }, { type: "image", alt: "Logo", title: "Logo" }],
    [{ show: "actions" }, { type: "actions" }],
    [{ show: "json" }, { type: "json-view" }],
    [
      { show: "color", wrap: true },
      { type: "color-text", wrapText: true },
    ],
    [
      { show: { as: "sparkline", hideValue: true, lineColor: "red", lineWidth: 2, axis: { softMax: 1 } } },
      { type: "sparkline", lineWidth: 2, fillOpacity: 10, axisSoftMax: 1, lineColor: "red", hideValue: true },
    ],
  ])("have the options of %j", (column, options) => {
    expect(cellsOf(column)).toEqual(options);
  });
});

test("actions are requests of the browser", () => {
  const actions = [
    { title: "Restart", url: "/restart/${__data.fields.pod}", headers: { "X-Team": "shop" }, oneClick: true },
  ];
  const settings = render(table("A", up, { columns: { pod: { actions } } }));
  expect(settings.fieldConfig?.overrides[0]?.properties).toEqual([
    {
      id: "actions",
      value: [
        {
          type: "fetch",
          title: "Restart",
          fetch: {
            method: "POST",
            url: "/restart/${__data.fields.pod}",
            queryParams: [],
            headers: [["X-Team", "shop"]],
          },
          oneClick: true,
        },
      ],
    },
  ]);
});

describe("a column of trends", () => {
  const rate = signal("Requests", { query: up, unit: "reqps", description: "…" });
  const columns = { app: {}, ready: {}, rate: { title: "Requests", show: "sparkline" } } as const;

  test("shows the series of its query, which other queries are merged with", () => {
    const queries = [{ name: "ready" }, { name: "rate", signal: rate }];
    const { transformations, fieldConfig } = render(table("A", { ready: up, rate }, { columns }), queries);
    expect(transformations).toEqual([
      {
        id: "timeSeriesTable",
        filter: { id: "byRefId", options: "/^(?:B)$/" },
        options: { B: { stat: "lastNotNull" } },
      },
      { id: "merge", options: {} },
      { id: "filterFieldsByName", options: { include: { names: ["app", "Value", "Trend #B"] } } },
      {
        id: "organize",
        options: {
          excludeByName: {},
          indexByName: { app: 0, Value: 1, "Trend #B": 2 },
          renameByName: { Value: "ready", "Trend #B": "Requests" },
        },
      },
    ]);
    expect(fieldConfig?.overrides).toMatchObject([
      { matcher: { options: "Requests" }, properties: [{ id: "unit", value: "reqps" }, { id: "custom.cellOptions" }] },
    ]);
  });

  test("is of a range query, while others ask for the latest values", () => {
    const shop = system("shop", {});
    shop.dashboard("One", { panels: [table("A", { ready: up, rate }, { columns, description: "…" })] });
    expect(dashboardsOf(compiled(shop))[0]?.panels[0]).toMatchObject({
      targets: [
        { format: "table", instant: true },
        { format: "time_series", instant: false, range: true, interval: "1m" },
      ],
    });
  });

  test("may be the only one", () => {
    const { transformations } = render(table("A", up, { columns: { Value: { show: "sparkline" } } }));
    expect(transformations).toMatchObject([
      { id: "timeSeriesTable", options: { A: { stat: "lastNotNull" } } },
      { id: "filterFieldsByName", options: { include: { names: ["Trend #A"] } } },
      {},
    ]);
  });
});
