import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DashboardJsonOptions, type GivenJson, system } from "telltale";
import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../../src/compile/index.js";
import type { Json } from "../../../../src/formats/grafana/plain-json.js";
import { convertToClassic } from "../../../../src/formats/grafana/v2/to-classic.js";
import type { Config } from "../../../../src/model/project/config.js";
import { corpusFolder } from "../../../oracles/corpus.js";
import { compiled, config } from "../../project.js";

const prod = config.environments.prod!;

/** An environment whose dashboards are resources of a release of Grafana. */
function asResources(grafana: string): Partial<Config> {
  return { environments: { prod: { ...prod, grafana: { dashboards: "resources" } } }, versions: { grafana } };
}

function compile(json: GivenJson, options: DashboardJsonOptions = {}, changes: Partial<Config> = asResources("12.4")) {
  const shop = system("shop", {});
  shop.dashboardJson(json, options);
  const { artifacts, diagnostics } = compiled(shop, changes);
  const [dashboard] = artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [one] : []));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { dashboard, text: dashboard && renderArtifact(dashboard), errors, diagnostics };
}

const spec = `{
    "title" : "Caf\\u00e9",
    "tags": ["shop"], "cursorSync": "Off", "preload": false,
    "annotations": [], "links": [], "variables": [],
    "timeSettings": {"from": "now-1h", "to": "now", "unknownToAnyone": 1.0},
    "elements": {
      "panel-1": {"kind": "Panel", "spec": {"id": 1, "title": "Load", "description": "", "links": [],
        "data": {"kind": "QueryGroup", "spec": {"queries": [
          {"kind": "PanelQuery", "spec": {"refId": "A", "hidden": false, "query":
            {"kind": "DataQuery", "group": "prometheus", "version": "v0", "datasource": {"name": "old"}, "spec": {"expr": "max(node_load5)"}}}}
        ], "transformations": [{"kind": "reduce", "spec": {"id": "reduce", "options": {}}}], "queryOptions": {}}},
        "vizConfig": {"kind": "VizConfig", "group": "stat", "version": "1", "spec": {"options": {}, "fieldConfig": {"defaults": {}, "overrides": []}}}}}
    },
    "layout": {"kind": "TabsLayout", "spec": {"tabs": [{"kind": "TabsLayoutTab", "spec": {"title": "First",
      "layout": {"kind": "AutoGridLayout", "spec": {"items": [
        {"kind": "AutoGridLayoutItem", "spec": {"element": {"kind": "ElementReference", "name": "panel-1"}}}]}}}}]}}
  }`;

const resource = `{
  "apiVersion": "dashboard.grafana.app/v2beta1",
  "kind": "Dashboard",
  "metadata": {"name": "cafe"},
  "spec": ${spec}
}
`;

