import { promql, redAbove, signal, type TableOptions, table } from "telltale";
import { describe, expect, test } from "vitest";
import { tableKind } from "../../../../src/panels/kinds/records/table.js";
import { render } from "../../render.js";

const up = promql`up`;
const latency = signal("Latency", { query: up, unit: "s", description: "…" });

describe("the columns", () => {
  test("of one query show its labels and Value", () => {
    const { transformations } = render(table("A", up, { columns: { pod: { title: "Pod" }, Value: {} } }));
    expect(transformations).toEqual([
      { id: "filterFieldsByName", options: { include: { names: ["pod", "Value"] } } },
      {
        id: "organize",
        options: { excludeByName: {}, indexByName: { pod: 0, Value: 1 }, renameByName: { pod: "Pod" } },
      },
    ]);
  });

  test("of several queries are merged, and matched by query name", () => {
    const panel = table("A", { Rate: up, Failed: up }, { columns: { Failed: {}, Rate: {} } });
    const { transformations } = render(panel, [{ name: "Rate" }, { name: "Failed" }]);
    expect(transformations?.map(({ id }) => id)).toEqual(["merge", "filterFieldsByName", "organize"]);
    expect(transformations?.[1]?.options).toEqual({ include: { names: ["Value #B", "Value #A"] } });
  });

  test("of results that are joined by a label have the labels of the first one", () => {
    const columns = { namespace: {}, pod: { title: "Pod" }, Rate: {}, Failed: {} };
    const joined = (joinBy: NonNullable<TableOptions["joinBy"]>) =>
      render(table("A", { Rate: up, Failed: up }, { columns, joinBy }), [{ name: "Rate" }, { name: "Failed" }]);
    expect(joined("namespace").transformations).toEqual([
      { id: "joinByField", options: { byField: "namespace", mode: "outer" } },
      {
        id: "filterFieldsByName",
        options: { include: { names: ["namespace", "pod", "pod 1", "Value #A", "Value #B"] } },
      },
      {
        id: "organize",
        options: {
          excludeByName: { "pod 2": true },
          indexByName: { namespace: 0, pod: 1, "pod 1": 1, "Value #A": 2, "Value #B": 3 },
          renameByName: { pod: "Pod", "pod 1": "Pod", "Value #A": "Rate", "Value #B": "Failed" },
        },
      },
    ]);
    expect(joined({ label: "namespace", keep: "inner" }).transformations?.[0]?.options).toEqual({
      byField: "namespace",
      mode: "inner",
    });
  });

  test("of a single result are not joined", () => {
    const { transformations } = render(table("A", up, { columns: { pod: {} }, joinBy: "pod" }));
    expect(transformations?.map(({ id }) => id)).toEqual(["filterFieldsByName", "organize"]);
  });

  test("have the form of all columns, and their own", () => {
    const everyColumn = { align: "center", show: "color", color: "blue", wrap: true } as const;
    const columns = { pod: {}, Value: { align: "right", color: "red" } } as const;
    const { defaults, overrides } = render(table("A", up, { columns, everyColumn })).fieldConfig!;
    expect(defaults).toMatchObject({
      color: { mode: "fixed", fixedColor: "blue" },
      custom: { align: "center", inspect: false, cellOptions: { type: "color-text", wrapText: true } },
    });
    expect(overrides.flatMap(({ properties }) => properties)).toEqual([
      { id: "color", value: { mode: "fixed", fixedColor: "red" } },
      { id: "custom.align", value: "right" },
    ]);
  });

  test("are all shown if none is listed", () => {
    expect(render(table("A", up, { columns: {} })).transformations).toEqual([]);
  });

  test("have a unit: their own, or that of the signal", () => {
    const overrides = (column: object) =>
      render(table("A", latency, { columns: { Latency: column } }), [{ signal: latency }]).fieldConfig?.overrides;
    expect(overrides({})).toMatchObject([
      { matcher: { id: "byName", options: "Latency" }, properties: [{ id: "unit", value: "s" }] },
    ]);
    expect(overrides({ unit: "ms" })).toMatchObject([{ properties: [{ id: "unit", value: "ms" }] }]);
  });

  test("are coloured by their thresholds", () => {
    const column = { thresholds: redAbove(5), show: "background" } as const;
    const [override] = render(table("A", up, { columns: { Value: column } })).fieldConfig!.overrides;
    expect(override!.properties.map(({ id }) => id)).toEqual(["thresholds", "color", "custom.cellOptions"]);
  });
});

