import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import type { SchemaProblem } from "../../../src/formats/grafana/validate-dashboard.js";
import { validateDashboard } from "../../../src/formats/grafana/validate-dashboard.js";
import { sampleDashboard } from "./sample.js";

/** The dashboard as JSON, with the value at a pointer replaced, or removed if the new value is undefined. */
function changed(pointer: string, value?: unknown): unknown {
  const root = JSON.parse(JSON.stringify(sampleDashboard()));
  const names = pointer.split("/").slice(1);
  const last = names.pop()!;
  let at = root;
  for (const name of names) at = at[name];
  if (value === undefined) delete at[last];
  else at[last] = value;
  return root;
}

function problems(pointer: string, value?: unknown): string[] {
  return validateDashboard(changed(pointer, value)).map(
    ({ pointer, message }: SchemaProblem) => `${pointer}: ${message}`,
  );
}

const require = createRequire(import.meta.url);

const SDK_PANELS = readdirSync(
  new URL("../../../node_modules/@grafana/grafana-foundation-sdk/dist/", import.meta.url),
  {
    recursive: true,
    encoding: "utf8",
  },
)
  .filter((path) => path.endsWith("panelBuilder.gen.js"))
  .map((path) => dirname(path))
  .filter((module) => !/^dashboard(v2.*)?$/.test(module));

/** Indexes of the sample's panels. */
const panel = (type: string): string =>
  `/panels/${sampleDashboard().panels.findIndex((candidate) => candidate.type === type)}`;

describe("a dashboard with every panel kind of the SDK", () => {
  test("is valid as the builders return it, including methods", () => {
    expect(validateDashboard(sampleDashboard())).toEqual([]);
  });

  test("is valid as JSON", () => {
    expect(validateDashboard(JSON.parse(JSON.stringify(sampleDashboard())))).toEqual([]);
  });
});

describe("an empty panel of each kind of the SDK", () => {
  test.each(SDK_PANELS)("%s", (module) => {
    const { PanelBuilder } = require(`@grafana/grafana-foundation-sdk/${module}`);
    const panel = { ...new PanelBuilder().build(), id: 1, gridPos: { x: 0, y: 0, w: 12, h: 8 } };
    const dashboard = { ...sampleDashboard(), panels: [panel] };
    expect(validateDashboard(dashboard)).toEqual([]);
    const unheardOf = { ...panel, options: { ...panel.options, unheardOf: 1 } };
    expect(validateDashboard({ ...dashboard, panels: [unheardOf] })).toEqual([
      { pointer: "/panels/0/options/unheardOf", message: "is not a known property" },
    ]);
  });
});

describe("the dashboard itself", () => {
  test.each([
    ["/uid", undefined, ': needs "uid"'],
    ["/uid", "x".repeat(41), `/uid: must be at most 40 letters, digits, "-" and "_", found "${"x".repeat(41)}"`],
    ["/uid", "user service", '/uid: must be at most 40 letters, digits, "-" and "_", found "user service"'],
    ["/title", " ", '/title: must not be empty, found " "'],
    ["/schemaVersion", 39, "/schemaVersion: must be 42, not 39"],
    ["/panels", {}, "/panels: must be a list, not an object"],
    ["/graphTooltip", 3, "/graphTooltip: must be one of 0, 1, 2, not 3"],
    ["/timezon", "utc", '/timezon: is not a known property; did you mean "timezone"?'],
    ["/fiscalYearStartMonth", 12, "/fiscalYearStartMonth: must be <= 11, not 12"],
    ["/templating/list/0/type", "datasorce", /must be one of .*; did you mean "datasource"\?$/],
    ["/templating/list/2/auto_count", 0, "/templating/list/2/auto_count: must be >= 1, not 0"],
    ["/annotations/list/0/iconColor", undefined, '/annotations/list/0: needs "iconColor"'],
    ["/links/0/keepTime", "yes", '/links/0/keepTime: must be true or false, not "yes"'],
  ])("%s = %j", (pointer, value, expected) => {
    expect(problems(pointer, value)).toEqual([expected instanceof RegExp ? expect.stringMatching(expected) : expected]);
  });

  test("a value that is not an object", () => {
    expect(validateDashboard([])).toEqual([{ pointer: "", message: "must be an object, not a list" }]);
  });

  test("names in a pointer are escaped", () => {
    expect(problems("/~a", 1)).toEqual(["/~0a: is not a known property"]);
    expect(validateDashboard({ ...sampleDashboard(), "a/b": 1 })[0]?.pointer).toBe("/a~1b");
  });
});

