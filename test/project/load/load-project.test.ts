import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writeFiles } from "../temporary-folder.js";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

const shop = {
  "package.json": '{ "type": "module" }',
  "telltale.config.ts": `import { defineConfig } from "telltale";
export default defineConfig({ environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "p" } } } } });
`,
  "systems/shop.ts": `import { counter, system } from "telltale";
export const shop = system("shop", { routes: { page: [] } });
export const cart = shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
`,
};

const first = 'import { shop } from "../systems/shop.js";\n';

/** Creates a project on disk, with this package installed as users have it. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder({ ...shop, ...files });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(repository, join(folder, "node_modules/telltale"));
  return folder;
}

interface LoadSummary {
  readonly systems: Record<string, string[]>;
  readonly found: string[];
}

/** Runs a script against the compiled package in a child process, and parses its output. */
function run<T>(folder: string, script: string): T {
  const load = JSON.stringify(join(repository, "dist/project/load/load-project.js"));
  const prelude = `
    import { relative } from "node:path";
    import { writeFileSync } from "node:fs";
    const { loadProject } = await import(${load});
    const cwd = process.cwd();
    const place = ({ span }) => span ? relative(cwd, span.file) + ":" + span.start.line + ":" + span.start.column : "";
    const nameOf = (one) => one.title ?? one.name ?? one.record ?? one.service?.name ?? one.key;
    const say = ({ project, diagnostics }) => ({
      systems: Object.fromEntries((project?.systems ?? []).map((s) => [s.name, s.definitions.map((d) => d.kind + " " + nameOf(d))])),
      found: diagnostics.map((d) => d.id + " " + place(d)),
    });`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", `${prelude}\n${script}`], {
    cwd: folder,
    encoding: "utf8",
  });
  return JSON.parse(output) as T;
}

function load(folder: string): LoadSummary {
  return run(folder, "console.log(JSON.stringify(say(await loadProject({ cwd }))));");
}

describe("loading a project", () => {
  test("registers definitions exported by name, as default, in lists and records, each once", () => {
    const folder = project({
      "dashboards/a.ts": `${first}export const one = shop.dashboard("One", {});\nexport default [[shop.dashboard("Two", {})], one];\n`,
      "dashboards/deep/b.mts": `${first.replace("..", "../..")}export const all = { three: shop.dashboard("Three", {}), list: [shop.dashboard("Four", {})] };\n`,
      "alerts/c.js": `import { promql } from "telltale";\n${first}export const four = shop.alert("Four", { when: promql\`up == 0\`, severity: "page", summary: "s" });\n`,
      "dashboards/a.test.ts": "throw new Error('a test is not a definition');\n",
      "dashboards/types.d.ts": "export type X = 1;\n",
    });
    const { systems, found } = load(folder);
    expect(found).toEqual([]);
    expect(systems.shop!.toSorted()).toEqual([
      "alert Four",
      "dashboard Four",
      "dashboard One",
      "dashboard Three",
      "dashboard Two",
      "service cart",
    ]);
  });

  test("finds the project from a nested folder, and only the definitions that the configuration lists", () => {
    const config = shop["telltale.config.ts"].replace("{ env", '{ definitions: ["monitoring", "systems/shop.ts"], env');
    const folder = project({
      "telltale.config.ts": config,
      "monitoring/here/a.ts": `${first.replace("..", "../..")}export const a = shop.dashboard("A", {});\n`,
      "dashboards/not-here.ts": "throw new Error('not read');\n",
    });
    expect(load(join(folder, "monitoring/here"))).toEqual({
      systems: { shop: ["dashboard A", "service cart"] },
      found: [],
    });
  });

  test("an imported JSON file keeps its text and its path", () => {
    const folder = project({
      "dashboards/old.json": '{ "title": "Old", "max": 1.0 }\n',
      "dashboards/a.ts": `${first}
import old from "./old.json";
export const same = shop.dashboardJson(old);
export const sameButNew = shop.dashboardJson({ ...old, title: "New" });
`,
    });
    const script = `const { project } = await loadProject({ cwd });
    console.log(JSON.stringify(project.systems[0].definitions.flatMap(({ source }) => source ?? [])));`;
    expect(run(folder, script)).toEqual([
      { path: "dashboards/old.json", text: '{ "title": "Old", "max": 1.0 }\n' },
      { text: '{\n  "title": "New",\n  "max": 1\n}\n' },
    ]);
  });

  test("imports YAML with its path, JSON, CommonJS packages, and TypeScript from other folders", () => {
    const folder = project({
      "node_modules/legacy/package.json": '{ "name": "legacy", "main": "lib/index" }',
      "node_modules/legacy/lib/index.js": "exports.title = 'Legacy';\n",
      "shared/title.ts": "export const title: string = 'Shared';\n",
      "alerts/etcd.yml": "groups: []\n",
      "dashboards/old.json": '{ "title": "Old", "panels": [1.0] }',
      "dashboards/a.ts": `${first}
import { title as legacy } from "legacy";
import { title } from "../shared/title.js";
import etcd from "../alerts/etcd.yml";
import old, { title as oldTitle } from "./old.json";
export const same = shop.dashboardJson(old, { title: oldTitle + "|" + old.panels });
export const file = shop.ruleFile(etcd.path + "|" + etcd.text.trim(), etcd);
export const all = [shop.dashboard(legacy, {}), shop.dashboard(title, {}), shop.dashboard(old.title, {})];
`,
    });
    expect(load(folder)).toEqual({
      systems: {
        shop: [
          "dashboard Legacy",
          "dashboard Shared",
          "dashboard Old",
          "ruleFile alerts/etcd.yml|groups: []",
          "foreignDashboard Old|1",
          "service cart",
        ],
      },
      found: [],
    });
  });

  test("follows links to the project and to its files", () => {
    const folder = project({ "elsewhere/linked.ts": `${first}export const d = shop.dashboard("Linked", {});\n` });
    mkdirSync(join(folder, "dashboards"));
    symlinkSync("../elsewhere/linked.ts", join(folder, "dashboards/linked.ts"));
    symlinkSync("gone.ts", join(folder, "dashboards/broken.ts"));
    const other = temporaryFolder();
    symlinkSync(folder, join(other, "project"));
    expect(load(join(other, "project")).systems).toEqual({ shop: ["dashboard Linked", "service cart"] });
  });

  test("works without node_modules", () => {
    const folder = temporaryFolder(shop);
    expect(load(folder)).toEqual({ systems: { shop: ["service cart"] }, found: [] });
    expect(readdirSync(folder)).not.toContain("node_modules");
  });

  test("does not depend on the order in which files were written", () => {
    const names = ["z", "a", "m", "b"];
    const files = names.map((name) => [
      `dashboards/${name}.ts`,
      `${first}export const d = shop.dashboard("${name}", {});\n`,
    ]);
    const loaded = [files, files.toReversed()].map((some) => load(project(Object.fromEntries(some))).systems.shop);
    expect(loaded[0]).toEqual(["dashboard a", "dashboard b", "dashboard m", "dashboard z", "service cart"]);
    expect(loaded[1]).toEqual(loaded[0]);
  });

  test("loads changed code again, and leaves only what the next process uses", () => {
    const folder = project({ "dashboards/a.ts": `${first}export const a = shop.dashboard("Before", {});\n` });
    const script = `
      const before = say(await loadProject({ cwd }));
      writeFileSync("dashboards/a.ts", ${JSON.stringify(`${first}export const a = shop.dashboard("After", {});\n`)});
      console.log(JSON.stringify([before, say(await loadProject({ cwd }))]));`;
    const [before, after] = run<[LoadSummary, LoadSummary]>(folder, script);
    expect(before.systems.shop).toEqual(["dashboard Before", "service cart"]);
    expect(after.systems.shop).toEqual(["dashboard After", "service cart"]);
    const left = readdirSync(join(folder, "node_modules/.cache/telltale"));
    expect(left.filter((name) => !/^(?:config|definitions|modules)-/.test(name))).toEqual([]);
  });
});

