import { system } from "telltale";
import { expect, test } from "vitest";
import { unmatchedOverride } from "../../../src/check/dashboard/unmatched-override.js";
import { panelSubject } from "../../../src/check/subjects/panel-subject.js";
import { dashboard, findings, locationText, outside, panel, panelOf, query, within } from "../build-subjects.js";

type Target = readonly [expr: string, legendFormat?: string, format?: string];

function found(matcher: object, targets: readonly Target[], more: object = {}) {
  const data = {
    fieldConfig: { defaults: {}, overrides: [{ matcher, properties: [{ id: "unit", value: "s" }] }], ...more },
    targets: targets.map(([, legendFormat, format], index) => ({ refId: "ABCD"[index], legendFormat, format })),
    ...more,
  };
  return findings(unmatchedOverride, panelOf({ data, queries: targets.map(([expr]) => query(expr)) }));
}

const byName = (options: unknown) => ({ id: "byName", options });

test("a name that no legend has is reported at the matcher", () => {
  const [finding, ...more] = found(byName("errros"), [
    ["sum(up)", "errors"],
    ["sum(down)", "all"],
  ]);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    summary: 'the override is for "errros", but no field has this name',
    fix: 'did you mean "errors"?',
  });
  expect(locationText(finding!)).toBe("fieldConfig.overrides.0.matcher.options");
  expect(found(byName("slow"), [["sum(up)", "errors"]])[0]!.fix).toBe('use the name in the legend: "errors"');
});

test("is information without a catalogue, and a warning in definitions", () => {
  const settings = { fieldConfig: { overrides: [{ matcher: byName("gone"), properties: [] }] } };
  const data = { ...settings, targets: [{ refId: "A", legendFormat: "all" }] };
  const shop = within(system("shop", { routes: {} }));
  const severity = (context = outside, more: object = {}) => {
    const view = panel({ data, queries: [{ ...query("sum(up)", context), ...more }] });
    const [found] = findings(unmatchedOverride, panelSubject(view, dashboard({ context }), undefined));
    return found!.severity;
  };
  expect(severity()).toBe("info");
  expect(severity(shop)).toBeUndefined();
  expect(severity(shop, { isForeign: true })).toBe("info");
});

test("a query that is not there", () => {
  expect(found({ id: "byFrameRefID", options: "C" }, [["sum(up)", "errors"]])).toMatchObject([
    { summary: 'the override is for the query "C", which the panel does not have' },
  ]);
  expect(found({ id: "byFrameRefID", options: "A" }, [["sum(up)", "errors"]])).toEqual([]);
});

test("names with labels are patterns", () => {
  expect(found(byName("pod a"), [["sum by (pod) (up)", "pod {{pod}}"]])).toEqual([]);
  expect(found(byName("a"), [["sum by (pod) (up)", "pod {{pod}}"]])).toHaveLength(1);
});

test("columns of a table are labels and values", () => {
  const table: readonly Target[] = [["sum by (pod) (up)", undefined, "table"]];
  expect(found(byName("pod"), table)).toEqual([]);
  expect(found(byName("Value #A"), table)).toEqual([]);
  expect(found(byName("namespace"), table)).toHaveLength(1);
  const rename = { transformations: [{ id: "organize", options: { renameByName: { pod: "Pod", gone: "Gone" } } }] };
  expect(found(byName("Pod"), table, rename)).toEqual([]);
  expect(found(byName("Gone"), table, rename)).toHaveLength(1);
});

test.each<[string, object, readonly Target[], object?]>([
  ["the name in a legend", byName("errors"), [["sum(up)", "errors"]]],
  ["names that Grafana gives", byName("up"), [["up"]]],
  ["a variable", byName("$pod"), [["sum(up)", "errors"]]],
  ["a legend with a variable", byName("a"), [["sum(up)", "$pod"]]],
  ["a pattern", { id: "byRegexp", options: "/x/" }, [["sum(up)", "errors"]]],
  ["the time", byName("Time"), [["sum(up)", "errors"]]],
  [
    "any name after some transformations",
    byName("Max"),
    [["sum(up)", "errors"]],
    { transformations: [{ id: "reduce", options: {} }] },
  ],
  ["a panel without targets", byName("x"), []],
])("%s is fine", (_, matcher, targets, more) => {
  expect(found(matcher, targets, more)).toEqual([]);
});
