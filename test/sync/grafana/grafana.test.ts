import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { normalizeDashboard } from "../../../src/sync/targets/grafana/normalize.js";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, type ProjectText, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";
import { type GrafanaDouble, type Personality, startGrafana, token } from "./double/grafana-double.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const personalities: readonly Personality[] = ["apis", "api"];

/** Starts a Grafana that holds dashboards of others, and creates a project that is synced to it. */
async function setUp(personality: Personality, text: ProjectText = {}) {
  const grafana = await startGrafana(personality);
  plantDecoys(grafana);
  const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles(text) });
  const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
  return { grafana, root, run };
}

/** A configuration with two environments in one Grafana, and in one folder. */
function twoEnvironments(url: string): string {
  const environment = (name: string, more: string) =>
    `${name}: { grafana: { folder: "Shop"${more} }, dataSources: { prom: { type: "prometheus", uid: "prometheus" } } }`;
  const target = (name: string) =>
    `${name}: { kind: "grafana", environment: "${name}", url: "${url}", token: env("GRAFANA_TOKEN"), ${dataSources} }`;
  const dataSources = 'dataSources: { prom: { url: "http://prometheus:9090" } }';
  return `import { defineConfig, env } from "telltale";
export default defineConfig({
  environments: { ${environment("prod", "")}, ${environment("test", ', uidSuffix: "-test"')} },
  targets: { ${target("prod")}, ${target("test")} },
});
`;
}

function plantDecoys({ store }: GrafanaDouble): void {
  const fields = { labels: {}, storedVersion: "v1beta1" };
  store.put({ ...fields, kind: "Folder", name: "theirs", annotations: {}, spec: { title: "Theirs" } });
  const inFolder = { "grafana.app/folder": "theirs" };
  store.put({ ...fields, kind: "Dashboard", name: "decoy", annotations: inFolder, spec: { title: "Decoy" } });
  const terraform = { "grafana.app/managedBy": "terraform", "grafana.app/managerId": "infra" };
  store.put({ ...fields, kind: "Dashboard", name: "decoy-2", annotations: terraform, spec: { title: "Decoy 2" } });
  const other = { "grafana.app/managedBy": "kubectl", "grafana.app/managerId": "telltale-other" };
  const labels = { "app.kubernetes.io/managed-by": "telltale" };
  const tagged = { title: "Decoy 3", tags: ["telltale-other"] };
  store.put({ ...fields, kind: "Dashboard", name: "decoy-3", annotations: other, labels, spec: tagged });
}

function decoysOf({ store }: GrafanaDouble) {
  const all = [...store.list("Dashboard"), ...store.list("Folder")];
  return all.filter(({ name }) => /^(?:decoy|theirs)/.test(name)).map((one) => ({ ...one }));
}

