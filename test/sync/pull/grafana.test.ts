import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { type GrafanaDouble, type Personality, startGrafana, token } from "../grafana/double/grafana-double.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const personalities: readonly Personality[] = ["apis", "api"];

const panel = { id: 1, type: "text", title: "A", gridPos: { x: 0, y: 0, w: 12, h: 8 }, options: { content: "" } };

/** A Grafana with dashboards of others, and a project with that target. */
async function setUp(personality: Personality) {
  const grafana = await startGrafana(personality);
  plant(grafana);
  const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
  return { grafana, root, run };
}

function putFolder({ store }: GrafanaDouble, name: string, title: string, parent?: string): void {
  const annotations: Record<string, string> = parent === undefined ? {} : { "grafana.app/folder": parent };
  store.put({ kind: "Folder", name, annotations, labels: {}, spec: { title }, storedVersion: "v1beta1" });
}

function putDashboard(
  { store }: GrafanaDouble,
  name: string,
  spec: Record<string, unknown>,
  annotations: Record<string, string> = {},
): void {
  const given = { title: name, panels: [panel], schemaVersion: 42, ...spec };
  store.put({ kind: "Dashboard", name, annotations, labels: {}, spec: given, storedVersion: "v1beta1" });
}

function plant(grafana: GrafanaDouble): void {
  putFolder(grafana, "f1", "Node exporter");
  putFolder(grafana, "f2", "Disks", "f1");
  putDashboard(grafana, "P1x7", { title: "Nodes", tags: ["linux"] }, { "grafana.app/folder": "f1" });
  putDashboard(grafana, "disks", { title: "Disks" }, { "grafana.app/folder": "f2" });
  putDashboard(grafana, "rootless", { title: "At the root", description: "Kept" });
}

/** What a plan says of the objects that were pulled. */
function changesOf(stdout: string): readonly {
  readonly id: string;
  readonly action: string;
  readonly differences?: readonly { readonly path: string }[];
}[] {
  return (JSON.parse(stdout) as { targets: { changes: never[] }[] }).targets[0]!.changes;
}