describe("a dashboard of schema v2 in JSON", () => {
  test("is a resource with its text, byte for byte", () => {
    const { text, errors } = compile(resource);
    expect(errors).toEqual([]);
    expect(text).toContain(`"spec": ${spec}`);
    expect(text).toContain('"metadata": {\n    "name": "cafe"');
    expect(compile({ text: resource, path: "cafe.json" }).text).toBe(text);
  });

  test("may be the spec alone, in every release that has it", () => {
    expect(compile(spec.replaceAll("\n  ", "\n")).text).toContain('"title" : "Caf\\u00e9"');
    expect(compile(spec, {}, asResources("13.0")).text).toContain('"apiVersion": "dashboard.grafana.app/v2"');
  });

  test("gets a title, a tag and data sources, and nothing else", () => {
    const { text, errors } = compile(resource.replace('["shop"]', '["tea"]'), {
      title: "Tea",
      dataSources: { old: Object.keys(prod.dataSources ?? {})[0]! },
    });
    expect(errors).toEqual([]);
    const uid = Object.values(prod.dataSources ?? {})[0]!.uid;
    const expected = spec
      .replace('"Caf\\u00e9"', '"Tea"')
      .replace('["shop"]', '["shop", "tea"]')
      .replace('{"name": "old"}', `{"name": "${uid}"}`);
    expect(text).toContain(`"spec": ${expected}`);
  });

  test("is converted to the classic form where that is written", () => {
    const { dashboard, errors } = compile(resource, {}, {});
    expect(errors).toEqual([]);
    expect(dashboard!.createResource).toBeUndefined();
    expect(dashboard!.value).toMatchObject({
      uid: "cafe",
      title: "Café",
      tags: ["shop"],
      panels: [
        { type: "row", title: "First" },
        { id: 1, type: "stat", title: "Load", targets: [{ refId: "A", expr: "max(node_load5)" }] },
      ],
    });
    expect(dashboard!.panels[0]!.queries).toHaveLength(1);
  });

  test("has its transformations in the form of the release", () => {
    const { dashboard } = compile(resource, {}, asResources("13.0"));
    const { elements } = dashboard!.createResource!().spec as { elements: Record<string, { spec: Json }> };
    expect(elements["panel-1"]!.spec).toMatchObject({
      data: { spec: { transformations: [{ kind: "Transformation", group: "reduce", spec: { options: {} } }] } },
    });
  });

  test("is refused where a form would lose a part of it, at the line of the file", () => {
    const condition = '"conditionalRendering": {"kind": "ConditionalRenderingGroup", "spec": {}},';
    const hidden = resource.replace('"title": "First",', `"title": "First",\n      ${condition}`);
    const { errors } = compile({ text: hidden, path: "cafe.json" }, {}, {});
    expect(errors).toMatchObject([
      {
        id: "definition/unsupported",
        summary: "a classic dashboard cannot hide a tab: it is always shown",
        span: {
          file: "cafe.json",
          start: { line: hidden.split("\n").findIndex((line) => line.includes(condition)) + 1 },
        },
      },
    ]);
    expect(compile(hidden).errors).toEqual([]);

    const variable = '"variables": [{"kind": "CustomVariable", "spec": {"name": "a", "query": "1,2"}}],';
    const inSection = resource.replace('"title": "First",', `"title": "First", ${variable}`);
    expect(compile(inSection).errors).toMatchObject([
      { summary: "a dashboard of Grafana 12 has no variables of a tab" },
    ]);
    expect(compile(inSection, {}, asResources("13.0")).errors).toEqual([]);
    expect(compile(inSection, {}, {}).errors).toEqual([]);
  });

  test("has its expressions checked, at their place in the file", () => {
    const broken = resource.replace("max(node_load5)", "max(node_load5");
    const { errors } = compile({ text: broken, path: "cafe.json" });
    expect(errors).toMatchObject([{ id: "promql/syntax", span: { file: "cafe.json", start: { line: 14 } } }]);
  });

  test("keeps its uid, folder and tags, if it is adopted", () => {
    const { text } = compile(resource.replace('["shop"]', '["tea"]'), { adopted: true, folder: { uid: "f1" } });
    expect(text).toContain('"tags": ["tea"]');
    expect(text).toContain('"grafana.app/folder": "f1"');
    expect(text).toContain('"name": "cafe"');
  });

  test("is not taken in its alpha version", () => {
    const { errors } = compile(resource.replace("v2beta1", "v2alpha1"));
    expect(errors).toMatchObject([{ summary: "dashboards of schema v2alpha1 are not supported" }]);
  });
});

describe("every resource of the corpus", () => {
  const folder = corpusFolder("grafana-conversion/input");
  const names = folder.missing ? [] : readdirSync(folder.path).filter((name) => /^v2beta1\..*\.json$/.test(name));

  test.skipIf(folder.missing).each(names)("%s keeps its text, and its classic form is Grafana's", (name) => {
    const given = readFileSync(join(folder.path, name), "utf8");
    const key = { key: "one", adopted: false } as const;
    const { dashboard, errors } = compile(given, { ...key });
    expect(errors.filter(({ id }) => id === "definition/unsupported" || id === "definition/bad-panel")).toEqual([]);
    const original = (JSON.parse(given) as { spec: Json }).spec;
    const { tags: _, ...kept } = dashboard!.createResource!().spec;
    const { tags: __, ...before } = original;
    expect(kept).toEqual(before);
    const classic = JSON.parse(JSON.stringify(convertToClassic(original))) as Json;
    expect(JSON.parse(JSON.stringify({ ...dashboard!.value, uid: undefined, tags: undefined }))).toEqual({
      panels: [],
      ...classic,
      tags: undefined,
    });
  });
});