describe.each(personalities)("a Grafana with /%s", (personality) => {
  test("gets folders and dashboards, and nothing else is touched", async () => {
    const { grafana, run } = await setUp(personality);
    const before = decoysOf(grafana);
    const plan = await run("plan");
    expect(plan).toMatchObject({ code: 2, stderr: "" });
    expect(plan.stdout).toContain('+ folder "Shop" (folders/shop)');
    expect(plan.stdout).toContain('+ dashboard "Cart" (dashboards/shop-cart)');
    expect(grafana.writes()).toEqual([]);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(grafana.store.get("Folder", "shop")?.spec).toMatchObject({ title: "Shop" });
    const dashboard = grafana.store.get("Dashboard", "shop-cart")!;
    expect(dashboard.annotations["grafana.app/folder"]).toBe("shop");
    expect(dashboard.spec).toMatchObject({ title: "Cart", panels: [expect.anything(), expect.anything()] });
    expect(decoysOf(grafana)).toEqual(before);
  });

  test("sends no write for what is there already", async () => {
    const { grafana, run } = await setUp(personality);
    await run("sync", "--yes");
    grafana.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(grafana.requests.length).toBeGreaterThan(2);
    expect(grafana.writes()).toEqual([]);
    expect(await run("plan")).toMatchObject({ code: 0 });
    expect(await run("drift")).toMatchObject({ code: 0 });
  });

  test("gets only the changes, each once", async () => {
    const { grafana, root, run } = await setUp(personality, { more: ["One"] });
    await run("sync", "--yes");
    grafana.forget();
    writeFiles(root, projectFiles({ threshold: 2, more: ["One"] }));
    expect((await run("plan")).stdout).toMatch(/panel "Orders" › query "A" › expr: .*\* 1.* → .*\* 2/);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(grafana.writes().map(({ status }) => status)).toEqual([200]);
    expect(await run("plan")).toMatchObject({ code: 0 });
  });

  test("keeps what was edited in a browser, until it is discarded", async () => {
    const { grafana, root, run } = await setUp(personality);
    await run("sync", "--yes");
    if (personality === "apis") grafana.store.editResource("Dashboard", "shop-cart", (spec) => (spec.refresh = "7s"));
    else grafana.store.editInBrowser("shop-cart", (spec) => (spec.refresh = "7s"));
    const drift = await run("drift");
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain('refresh: "7s"');
    writeFiles(root, projectFiles({ threshold: 2 }));
    grafana.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 1 });
    expect(grafana.writes()).toEqual([]);
    expect(await run("sync", "--yes", "--force")).toMatchObject({ code: 0 });
    expect(grafana.store.get("Dashboard", "shop-cart")?.spec.refresh).not.toBe("7s");
    expect(await run("drift")).toMatchObject({ code: 0 });
  });

  test("uses a folder of others that has the same title, and reports one with another title", async () => {
    const { grafana, run } = await setUp(personality);
    const folder = { kind: "Folder", name: "shop", annotations: {}, labels: {}, storedVersion: "v1beta1" } as const;
    grafana.store.put({ ...folder, spec: { title: "Shop" } });
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    expect(grafana.writes()).toHaveLength(1);
    grafana.store.put({ ...folder, spec: { title: "Their shop" } });
    expect((await run("plan")).stdout).toContain('! folder "Shop"');
  });

  test("does not lose a dashboard of others that has the uid of ours", async () => {
    const { grafana, run } = await setUp(personality);
    const fields = {
      kind: "Dashboard",
      name: "shop-cart",
      annotations: {},
      labels: {},
      storedVersion: "v1beta1",
    } as const;
    grafana.store.put({ ...fields, spec: { title: "Mine" } });
    expect(await run("sync", "--yes", "--force")).toMatchObject({ code: 1 });
    expect(grafana.store.get("Dashboard", "shop-cart")?.spec).toEqual({ title: "Mine" });
    expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0 });
    expect(grafana.store.get("Dashboard", "shop-cart")?.spec.title).toBe("Cart");
  });

  test("loses with prune what is ours and no longer defined, and nothing else", async () => {
    const { grafana, root, run } = await setUp(personality, { more: ["One", "Two", "Three"] });
    await run("sync", "--yes");
    const before = decoysOf(grafana);
    writeFiles(root, projectFiles({ more: ["One"] }));
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    expect(grafana.store.get("Dashboard", "shop-two")).toBeDefined();
    grafana.store.editInBrowser("shop-two", (spec) => (spec.title = "Mine now"));
    await run("prune", "--yes");
    expect(grafana.store.list("Dashboard").map(({ name }) => name)).toEqual([
      ...["decoy", "decoy-2", "decoy-3", "shop-cart", "shop-one", "shop-two"],
    ]);
    expect(decoysOf(grafana)).toEqual(before);
  });

  test("may hold two environments of a project, each of which leaves the other alone", async () => {
    const grafana = await startGrafana(personality);
    const root = createProject({
      "telltale.config.ts": twoEnvironments(grafana.url),
      ...projectFiles({ more: ["One"] }),
    });
    const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    const all = ["shop-cart", "shop-cart-test", "shop-one", "shop-one-test"];
    const names = () => grafana.store.list("Dashboard").map(({ name }) => name);
    expect(names()).toEqual(all);
    grafana.forget();
    expect(await run("prune", "--yes")).toMatchObject({ code: 0 });
    expect(await run("plan")).toMatchObject({ code: 0 });
    expect(await run("drift")).toMatchObject({ code: 0 });
    expect(grafana.writes()).toEqual([]);
    writeFiles(root, projectFiles());
    expect(await run("prune", "--target", "test", "--yes")).toMatchObject({ code: 0 });
    expect(names()).toEqual(["shop-cart", "shop-cart-test", "shop-one"]);
  });

  test("is put back if a dashboard is refused", async () => {
    const { grafana, root, run } = await setUp(personality, { more: ["One"] });
    await run("sync", "--yes");
    const contents = () =>
      grafana.store.list("Dashboard").map(({ name, spec }) => [name, normalizeDashboard(spec)] as const);
    const before = contents();
    writeFiles(root, projectFiles({ threshold: 2, more: ["One", "Two"] }));
    grafana.refuse = ({ method, body }) => method !== "GET" && body.includes('"title":"Two"');
    const { code, stderr } = await run("sync", "--yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(/dashboard "Two": POST http:\/\/127.* answered 400 refused by a test/);
    expect(contents()).toEqual(before);
    grafana.refuse = undefined;
    expect(await run("plan")).toMatchObject({ code: 2, stdout: expect.stringContaining("1 to create, 1 to update") });
  });

  test("never shows or stores the token", async () => {
    const { grafana, root, run } = await setUp(personality);
    grafana.refuse = ({ method }) => method !== "GET";
    const outputs = [await run("plan", "--json", "--save", "plan.json"), await run("sync", "--yes")];
    grafana.refuse = undefined;
    outputs.push(await run("sync", "--yes", "--json"), await telltale(root, ["plan"], { GRAFANA_TOKEN: `${token}x` }));
    for (const { stdout, stderr } of outputs) expect(stdout + stderr).not.toContain(token);
    for (const [path, text] of Object.entries(filesIn(join(root, ".telltale"))))
      expect(text, path).not.toContain(token);
    expect(readFileSync(join(root, "plan.json"), "utf8")).not.toContain(token);
  });
});

