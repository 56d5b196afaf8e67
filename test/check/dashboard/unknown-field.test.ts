import { expect, test } from "vitest";
import { unknownField } from "../../../src/check/dashboard/unknown-field.js";
import { findings, locationText, panelOf, query } from "../build-subjects.js";

function found(transformations: readonly object[], options: object = {}, exprs = ["sum by (pod) (up)"]) {
  const targets = exprs.map((_, index) => ({ refId: "AB"[index], format: "table" }));
  const data = { targets, transformations, options };
  return findings(unknownField, panelOf({ type: "table", data, queries: exprs.map((expr) => query(expr)) }));
}

const sortBy = (field: string) => ({ id: "sortBy", options: { sort: [{ field }] } });

test("a field that is not there is reported at the transformation", () => {
  const [finding, ...more] = found([{ id: "merge", options: {} }, sortBy("pods")]);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    summary: 'the transformation "sortBy" names the field "pods", which is not there',
    fix: 'did you mean "pod"?',
  });
  expect(locationText(finding!)).toBe("transformations.1");
});

test.each([
  { id: "joinByField", options: { byField: "namespace" } },
  { id: "filterFieldsByName", options: { include: { names: ["pod", "namespace"] } } },
  { id: "groupBy", options: { fields: { namespace: { operation: "groupby" } } } },
  { id: "calculateField", options: { binary: { left: "Value #A", operator: "/", right: "limit" } } },
  {
    id: "calculateField",
    options: { binary: { left: { matcher: { id: "byName", options: "limit" } }, right: { fixed: "2" } } },
  },
])("$id", (transformation) => {
  expect(found([transformation])).toHaveLength(1);
});

test("earlier transformations rename and add fields", () => {
  const rename = { id: "organize", options: { renameByName: { pod: "Pod" } } };
  expect(found([rename, sortBy("Pod")])).toEqual([]);
  expect(found([sortBy("Pod"), rename])).toHaveLength(1);
  const share = { id: "calculateField", options: { alias: "share", binary: { left: "Value #A", right: "Value #B" } } };
  expect(found([share, sortBy("share")], {}, ["sum by (pod) (up)", "count by (pod) (up)"])).toEqual([]);
});

test.each([
  [[sortBy("pod")]],
  [[sortBy("Value #A")]],
  [[sortBy("Time")]],
  [[{ id: "filterFieldsByName", options: { exclude: { names: ["gone"] } } }]],
  [
    [
      {
        id: "organize",
        options: { excludeByName: { gone: true }, indexByName: { gone: 1 }, renameByName: { gone: "x" } },
      },
    ],
  ],
  [[{ id: "groupBy", options: { fields: { gone: {} } } }]],
  [[{ id: "reduce", options: {} }, sortBy("Max")]],
  [[{ ...sortBy("gone"), disabled: true }]],
  [[{ id: "sortBy", options: { sort: "gone" } }]],
])("%j is fine", (transformations) => {
  expect(found(transformations)).toEqual([]);
});

test("labels that are unknown may be there", () => {
  expect(found([sortBy("gone")], {}, ["up"])).toEqual([]);
});

test("a table is sorted by a column", () => {
  const order = (displayName: string) => ({ sortBy: [{ displayName, desc: true }] });
  const [finding] = found([], order("memory"));
  expect(finding).toMatchObject({
    summary: 'the table is sorted by "memory", which is no column',
    fix: 'use one of "pod"',
  });
  expect(locationText(finding!)).toBe("options.sortBy");
  expect(found([], order("pod"))).toEqual([]);
  const chosen = [{ id: "filterFieldsByName", options: { include: { names: ["Value"] } } }];
  expect(found(chosen, order("pod"))).toHaveLength(1);
});

test("a legend is sorted by a calculation that it shows", () => {
  const legend = (sortBy: string, ...calcs: string[]) =>
    findings(unknownField, panelOf({ data: { options: { legend: { sortBy, calcs } } } }));
  const [finding] = legend("Total", "mean", "max");
  expect(finding).toMatchObject({
    summary: 'the legend is sorted by "Total", which it does not show',
    fix: 'show "sum" in the legend, too, or sort by what it shows',
  });
  expect(locationText(finding!)).toBe("options.legend.sortBy");
  expect(legend("Last *", "lastNotNull")).toEqual([]);
  expect(legend("Name", "mean")).toEqual([]);
});