describe("failures while loading", () => {
  const good = { "dashboards/good.ts": `${first}export const good = shop.dashboard("Good", {});\n` };

  test.each<[string, Record<string, string>, string]>([
    [
      "a definition that throws, at its line of TypeScript",
      {
        "dashboards/bad.ts": `${first}\ninterface Limits { readonly cart?: { max: number } }\nconst limits: Limits = {};\nexport const bad = shop.dashboard("Bad " + limits.cart!.max, {});\n`,
      },
      "definition/throws dashboards/bad.ts:5:57",
    ],
    [
      "a thrown value that is not an Error",
      { "dashboards/bad.ts": "throw 'no';\n" },
      "definition/throws dashboards/bad.ts:1:1",
    ],
    [
      "broken syntax",
      { "dashboards/bad.ts": `${first}export const bad = shop.dashboard("Bad", { rows: [ });\n` },
      "definition/syntax-error dashboards/bad.ts:2:52",
    ],
    [
      "an import of a file that is not there",
      { "dashboards/bad.ts": 'import { x } from "./nowhere.js";\nexport const bad = x;\n' },
      "definition/unresolved-import dashboards/bad.ts:1:19",
    ],
    [
      "an import of a package that is not there",
      { "dashboards/bad.ts": '/* ü */ import x from "nowhere";\nexport const bad = x;\n' },
      "definition/unresolved-import dashboards/bad.ts:1:23",
    ],
    [
      "an import of a name that is not there",
      {
        "dashboards/bad.ts":
          'import { shop, nothing } from "../systems/shop.js";\nexport const bad = shop.dashboard(nothing, {});\n',
      },
      "definition/missing-export dashboards/bad.ts:1:16",
    ],
    [
      "a missing entry point of telltale",
      { "dashboards/bad.ts": 'import { x } from "telltale/nothing";\nexport const bad = x;\n' },
      "definition/unresolved-import dashboards/bad.ts:1:19",
    ],
    [
      "a file that exports nothing",
      { "dashboards/bad.ts": "export const bad = 1;\n" },
      "definition/exports-nothing dashboards/bad.ts:1:1",
    ],
    [
      "a definition that is never exported",
      { "dashboards/bad.ts": `${first}shop.dashboard("Bad", {});\n` },
      "definition/not-exported dashboards/bad.ts:2:6",
    ],
    [
      "a file that imports a broken file, which is reported once",
      {
        "dashboards/bad.ts": "export const x = (;\n",
        "dashboards/user.ts": `${first}import { x } from "./bad.js";\nexport const user = shop.dashboard(x, {});\n`,
      },
      "definition/syntax-error dashboards/bad.ts:1:19",
    ],
    [
      "a file that imports a file that throws, which is reported once",
      {
        "dashboards/bad.ts": 'throw new Error("no");\n',
        "dashboards/user.ts": `${first}import "./bad.js";\nexport const user = shop.dashboard("User", {});\n`,
      },
      "definition/throws dashboards/bad.ts:1:7",
    ],
    [
      "a file that throws before its exports are made, and that others import: it is reported once, at the throw",
      {
        "dashboards/bad.ts": `${first}throw new Error("no");\nexport const title = "Bad";\n`,
        "dashboards/another.ts": `${first}import { title } from "./bad.js";\nexport const another = shop.dashboard(title, {});\n`,
        "dashboards/user.ts": `${first}import { title } from "./bad.js";\nexport const user = shop.dashboard(title, {});\n`,
      },
      "definition/throws dashboards/bad.ts:2:7",
    ],
  ])("%s: other files are loaded", (_, files, found) => {
    expect(load(project({ ...good, ...files }))).toEqual({
      systems: { shop: ["dashboard Good", "service cart"] },
      found: [found],
    });
  });

  test("a circular import is reported with its cycle", () => {
    const side = (own: string, other: string) =>
      `${first}import { ${other} } from "./${other}.js";\nexport const ${own} = shop.dashboard("${own}", { links: [${other}.title] });\n`;
    const folder = project({ ...good, "dashboards/a.ts": side("a", "b"), "dashboards/b.ts": side("b", "a") });
    const script = "console.log(JSON.stringify((await loadProject({ cwd })).diagnostics));";
    const [found, ...others] = run<{ id: string; details: string }[]>(folder, script);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: "definition/circular-import",
      details: "dashboards/b.ts → dashboards/a.ts → dashboards/b.ts",
      span: { start: { line: 3, column: 48 } },
    });
  });

  test("duplicate names across files", () => {
    const rule = (name: string, by: string) =>
      `shop.alert("${name}", { when: promql\`${by} > 1\`, severity: "page", summary: "s" })`;
    const folder = project({
      "systems/again.ts": 'import { system } from "telltale";\nexport const again = system("Shop", {});\n',
      "systems/other.ts": `import { counter } from "telltale";\nimport { shop } from "./shop.js";\nexport const other = shop.service("other", { orders: counter("other_orders_total", { help: "Orders" }) });\n`,
      "alerts/a.ts": `import { promql } from "telltale";\nimport { cart, shop } from "../systems/shop.js";\nimport { other } from "../systems/other.js";
export const same = [${rule("A", "${cart.orders}")}, ${rule("A", "${other.orders}")}, ${rule("A", "other_orders_total")}];\n`,
    });
    expect(load(folder).found).toEqual([
      "definition/duplicate-name systems/shop.ts:2:21",
      "definition/duplicate-name alerts/a.ts:4:202",
    ]);
  });

  test.each(["../up", "a/b", "", "con", "x".repeat(61), "a..b"])("%j is not a valid system name", (name) => {
    const folder = project({ "systems/shop.ts": shop["systems/shop.ts"].replace('"shop"', JSON.stringify(name)) });
    expect(load(folder).found).toEqual(["definition/bad-name systems/shop.ts:2:21"]);
  });

  test("a system that is not exported", () => {
    const folder = project({
      "lib/hidden.ts": 'import { system } from "telltale";\nexport const hidden = system("hidden", {});\n',
      "dashboards/a.ts": 'import { hidden } from "../lib/hidden.js";\nexport const a = hidden.dashboard("A", {});\n',
    });
    expect(load(folder).found).toEqual(["definition/system-not-exported dashboards/a.ts:2:25"]);
  });

  test("a configuration that is missing, throws, or is wrong", () => {
    const folder = project();
    rmSync(join(folder, "telltale.config.ts"));
    expect(load(folder)).toEqual({ systems: {}, found: ["config/not-found "] });
    writeFiles(folder, { "telltale.config.ts": "const x: any = undefined;\nexport default x.y;\n" });
    expect(load(folder)).toEqual({ systems: {}, found: ["definition/throws telltale.config.ts:2:18"] });
    writeFiles(folder, { "telltale.config.ts": "export default {\n  environments: {},\n};\n" });
    expect(load(folder)).toEqual({ systems: {}, found: ["config/no-environment telltale.config.ts:2:3"] });
    writeFiles(folder, {
      "telltale.config.ts": shop["telltale.config.ts"].replace("{ env", '{ definitions: ["gone", "slos"], env'),
    });
    expect(load(folder).found).toEqual(["config/missing-definitions telltale.config.ts:1:1"]);
  });
});