describe.each(personalities)("a Grafana with /%s", (personality) => {
  test("is adopted: the plan takes over the dashboards as they are, and a second sync writes nothing", async () => {
    const { grafana, root, run } = await setUp(personality);
    const pulled = await run("pull");
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    expect(pulled.stdout).toContain("3 pulled, 0 left out, 0 defined already");
    expect(grafana.writes()).toEqual([]);
    expect(Object.keys(filesIn(join(root, "dashboards"))).sort()).toEqual([
      "disks/disks.json",
      "disks/disks.ts",
      "general/rootless.json",
      "general/rootless.ts",
      "node-exporter/P1x7.json",
      "node-exporter/P1x7.ts",
    ]);
    expect(readFileSync(join(root, "dashboards/node-exporter/P1x7.ts"), "utf8")).toBe(
      `import { shop } from "../../systems/shop.js";
import content from "./P1x7.json";

export const dashboard = shop.dashboardJson(content, { adopted: true, folder: { uid: "f1", title: "Node exporter" } });
`,
    );
    expect(await run("build")).toMatchObject({ code: 0 });

    const refused = await run("plan", "--json");
    expect(refused.code).toBe(1);
    const adopting = await run("plan", "--adopt", "--json");
    const own = changesOf(adopting.stdout).filter(({ id }) => /P1x7|disks|rootless|f1|f2/.test(id));
    expect(own.map(({ id, action }) => `${action} ${id}`)).toEqual([
      "update dashboards/P1x7",
      "update dashboards/disks",
      "update dashboards/rootless",
    ]);
    // The mark of ownership is a tag where there are no annotations.
    const paths = new Set(own.flatMap(({ differences = [] }) => differences.map(({ path }) => path)));
    expect([...paths].filter((path) => !/^tags\b/.test(path))).toEqual([]);
    if (personality === "apis") expect([...paths]).toEqual([]);

    const before = grafana.store.get("Dashboard", "P1x7")!.spec;
    expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0, stderr: "" });
    const { spec, annotations } = grafana.store.get("Dashboard", "P1x7")!;
    expect(spec).toMatchObject({ ...before, tags: expect.arrayContaining(["linux"]) });
    expect(annotations["grafana.app/folder"]).toBe("f1");
    expect(grafana.store.get("Dashboard", "disks")!.annotations["grafana.app/folder"]).toBe("f2");
    expect(grafana.store.get("Dashboard", "rootless")!.annotations["grafana.app/folder"]).toBeUndefined();
    expect(grafana.store.get("Folder", "f2")!.annotations).toEqual({ "grafana.app/folder": "f1" });
    grafana.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(grafana.writes()).toEqual([]);
    expect((await run("pull")).stdout).toContain("0 pulled, 0 left out");
  });

  test("is pulled in part, by folder, uid and pattern", async () => {
    const { root, run } = await setUp(personality);
    const files = () => Object.keys(filesIn(join(root, "dashboards"))).filter((path) => path.endsWith(".json"));
    expect(await run("pull", "grafana", "--folder", "Node exporter")).toMatchObject({ code: 0 });
    expect(files()).toEqual(["node-exporter/P1x7.json"]);
    expect(await run("pull", "--uid", "disks")).toMatchObject({ code: 0 });
    expect(await run("pull", "--only", "dashboards/root*")).toMatchObject({ code: 0 });
    expect(files().sort()).toEqual(["disks/disks.json", "general/rootless.json", "node-exporter/P1x7.json"]);
    for (const [flag, value] of [
      ["--uid", "nope"],
      ["--folder", "Nodez"],
      ["--only", "dashboards/nope"],
    ] as const) {
      const { code, stderr } = await run("pull", flag, value);
      expect(code).toBe(1);
      expect(stderr).toContain(`${flag} "${value}"`);
    }
  });

  test("overwrites no file unless told to", async () => {
    const { root, run } = await setUp(personality);
    writeFiles(root, { "dashboards/general/rootless.json": "{}\n" });
    const { code, stdout } = await run("pull", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: 1,
      pulled: [{ id: "dashboards/P1x7" }, { id: "dashboards/disks" }],
      left_out: [{ id: "dashboards/rootless", reason: "dashboards/general/rootless.json exists already" }],
    });
    expect(readFileSync(join(root, "dashboards/general/rootless.json"), "utf8")).toBe("{}\n");
    expect(await run("pull", "--force")).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, "dashboards/general/rootless.json"), "utf8")).toContain('"At the root"');
  });

  test("keeps what another program manages, unless it is named", async () => {
    const { grafana, root, run } = await setUp(personality);
    const provisioned = { "grafana.app/managedBy": "classic-file-provisioning", "grafana.app/managerId": "files" };
    putDashboard(grafana, "provisioned", {}, provisioned);
    const { code, stdout } = await run("pull");
    expect(code).toBe(0);
    expect(stdout).toMatch(/left out: (?:files|file provisioning) manages it: name it with --uid/);
    expect(filesIn(join(root, "dashboards"))).not.toHaveProperty("general/provisioned.json");
    expect(await run("pull", "--uid", "provisioned")).toMatchObject({ code: 0 });
    expect((await run("plan", "--adopt")).stdout).toContain("Grafana provisions it from a file");
  });

  test("has secrets in its dashboards: none reaches a file or the output", async () => {
    const { grafana, root, run } = await setUp(personality);
    const secret = "glsa_PLANTED0123456789abcdefghij_0badcafe";
    putDashboard(grafana, "leaky", {
      title: "Leaky",
      panels: [{ ...panel, options: { content: `curl -H ${secret}` } }],
    });
    const outputs = [await run("pull"), await run("pull", "--uid", "leaky", "--force", "--json")];
    expect(outputs.map(({ code }) => code)).toEqual([1, 1]);
    expect(outputs[0]!.stdout).toContain("left out: it seems to hold a secret, at panels.0.options.content");
    for (const { stdout, stderr } of outputs) expect(stdout + stderr).not.toMatch(/PLANTED|glsa_/);
    for (const [path, text] of Object.entries(filesIn(root))) {
      if (!path.startsWith("node_modules/")) expect(text, path).not.toMatch(/PLANTED|glsa_/);
    }
  });

  test("allows what checks find in it, and says so", async () => {
    const { grafana, root, run } = await setUp(personality);
    const targets = [{ refId: "A", expr: 'up{app="$app"}', datasource: { type: "prometheus", uid: "x" } }];
    putDashboard(grafana, "undeclared", { panels: [{ ...panel, type: "timeseries", targets }] });
    const { code, stdout } = await run("pull", "--uid", "undeclared", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      pulled: [{ allowed: ["dashboard/undeclared-variable", "promql/unknown-label"] }],
    });
    expect(readFileSync(join(root, "dashboards/general/undeclared.ts"), "utf8")).toContain(
      'allow: { "dashboard/undeclared-variable": "found so by telltale pull", "promql/unknown-label": "found so by telltale pull" }',
    );
    expect(await run("build")).toMatchObject({ code: 0 });
  });

  test("says which of its dashboards do not compile", async () => {
    const { grafana, run } = await setUp(personality);
    const targets = [{ refId: "A", expr: "sum(", datasource: { type: "prometheus", uid: "x" } }];
    putDashboard(grafana, "broken", { panels: [{ ...panel, type: "timeseries", targets }] });
    const { code, stdout, stderr } = await run("pull", "--uid", "broken");
    expect(code).toBe(1);
    expect(stdout).toContain("dashboards/general/broken.ts");
    expect(stderr).toContain("broken.json");
    expect(stderr).toContain("the project does not build with what was pulled");
  });
});

