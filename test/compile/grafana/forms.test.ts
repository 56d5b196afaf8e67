import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Config, type Panel, promql, type RowOptions, row, stat, system, tab, variable } from "telltale";
import { describe, expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { Json } from "../../../src/formats/grafana/plain-json.js";
import type { Resource } from "../../../src/formats/grafana/resource.js";
import { convertToV2 } from "../../../src/formats/grafana/v2/from-classic.js";
import { convertToClassic } from "../../../src/formats/grafana/v2/to-classic.js";
import { hasResourceSchemas, validateResource } from "../../formats/grafana/corpus-resources.js";
import { corpusFolder } from "../../oracles/corpus.js";
import layouts from "../goldens/layouts/input.js";
import { compiled, config } from "../project.js";
import { compileResources } from "./repository-resources.js";

const corpus = corpusFolder("dashboards");
const asResources: Config["environments"] = {
  prod: { ...config.environments.prod!, grafana: { dashboards: "resources" } },
};

const toJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as Json;

describe.each(["12.4", "13.0"])("every dashboard of this repository, for Grafana %s", async (release) => {
  const resources = await compileResources(release);

  test.skipIf(!hasResourceSchemas)("matches Grafana's own schema", () => {
    for (const { resource, path } of resources) {
      expect({ path, problems: validateResource(resource) }).toEqual({ path, problems: [] });
    }
  });

  test.skipIf(!hasResourceSchemas)("would not match it with an unknown property", () => {
    const { resource } = resources[0]!;
    const [name, element] = Object.entries(resource.spec.elements as Record<string, Json>)[0]!;
    const elements = { [name]: { ...element, spec: { ...(element.spec as Json), tittle: "A" } } };
    expect(validateResource({ ...resource, spec: { ...resource.spec, elements } })).toEqual([
      { pointer: expect.stringMatching(`/elements/${name}/spec$`), message: expect.stringContaining("tittle") },
    ]);
  });

  test.skipIf(!hasResourceSchemas)("would not match it with an unknown value", () => {
    const { resource } = resources[0]!;
    expect(validateResource({ ...resource, spec: { ...resource.spec, cursorSync: "Line" } })).toEqual([
      { pointer: "/cursorSync", message: expect.stringContaining("Crosshair") },
    ]);
  });

  test("has the layout that its classic form is converted to", () => {
    for (const { resource, value } of resources) {
      expect(resource.spec.layout).toEqual(convertToV2(toJson(value)).layout);
    }
  });

  test("comes back as its classic form", () => {
    for (const { resource, value } of resources) {
      const { uid: _uid, ...written } = toJson(value);
      const { pluginVersion: _version, ...back } = toJson(convertToClassic(toJson(resource.spec)));
      expect(normalize(back)).toMatchObject(normalize(written));
    }
  });
});

describe("tabs, automatic grids and sections", () => {
  const { artifacts } = compileProject(layouts);
  const resources = artifacts.flatMap((one) =>
    one.kind === "grafana dashboard" && one.createResource ? [{ ...one, resource: one.createResource() }] : [],
  );

  test.each(resources)("$path comes back as its classic form", ({ resource, value }) => {
    const { uid: _uid, ...written } = toJson(value);
    expect(normalize(toJson(convertToClassic(toJson(resource!.spec))))).toMatchObject(normalize(written));
  });
});

describe.skipIf(!hasResourceSchemas || corpus.missing)("dashboards in JSON as resources", () => {
  const names = corpus.missing ? [] : readdirSync(corpus.path).filter((name) => name.endsWith(".json"));

  test.each(names)("%s matches Grafana's own schemas", (name) => {
    const shop = system("shop", {});
    shop.dashboardJson(JSON.parse(readFileSync(join(corpus.path, name), "utf8")), { key: "one" });
    for (const grafana of ["12.4", "13.0"]) {
      const { artifacts } = compiled(shop, { environments: asResources, versions: { grafana } });
      const [dashboard] = artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [one] : []));
      expect(validateResource(toJson(dashboard!.createResource!()) as unknown as Resource)).toEqual([]);
    }
  });
});

test("panels that are inserted or moved change neither the other elements nor their names", () => {
  const elementsOf = (panels: readonly Panel[]) => {
    const shop = system("shop", {});
    shop.dashboard("Cart", { tabs: [tab("A", { panels, rows: [row("B", stat("Last", promql`up`))] })] });
    const { artifacts } = compiled(shop, { environments: asResources });
    return artifacts.flatMap((one) =>
      one.kind === "grafana dashboard" ? [one.createResource!().spec.elements as Json] : [],
    )[0];
  };
  const [first, second, third] = ["First", "Second", "Third"].map((title) => stat(title, promql`up`));
  const before = elementsOf([first!, second!]);
  expect(Object.keys(before!)).toHaveLength(3);
  expect(elementsOf([third!, second!, first!])).toMatchObject(before!);
});

describe("a row without its heading", () => {
  const compileRow = (options: RowOptions, project: object = {}) => {
    const shop = system("shop", {});
    const pod = variable.list("pod", ["a", "b"]);
    const rows = [row("First", stat("A", promql`up`)), row("Second", stat("B", promql`up`), { ...options })];
    shop.dashboard("Cart", { description: "…", variables: [pod], rows });
    const { artifacts, diagnostics } = compiled(shop, project);
    const [dashboard] = artifacts.flatMap((one) => (one.kind === "grafana dashboard" ? [one] : []));
    return { dashboard: dashboard!, errors: diagnostics.filter(({ severity }) => severity === "error") };
  };

  test("is one of the resource, and only its panels in a classic dashboard", () => {
    const { dashboard, errors } = compileRow({ hideHeader: true, fillScreen: true }, { environments: asResources });
    expect(errors).toEqual([]);
    expect(toJson(dashboard.createResource!().spec.layout)).toMatchObject({
      spec: { rows: [{ spec: { title: "First" } }, { spec: { title: "Second", hideHeader: true, fillScreen: true } }] },
    });
    const { value } = compileRow({ hideHeader: true, fillScreen: true }).dashboard;
    expect(value.panels.map(({ title, gridPos: { y } }) => [title, y])).toEqual([
      ["First", 0],
      ["A", 1],
      ["B", 5],
    ]);
  });

  test("needs it to be opened, and in a classic dashboard to be repeated", () => {
    const summaries = (options: RowOptions) => compileRow(options).errors.map(({ summary }) => summary);
    expect(summaries({ hideHeader: true, collapsed: true })).toEqual([
      "the row is collapsed, and has no heading to open it with",
    ]);
    const repeat = variable.list("pod", ["a", "b"]);
    expect(summaries({ hideHeader: true, repeat })).toEqual([
      "a classic dashboard cannot repeat a row without its heading",
    ]);
    expect(compileRow({ hideHeader: true, repeat }, { environments: asResources }).errors).toEqual([]);
  });
});

/**
 * Leaves out what Grafana does not keep: the ids of rows, the lines where rows begin, and lists and objects that are
 * empty.
 */
function normalize(dashboard: Json): Json {
  return JSON.parse(JSON.stringify(dashboard), (name, value) => {
    if (Array.isArray(value)) return value.length === 0 && name !== "tags" ? undefined : value;
    if (typeof value !== "object" || value === null) return name === "y" ? undefined : value;
    if (Object.keys(value).length === 0) return undefined;
    if (value.type !== "row") return value;
    const { id: _id, ...row } = value;
    return row;
  });
}