test("is sorted by the title of a column", () => {
  const columns = { Value: { title: "Open" } };
  const sortBy = (options: object) => render(table("A", up, { columns, ...options })).options;
  expect(sortBy({ sortBy: "Value", descending: true })).toMatchObject({
    sortBy: [{ displayName: "Open", desc: true }],
  });
  expect(sortBy({ sortBy: "pod" })).toMatchObject({ sortBy: [{ displayName: "pod", desc: false }] });
  expect(sortBy({})).not.toHaveProperty("sortBy");
});

test("shows the latest values, in columns that can be listed", () => {
  expect(tableKind.instant({ columns: {} })).toBe(true);
  expect(tableKind.columns?.({ columns: { pod: {}, Value: {} } })).toEqual(["pod", "Value"]);
});

test("has a footer, pages and cells by its options", () => {
  const options = (more: object) => render(table("A", up, { columns: { Value: {} }, ...more }));
  expect(options({}).options).not.toHaveProperty("footer");
  expect(options({ footer: ["sum", "last"], pages: true }).options).toMatchObject({
    footer: { show: true, reducer: ["sum", "lastNotNull"], enablePagination: true },
  });
  const columns = { requests: { title: "Requests" }, pod: {} };
  const footer = { calculations: ["sum"], columns: ["requests"] };
  expect(options({ columns, footer }).options).toMatchObject({ footer: { reducer: ["sum"], fields: ["Requests"] } });
  expect(options({ cellHeight: "large", showHeader: false }).options).toMatchObject({
    cellHeight: "lg",
    showHeader: false,
  });
  expect(options({ filterable: true }).fieldConfig?.defaults.custom).toMatchObject({ filterable: true });
});

test("aligns, wraps, hides, links and colours columns", () => {
  const dataLinks = [{ title: "Pod", url: "/d/pods?var-pod=${__value.raw}", newTab: true }];
  const columns = {
    pod: { align: "center", minWidth: 80, wrap: true, dataLinks },
    uid: { hidden: true, filterable: false },
    Value: { show: "row", noValue: "none" },
  } as const;
  const { overrides } = render(table("A", up, { columns })).fieldConfig!;
  expect(overrides.map(({ properties }) => Object.fromEntries(properties.map(({ id, value }) => [id, value])))).toEqual(
    [
      {
        links: [{ title: "Pod", url: "/d/pods?var-pod=${__value.raw}", targetBlank: true }],
        "custom.align": "center",
        "custom.minWidth": 80,
        "custom.cellOptions": { type: "auto", wrapText: true },
      },
      { "custom.hidden": true, "custom.filterable": false },
      { noValue: "none", "custom.cellOptions": { type: "color-background", mode: "basic", applyToRow: true } },
    ],
  );
});

test("a text for an empty table is not repeated in each of its empty cells", () => {
  const panel = table("A", up, { columns: { pod: {}, Value: { noValue: "none" } }, noValue: "Nothing is wrong" });
  const { fieldConfig } = render(panel);
  expect(fieldConfig?.defaults.noValue).toBe("Nothing is wrong");
  expect(fieldConfig?.overrides).toEqual([
    { matcher: { id: "byName", options: "pod" }, properties: [{ id: "noValue", value: "–" }] },
    { matcher: { id: "byName", options: "Value" }, properties: [{ id: "noValue", value: "none" }] },
  ]);
});
