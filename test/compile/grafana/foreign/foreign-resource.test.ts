import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DashboardJsonOptions, type GivenJson, system } from "telltale";
import { describe, expect, test } from "vitest";
import { applyMigrations } from "../../../../src/formats/grafana/migrate/migrate-dashboard.js";
import { get, isJson, type Json, objectsOf } from "../../../../src/formats/grafana/plain-json.js";
import { convertToClassic } from "../../../../src/formats/grafana/v2/to-classic.js";
import type { Config } from "../../../../src/model/project/config.js";
import { corpusFolder } from "../../../oracles/corpus.js";
import { compiled, config } from "../../project.js";

const prod = config.environments.prod!;
const asResources: Partial<Config> = {
  environments: { prod: { ...prod, grafana: { dashboards: "resources" } } },
  versions: { grafana: "13.0" },
};

function compile(json: GivenJson, options: DashboardJsonOptions = {}) {
  const shop = system("shop", {});
  shop.dashboardJson(json, { key: "one", ...options });
  const { artifacts, diagnostics } = compiled(shop, asResources);
  const [dashboard] = artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [one] : []));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { dashboard, spec: JSON.parse(JSON.stringify(dashboard?.createResource?.().spec ?? {})) as Json, errors };
}

/** Paths of members that a resource does not keep, and the reason. docs/definitions.md lists them. */
const notKept: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^(id|version|uid|iteration|gnetId|pluginVersion)$/, "identity in the Grafana or the gallery that it comes from"],
  [/^(__inputs|__requires|__elements)$/, "the form of an import"],
  [/^(style|hideControls|sharedCrosshair|originalTitle|schemaVersion)$/, "settings that Grafana no longer has"],
  [/^panels\.\d+\.gridPos/, "the place: counted from the row"],
  [/^panels\.\d+\.(repeatDirection|maxPerRow)$/, "the direction of a panel that does not repeat"],
  [/datasource(\.type|\.uid)?$/, "the data source of a panel is that of its queries"],
  [/^panels\.\d+\.type$/, "the plugin that replaces one that Grafana no longer has"],
  [/\.fieldConfig\.defaults\.(mappings\.\d+(\.id)?|unitScale)$/, "settings that Grafana no longer has"],
  [/^templating\.list\.\d+\.current(\.(selected|isNone|tags))?$/, "the form of a choice"],
  [
    /^templating\.list\.\d+\.(options|refresh|tags\w*|useTags|datasource|tagValuesQuery|error)(\.|$)/,
    "values that Grafana looks up",
  ],
];

describe("every dashboard of the corpus as a resource", () => {
  const folder = corpusFolder("dashboards");
  const names = folder.missing ? [] : readdirSync(folder.path).filter((name) => name.endsWith(".json"));

  test.skipIf(folder.missing).each(names)("%s loses nothing but what is documented", (name) => {
    const text = readFileSync(join(folder.path, name), "utf8");
    const { spec, errors } = compile(text);
    expect(errors).toEqual([]);
    const given = JSON.parse(text) as Json;
    const original = isJson(given.dashboard) && given.panels === undefined ? given.dashboard : given;
    applyMigrations(original);
    original.tags = ["shop", ...(Array.isArray(original.tags) ? original.tags : [])];
    const back = convertToClassic(spec);
    const lost = [
      ...differences(withPanelsById(original), withPanelsById(JSON.parse(JSON.stringify(back)) as Json), ""),
    ];
    expect(lost.filter((path) => !notKept.some(([pattern]) => pattern.test(path)))).toEqual([]);
  });
});

describe("what a resource has no place for", () => {
  const panel = { id: 1, type: "text", title: "A", gridPos: { x: 0, y: 0, w: 6, h: 4 } };

  test("is an error: a type of variables that it does not have", () => {
    const json = { title: "One", panels: [panel], templating: { list: [{ name: "zone", type: "weather" }] } };
    const text = JSON.stringify(json, null, 2);
    const [error, ...others] = compile({ text, path: "one.json" }).errors;
    expect(others).toEqual([]);
    expect(error).toMatchObject({
      id: "definition/unsupported",
      summary: 'a dashboard of Grafana 13 has no variables of type "weather", as "zone" is',
      span: { file: "one.json" },
    });
  });

  test("is an error: two panels of one id, of which it would keep one", () => {
    const json = { title: "One", panels: [panel, { ...panel, title: "B" }] };
    expect(compile(json).errors.map(({ summary }) => summary)).toEqual([
      'a dashboard of Grafana 13 keeps one panel per id, and "A" and "B" both have the id 1',
    ]);
  });
});

test("names of data sources, as they were before Grafana 8.3, become references with their plugin", () => {
  const variables = [{ name: "source", type: "datasource", query: "loki" }];
  const annotations = ["metrics", "$source", "${source}", "-- Grafana --"].map((datasource) => ({
    name: datasource,
    datasource,
    enable: true,
  }));
  const { spec } = compile({
    title: "One",
    schemaVersion: 42,
    templating: { list: variables },
    annotations: { list: annotations },
    panels: [{ id: 1, type: "stat", title: "A", datasource: "metrics", targets: [{ refId: "A", expr: "up" }] }],
  });
  const sources = objectsOf(spec.annotations).map((one) => {
    const { group, datasource } = get(one, "spec", "query") as Json;
    return [group, get(datasource, "name")];
  });
  expect(sources).toEqual([
    ["prometheus", "prom"],
    ["loki", "$source"],
    ["loki", "${source}"],
    ["grafana", "-- Grafana --"],
  ]);
  const { queries } = get(spec.elements, "panel-1", "spec", "data", "spec") as { queries: readonly Json[] };
  expect(get(queries[0], "spec", "query")).toMatchObject({ group: "prometheus", datasource: { name: "prom" } });
});

function withPanelsById({ panels, ...dashboard }: Json): Json {
  const content = objectsOf(panels).flatMap((panel) => (panel.type === "row" ? objectsOf(panel.panels) : [panel]));
  return { ...dashboard, panels: Object.fromEntries(content.map((panel) => [String(panel.id), panel])) };
}

/** The paths at which a value differs, or is missing. */
function* differences(before: unknown, after: unknown, path: string): Generator<string> {
  const isEmpty = before === undefined || before === null || before === "" || before === false || before === 0;
  if (isEmpty || (typeof before === "object" && Object.keys(before).length === 0)) return;
  if (typeof before !== "object" || typeof after !== "object" || after === null) {
    if (before !== after) yield path;
    return;
  }
  for (const [name, value] of Object.entries(before)) {
    yield* differences(value, (after as Json)[name], path === "" ? name : `${path}.${name}`);
  }
}