test("dashboards that are compiled to resources are written in the version that the server has", async () => {
  const { grafana, root, run } = await setUp("apis");
  const config = join(root, "telltale.config.ts");
  const resources = 'folder: "Shop", dashboards: "resources"';
  const versions = 'versions: { grafana: "12.4" },\n      environments: {';
  writeFileSync(
    config,
    readFileSync(config, "utf8").replace('folder: "Shop"', resources).replace("environments: {", versions),
  );
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(grafana.store.get("Dashboard", "shop-cart")?.storedVersion).toBe("v2beta1");
  expect(grafana.store.get("Dashboard", "shop-cart")?.spec).toHaveProperty("elements");
  grafana.forget();
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(grafana.writes()).toEqual([]);
  const edit = (spec: Record<string, unknown>) => {
    const [panel] = Object.values(spec.elements as Record<string, { spec: { title: string } }>);
    panel!.spec.title = "Hacked";
  };
  grafana.store.editResource("Dashboard", "shop-cart", edit);
  expect((await run("drift")).stdout).toContain('title: "Hacked" → "Orders"');
});

test("a folder that holds dashboards of others is never deleted", async () => {
  const { grafana, root, run } = await setUp("apis", { more: ["One", "Two"] });
  await run("sync", "--yes");
  const config = join(root, "telltale.config.ts");
  writeFileSync(config, readFileSync(config, "utf8").replace('folder: "Shop"', 'folder: "Store"'));
  const fields = { kind: "Dashboard", labels: {}, storedVersion: "v1beta1", spec: { title: "Guest" } } as const;
  grafana.store.put({ ...fields, name: "guest", annotations: { "grafana.app/folder": "shop" } });
  expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
  const prune = await run("prune", "--yes");
  expect(prune.stdout).toContain("it still holds 1 other objects");
  expect(prune.code).toBe(1);
  expect(grafana.store.get("Folder", "shop")).toBeDefined();
  expect(grafana.store.get("Dashboard", "guest")).toBeDefined();
  grafana.store.delete("Dashboard", "guest");
  expect(await run("prune", "--yes")).toMatchObject({ code: 0 });
  expect(grafana.store.get("Folder", "shop")).toBeUndefined();
});

test("Ctrl-C puts back what was written, and leaves nothing half done", async () => {
  const { grafana, root, run } = await setUp("apis", { more: ["One"] });
  await run("sync", "--yes");
  const before = grafana.store.list("Dashboard").map(({ name, spec }) => [name, normalizeDashboard(spec)]);
  writeFiles(root, projectFiles({ threshold: 2, more: ["One", "Two", "Three", "Four"] }));
  const writesBefore = grafana.writes().length;
  const { code, stderr } = await telltale(root, ["sync", "--yes"], { GRAFANA_TOKEN: token }, (kill, stderr) => {
    const isStopping = new Promise((resolve) => stderr.once("data", resolve));
    grafana.observe = (_, moment) => {
      if (moment === "before" || grafana.writes().length === writesBefore) return undefined;
      grafana.observe = undefined;
      kill("SIGINT");
      return isStopping;
    };
  });
  expect({ code, stderr }).toEqual({
    code: null,
    stderr: expect.stringMatching(/interrupted\n.*put back \d of the changes/s),
  });
  expect(grafana.store.list("Dashboard").map(({ name, spec }) => [name, normalizeDashboard(spec)])).toEqual(before);
  grafana.observe = undefined;
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
});

describe("a connection", () => {
  const targets = (fields: string) => ({
    "telltale.config.ts": configText(`targets: { grafana: { kind: "grafana", environment: "prod", ${fields} } },`),
    ...projectFiles(),
  });

  test.each([
    ['url: "http://grafana.example.com", token: env("T")', "would be sent in clear"],
    ['url: "https://me:hush@grafana.example.com"', "the address of a target has credentials in it"],
    ['url: "grafana.example.com", token: env("T")', "is not the address of a server"],
    ['url: "https://grafana.example.com", token: env("MISSING")', "the environment variable MISSING is not set"],
    [
      'url: "https://grafana.example.com", token: file("missing")',
      'the file "missing" with a credential cannot be read',
    ],
    ['url: "https://grafana.example.com", token: "abc"', "must be a secret, such as env("],
    ["token: env('T')", 'the target "grafana" has no address'],
  ])("is refused: %s", async (fields, message) => {
    const { code, stderr } = await telltale(createProject(targets(fields)), ["plan"], { T: "hush" });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("hush@");
  });

  test("does not follow redirects with its credentials", async () => {
    const { grafana, run } = await setUp("apis");
    const elsewhere = await startGrafana("apis");
    grafana.redirect = elsewhere.url;
    const { code, stderr } = await run("plan");
    expect(code).toBe(1);
    expect(stderr).toContain("redirects are not followed");
    expect(elsewhere.requests).toEqual([]);
  });

  test("names the server that is missing", async () => {
    const root = createProject(targets('url: "http://127.0.0.1:9", token: env("T")'));
    const { code, stderr } = await telltale(root, ["plan"], { T: "hush" });
    expect(code).toBe(1);
    expect(stderr).toContain("GET http://127.0.0.1:9/apis/dashboard.grafana.app failed");
  });
});