describe("panels", () => {
  test.each([
    ["/panels/0/id", undefined, '/panels/0: needs "id"'],
    ["/panels/0/id", 0, "/panels/0/id: must be >= 1, not 0"],
    ["/panels/0/gridPos", undefined, '/panels/0: needs "gridPos"'],
    ["/panels/0/gridPos/w", 30, "/panels/0/gridPos/w: must be <= 24, not 30"],
    ["/panels/0/gridPos/w", 0, "/panels/0/gridPos/w: must be >= 1, not 0"],
    ["/panels/0/gridPos/x", 24, "/panels/0/gridPos/x: must be <= 23, not 24"],
    ["/panels/0/gridPos/y", 1.5, "/panels/0/gridPos/y: must be a whole number, not 1.5"],
    ["/panels/0/gridPos/width", 3, "/panels/0/gridPos/width: is not a known property"],
    ["/panels/0/decription", "x", '/panels/0/decription: is not a known property; did you mean "description"?'],
    ["/panels/0/type", undefined, '/panels/0: needs "type"'],
    ["/panels/0/type", "", '/panels/0/type: must not be empty, found ""'],
    ["/panels/0/fieldConfig/defaults/min", "0", '/panels/0/fieldConfig/defaults/min: must be a number, not "0"'],
    [
      "/panels/0/fieldConfig/defaults/thresholds/steps/0/value",
      Number.NEGATIVE_INFINITY,
      "/panels/0/fieldConfig/defaults/thresholds/steps/0/value: must be a number or null, not -Infinity",
    ],
  ])("%s = %j", (pointer, value, expected) => {
    expect(problems(pointer, value)).toEqual([expected]);
  });

  test("options depend on the panel type", () => {
    expect(problems(`${panel("stat")}/options/legend`, {})).toEqual([
      `${panel("stat")}/options/legend: is not a known property`,
    ]);
    expect(problems(`${panel("heatmap")}/options/color/steps`, 200)).toEqual([
      `${panel("heatmap")}/options/color/steps: must be <= 128, not 200`,
    ]);
    expect(problems(`${panel("text")}/options/mode`, "markdwn")).toEqual([
      expect.stringContaining('did you mean "markdown"?'),
    ]);
  });

  test("custom field options depend on the panel type", () => {
    const custom = (type: string): string => `${panel(type)}/fieldConfig/defaults/custom`;
    expect(problems(`${custom("timeseries")}/lineWidht`, 1)).toEqual([
      `${custom("timeseries")}/lineWidht: is not a known property; did you mean "lineWidth"?`,
    ]);
    expect(problems(`${custom("state-timeline")}/lineWidth`, 11)).toEqual([
      `${custom("state-timeline")}/lineWidth: must be <= 10, not 11`,
    ]);
    expect(problems(`${custom("table")}/cellOptions/type`, "colour-text")).toEqual([
      expect.stringContaining('did you mean "color-text"?'),
    ]);
  });

  test("an unknown panel type may have any options", () => {
    const { id, gridPos } = { id: 900, gridPos: { x: 0, y: 0, w: 1, h: 1 } };
    const dashboard = { ...sampleDashboard(), panels: [{ id, gridPos, type: "acme-map-panel", options: { zoom: 3 } }] };
    expect(validateDashboard(dashboard)).toEqual([]);
  });

  test("options of a value mapping depend on its kind", () => {
    const mapping = `${panel("stat")}/fieldConfig/defaults/mappings/1`;
    expect(problems(`${mapping}/options/pattern`, "x")).toEqual([
      `${mapping}/options/pattern: is not a known property`,
    ]);
    expect(problems(`${mapping}/type`, "rang")).toEqual([expect.stringContaining('did you mean "range"?')]);
  });
});

describe("rows", () => {
  test("have no options, and need a position and a list of panels", () => {
    const row = panel("row");
    expect(problems(`${row}/options`, {})).toEqual([`${row}/options: is not a known property`]);
    expect(problems(`${row}/gridPos`)).toEqual([`${row}: needs "gridPos"`]);
    expect(problems(`${row}/panels`)).toEqual([`${row}: needs "panels"`]);
    expect(problems(`${row}/id`, 0)).toEqual([`${row}/id: must be >= 1, not 0`]);
  });

  test("panels in rows are checked like other panels", () => {
    const inside = `${panel("row")}/panels/0`;
    expect(problems(`${inside}/options/contents`, "x")).toEqual([
      `${inside}/options/contents: is not a known property; did you mean "content"?`,
    ]);
  });
});

describe("queries", () => {
  const prometheus = "/panels/0/targets/0";
  const loki = `${panel("logs")}/targets/0`;

  test("need a refId", () => {
    expect(problems(`${prometheus}/refId`)).toEqual([`${prometheus}: needs "refId"`]);
  });

  test("known properties depend on the data source", () => {
    expect(problems(`${prometheus}/maxLines`, 5)).toEqual([`${prometheus}/maxLines: is not a known property`]);
    expect(problems(`${loki}/maxLines`, 5)).toEqual([]);
    expect(problems(`${loki}/exemplar`, true)).toEqual([expect.stringContaining("is not a known property")]);
    expect(problems("/panels/0/targets/1/type", "maths")).toEqual([expect.stringContaining('did you mean "math"?')]);
  });

  test("a query without a data source inherits the panel's", () => {
    const own = changed(`${prometheus}/datasource`) as { panels: { targets: Record<string, unknown>[] }[] };
    expect(validateDashboard(own)).toEqual([]);
    own.panels[0]!.targets[0]!.epxr = "up";
    expect(validateDashboard(own)).toEqual([
      { pointer: `${prometheus}/epxr`, message: 'is not a known property; did you mean "expr"?' },
    ]);
  });

  test("a query of an unknown data source may have any properties", () => {
    const target = { refId: "A", datasource: { type: "acme-datasource", uid: "acme" }, statement: ["any", 1] };
    expect(problems(prometheus, target)).toEqual([]);
  });
});

test("all problems are reported at once", () => {
  const dashboard = { ...(changed("/panels/0/gridPos/w", 30) as object), timezon: "utc", uid: "" };
  expect(
    validateDashboard(dashboard)
      .map(({ pointer }) => pointer)
      .sort(),
  ).toEqual(["/panels/0/gridPos/w", "/timezon", "/uid"]);
});