const version2 = {
  title: "Tabs",
  tags: ["linux"],
  elements: {
    "panel-1": {
      kind: "Panel",
      spec: {
        ...{ id: 1, title: "Text", description: "", links: [] },
        data: { kind: "QueryGroup", spec: { queries: [], transformations: [], queryOptions: {} } },
        vizConfig: { kind: "VizConfig", group: "text", version: "1", spec: { options: {}, fieldConfig: {} } },
      },
    },
  },
  layout: {
    kind: "TabsLayout",
    spec: {
      tabs: [
        {
          kind: "TabsLayoutTab",
          spec: {
            title: "First",
            layout: {
              kind: "AutoGridLayout",
              spec: {
                items: [
                  {
                    kind: "AutoGridLayoutItem",
                    spec: { element: { kind: "ElementReference", name: "panel-1" } },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
};

/** A Grafana with a dashboard that it keeps in the new schema, and a project whose dashboards are in some forms. */
async function setUpVersion2(dashboards: string) {
  const grafana = await startGrafana("apis");
  const fields = { kind: "Dashboard", annotations: {}, labels: {} } as const;
  grafana.store.put({ ...fields, name: "tabs", spec: version2, storedVersion: "v2beta1" });
  const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
  const config = configText(`targets: { ${target} },`).replace('"Shop"', `"Shop", dashboards: ${dashboards}`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
  return { grafana, root, run };
}

describe("a dashboard that Grafana keeps in the new schema", () => {
  test("is adopted as the resource that it is", async () => {
    const { grafana, root, run } = await setUpVersion2('"resources"');
    const pulled = await run("pull");
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    const text = readFileSync(join(root, "dashboards/general/tabs.json"), "utf8");
    const apiVersion = "dashboard.grafana.app/v2beta1";
    expect(JSON.parse(text)).toEqual({ apiVersion, kind: "Dashboard", metadata: { name: "tabs" }, spec: version2 });
    expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0, stderr: "" });
    expect(grafana.store.get("Dashboard", "tabs")).toMatchObject({ storedVersion: "v2beta1", spec: version2 });
  });

  test("is left out where the classic form is written", async () => {
    const { run } = await setUpVersion2('"api"');
    const { stdout } = await run("pull");
    expect(stdout).toContain("Grafana keeps it as v2beta1, of which the classic form loses parts");
    expect(stdout).toContain('add "resources" to `grafana.dashboards`');
  });
});
