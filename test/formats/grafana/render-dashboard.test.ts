import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderDashboard } from "../../../src/formats/grafana/render-dashboard.js";
import type { Dashboard } from "../../../src/formats/grafana/types.js";
import { sampleDashboard } from "./sample.js";

/** Renders any value, because the rules of rendering hold for any JSON. */
const render = (value: unknown): string => renderDashboard(value as Dashboard);

describe("the order of properties and lines", () => {
  test("a dashboard starts with its title, a panel with its type", () => {
    const dashboard: Dashboard = {
      schemaVersion: 42,
      annotations: {},
      templating: { list: [] },
      panels: [
        {
          fieldConfig: {
            overrides: [{ properties: [{ value: "s", id: "unit" }], matcher: { options: "p95", id: "byName" } }],
            defaults: {
              custom: { lineWidth: 1, fillOpacity: 0 },
              color: { mode: "fixed", fixedColor: "red" },
              unit: "reqps",
            },
          },
          gridPos: { h: 8, w: 12, y: 0, x: 12 },
          targets: [{ legendFormat: "{{pod}}", expr: "up", refId: "A" }],
          type: "timeseries",
          description: "Requests a second",
          options: { tooltip: { sort: "desc", mode: "multi" }, legend: { calcs: ["mean", "max"], showLegend: true } },
          title: "Requests",
          datasource: { uid: "${datasource}", type: "prometheus" },
          id: 7,
        },
        { panels: [], collapsed: false, gridPos: { h: 1, w: 24, y: 8, x: 0 }, type: "row", id: 8, title: "Cache" },
      ],
      tags: ["user", "generated"],
      uid: "user",
      time: { to: "now", from: "now-6h" },
      title: "User service",
    };
    expect(renderDashboard(dashboard)).toBe(`{
  "title": "User service",
  "uid": "user",
  "tags": ["user", "generated"],
  "schemaVersion": 42,
  "time": { "from": "now-6h", "to": "now" },
  "annotations": {},
  "templating": {
    "list": []
  },
  "panels": [
    {
      "id": 7,
      "type": "timeseries",
      "title": "Requests",
      "description": "Requests a second",
      "gridPos": { "x": 12, "y": 0, "w": 12, "h": 8 },
      "datasource": { "type": "prometheus", "uid": "\${datasource}" },
      "targets": [
        {
          "refId": "A",
          "expr": "up",
          "legendFormat": "{{pod}}"
        }
      ],
      "fieldConfig": {
        "defaults": {
          "unit": "reqps",
          "color": { "fixedColor": "red", "mode": "fixed" },
          "custom": {
            "fillOpacity": 0,
            "lineWidth": 1
          }
        },
        "overrides": [
          {
            "matcher": { "id": "byName", "options": "p95" },
            "properties": [
              { "id": "unit", "value": "s" }
            ]
          }
        ]
      },
      "options": {
        "legend": {
          "calcs": ["mean", "max"],
          "showLegend": true
        },
        "tooltip": { "mode": "multi", "sort": "desc" }
      }
    },
    {
      "id": 8,
      "type": "row",
      "title": "Cache",
      "gridPos": { "x": 0, "y": 8, "w": 24, "h": 1 },
      "collapsed": false,
      "panels": []
    }
  ]
}
`);
  });

  test("moving a panel changes one line", () => {
    const lines = (w: number): string[] => {
      const { panels, ...rest } = sampleDashboard();
      const [first, ...others] = panels;
      return renderDashboard({ ...rest, panels: [{ ...first!, gridPos: { x: 0, y: 0, w, h: 8 } }, ...others] }).split(
        "\n",
      );
    };
    const [before, after] = [lines(12), lines(11)];
    expect(after.length).toBe(before.length);
    expect(after.filter((line, index) => line !== before[index])).toEqual([
      '      "gridPos": { "x": 0, "y": 0, "w": 11, "h": 8 },',
    ]);
  });

  test("a long list of strings takes one line per item", () => {
    const tags = Array.from({ length: 30 }, (_, index) => `tag-${index}`);
    expect(render({ tags }).split("\n").length).toBe(tags.length + 5);
  });
});

describe("rendered JSON", () => {
  test("has the same value as JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(render(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(JSON.parse(renderDashboard(sampleDashboard()))).toEqual(JSON.parse(JSON.stringify(sampleDashboard())));
  });

  test("is stable across reading and writing, and independent of the order of properties", () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).reverse();
      return Object.fromEntries(entries.map(([name, member]) => [name, backwards(member)]));
    };
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.constant(sampleDashboard())), (value) => {
        const text = render(value);
        expect(render(JSON.parse(text))).toBe(text);
        expect(render(backwards(JSON.parse(text)))).toBe(text);
      }),
    );
  });

  test("omits what JSON.stringify omits", () => {
    const value = {
      title: "a",
      uid: undefined,
      build: () => 1,
      panels: [undefined, () => 1],
      time: { from: undefined },
    };
    expect(JSON.parse(render(value))).toEqual({ title: "a", panels: [null, null], time: {} });
    expect(render(value)).not.toContain("uid");
  });

  test("can be nested deeper than a call stack", () => {
    let value: unknown = { end: true };
    for (let depth = 0; depth < 20_000; depth++) value = { a: [value] };
    expect(render(value)).toContain('"end": true');
  });

  test("ends with one line break and has no spaces at the ends of lines", () => {
    const text = renderDashboard(sampleDashboard());
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).not.toMatch(/[ \t\r]\n/);
  });
});
