import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { filesIn, temporaryFolder, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const dashboard = ".telltale/local/prod/grafana/dashboards/shop/shop-cart.json";
const decoys = {
  ".telltale/local/prod/grafana/dashboards/shop/decoy.json": '{"uid":"decoy"}',
  ".telltale/local/prod/prometheus/rules/decoy.yml": "groups: []\n",
  ".telltale/local/prod/alertmanager/templates/decoy.tmpl": "decoy\n",
  ".telltale/local/decoy.txt": "decoy\n",
};

/** A project that was synced to its local target, which holds files of others, too. */
async function syncedProject() {
  const root = createProject({ "telltale.config.ts": configText(), ...projectFiles(), ...decoys });
  expect(await telltale(root, ["sync", "--yes"])).toMatchObject({ code: 0, stderr: "" });
  return root;
}

function decoysIn(root: string) {
  return Object.fromEntries(Object.keys(decoys).map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

describe("a project without targets", () => {
  test("is synced to a local folder in the layout that servers read", async () => {
    const root = await syncedProject();
    const files = Object.keys(filesIn(join(root, ".telltale/local"))).filter((path) => !/decoy/.test(path));
    expect(files).toEqual([
      ".telltale-sync.json",
      "prod/alertmanager/alertmanager.yml",
      "prod/alertmanager/templates/telltale.tmpl",
      "prod/grafana/dashboards/shop/shop-cart.json",
      "prod/grafana/provisioning/dashboards/shop.yml",
      "prod/prometheus/rules/shop-alerts.yml",
    ]);
    expect(decoysIn(root)).toEqual(decoys);
  });

  test("has the files of Grafana in place of rules and routes, where Grafana manages the alerts", async () => {
    const managed = configText().replace("prod: {", 'prod: { alerting: "grafana",');
    const root = createProject({ "telltale.config.ts": managed, ...projectFiles() });
    expect(await telltale(root, ["sync", "--yes"])).toMatchObject({ code: 0, stderr: "" });
    expect(Object.keys(filesIn(join(root, ".telltale/local")))).toEqual([
      ".telltale-sync.json",
      "prod/grafana/dashboards/shop/shop-cart.json",
      "prod/grafana/provisioning/alerting/contact-points.yaml",
      "prod/grafana/provisioning/alerting/policies.yaml",
      "prod/grafana/provisioning/alerting/shop-rules.yaml",
      "prod/grafana/provisioning/alerting/templates.yaml",
      "prod/grafana/provisioning/dashboards/shop.yml",
    ]);
    expect(await telltale(root, ["plan"])).toMatchObject({ code: 0 });
  });

  test("writes nothing the second time", async () => {
    const root = await syncedProject();
    const written = () => statSync(join(root, dashboard)).mtimeMs + statSync(join(root, ".telltale/local")).mtimeMs;
    const before = written();
    expect(await telltale(root, ["sync", "--yes"])).toEqual({
      code: 0,
      stdout: expect.stringContaining("local: nothing to write"),
      stderr: "",
    });
    expect(written()).toBe(before);
  });

  test("is planned without writing anything", async () => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    const { code, stdout } = await telltale(root, ["plan"]);
    expect(code).toBe(2);
    expect(stdout).toContain('+ dashboard "Cart" (prod/grafana/dashboards/shop/shop-cart.json)');
    expect(existsSync(join(root, ".telltale"))).toBe(false);
  });

  test("is not written without a confirmation", async () => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    const { code, stderr } = await telltale(root, ["sync"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "nothing was written: confirm with --yes\n" });
    expect(existsSync(join(root, ".telltale/local"))).toBe(false);
  });

  test("says what to do if a file is where the folder of targets should be", async () => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles(), ".telltale": "text" });
    const { code, stderr } = await telltale(root, ["plan"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: local: ENOTDIR: .*\nfix: move the file away that is where a folder should be\n$/);
  });

  test("refuses misspelt objects, options and plans, with another code than that of changes", async () => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    const failures = [
      ["plan", "--only", "dashbord"],
      ["sync", "--yes", "--only", "dashboard", "prod/rules/*"],
      ["drift", "--onyl", "dashboard"],
      ["prune", "--max-deletes", "few"],
      ["plan", "--save", "nowhere/plan.json"],
      ["sync", "--plan", "nowhere.json"],
    ];
    const messages: string[] = [];
    for (const args of failures) {
      const { code, stderr } = await telltale(root, args);
      expect({ args, code }).toEqual({ args, code: 1 });
      messages.push(stderr.split("\n")[0]!.replace(root, ""));
    }
    expect(messages).toEqual([
      'error: --only "dashbord" matches no object',
      'error: --only "prod/rules/*" matches no object',
      "error: unknown option '--onyl'",
      'error: --max-deletes "few" is not a number',
      'error: --save "nowhere/plan.json" cannot be written',
      expect.stringMatching(/^error: the plan "nowhere.json" cannot be read: ENOENT/),
    ]);
    expect(existsSync(join(root, ".telltale/local"))).toBe(false);
  });

  test("shows changes by the names of panels and alerts", async () => {
    const root = await syncedProject();
    writeFiles(root, projectFiles({ threshold: 2 }));
    const { stdout } = await telltale(root, ["plan"]);
    expect(stdout).toMatch(/panel "Orders" › query "A" › expr: .*\* 1.* → .*\* 2/);
    expect(stdout).toMatch(/alert "NoOrders" › expr: .*< 1" → .*< 2"/);
    expect(await telltale(root, ["sync", "--yes"])).toMatchObject({ code: 0 });
    expect(await telltale(root, ["plan"])).toMatchObject({ code: 0 });
  });
});

describe("files that others change", () => {
  test("are left alone, and shown as drift; the rest is synced", async () => {
    const root = await syncedProject();
    const edited = readFileSync(join(root, dashboard), "utf8").replace('"short"', '"bytes"');
    writeFileSync(join(root, dashboard), edited);
    writeFiles(root, projectFiles({ threshold: 2 }));
    const drift = await telltale(root, ["drift"]);
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain('panel "Orders" › fieldConfig.defaults.unit: "bytes" → "short"');
    const sync = await telltale(root, ["sync", "--yes"]);
    expect({ code: sync.code, stderr: sync.stderr }).toEqual({ code: 1, stderr: "local: left alone 1 in conflict\n" });
    expect(readFileSync(join(root, dashboard), "utf8")).toBe(edited);
    expect(readFileSync(join(root, ".telltale/local/prod/prometheus/rules/shop-alerts.yml"), "utf8")).toContain("< 2");
    expect(await telltale(root, ["sync", "--yes", "--force"])).toMatchObject({ code: 0 });
    expect(await telltale(root, ["drift"])).toMatchObject({ code: 0 });
  });

  test("are taken over only with --adopt", async () => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles(), [dashboard]: "{}\n" });
    expect(await telltale(root, ["sync", "--yes", "--force"])).toMatchObject({ code: 1 });
    expect(readFileSync(join(root, dashboard), "utf8")).toBe("{}\n");
    expect(await telltale(root, ["sync", "--yes", "--adopt"])).toMatchObject({ code: 0 });
  });

  test("are not reached through links out of the folder", async () => {
    const elsewhere = temporaryFolder({ "shop-cart.json": "{}\n" });
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    mkdirSync(join(root, ".telltale/local/prod/grafana/dashboards"), { recursive: true });
    symlinkSync(elsewhere, join(root, ".telltale/local/prod/grafana/dashboards/shop"));
    const { code, stdout } = await telltale(root, ["sync", "--yes", "--force", "--adopt"]);
    expect(code).toBe(1);
    expect(stdout).toContain("a link out of the output folder");
    expect(filesIn(elsewhere)).toEqual({ "shop-cart.json": "{}\n" });
  });
});

describe("prune", () => {
  test("deletes what is no longer defined, and what others made stays", async () => {
    const more = ["One", "Two", "Three"];
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles({ more }), ...decoys });
    await telltale(root, ["sync", "--yes"]);
    writeFiles(root, projectFiles({ more: ["One"] }));
    const two = join(root, ".telltale/local/prod/grafana/dashboards/shop/shop-two.json");
    const plan = await telltale(root, ["plan"]);
    expect(plan.stdout).toContain("2 no longer defined");
    await telltale(root, ["sync", "--yes"]);
    expect(existsSync(two)).toBe(true);
    const prune = await telltale(root, ["prune", "--yes"]);
    expect(prune).toMatchObject({ code: 0, stdout: expect.stringContaining("local: 2 deleted") });
    expect(existsSync(two)).toBe(false);
    expect(decoysIn(root)).toEqual(decoys);
    expect(await telltale(root, ["plan"])).toMatchObject({ code: 0 });
  });

  test("refuses what looks like a mistake", async () => {
    const more = Array.from({ length: 12 }, (_, index) => `Dashboard ${index}`);
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles({ more }) });
    await telltale(root, ["sync", "--yes"]);
    writeFiles(root, projectFiles());
    const refused = await telltale(root, ["prune", "--yes"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("more than 50%");
    expect(await telltale(root, ["prune", "--yes", "--max-deletes", "12"])).toMatchObject({ code: 0 });
  });
});

describe("a saved plan", () => {
  test("is applied as it was shown", async () => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    expect(await telltale(root, ["plan", "--save", "plan.json"])).toMatchObject({
      code: 2,
      stderr: "saved the plan: telltale sync --plan plan.json applies it\n",
    });
    expect(await telltale(root, ["sync", "--plan", "plan.json"])).toMatchObject({ code: 0 });
    expect(await telltale(root, ["plan"])).toMatchObject({ code: 0 });
  });

  test.each<[string, (root: string) => void]>([
    ["the definitions changed", (root) => writeFiles(root, projectFiles({ threshold: 3 }))],
    ["a file appeared", (root) => writeFiles(root, { [dashboard]: "{}\n" })],
  ])("is refused when %s", async (_, change) => {
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    await telltale(root, ["plan", "--save", "plan.json"]);
    change(root);
    const { code, stderr } = await telltale(root, ["sync", "--plan", "plan.json"]);
    expect(code).toBe(1);
    expect(stderr).toContain('the plan "plan.json" is stale');
    expect(existsSync(join(root, ".telltale/local/prod/prometheus"))).toBe(false);
  });
});

describe("targets of the configuration", () => {
  const targets = (text: string) => ({ "telltale.config.ts": configText(`targets: { ${text} },`), ...projectFiles() });

  test("replace the local one, and may be outside of the project", async () => {
    const elsewhere = temporaryFolder();
    const target = `compose: { kind: "files", directory: "${elsewhere}", mount: "/etc/telltale" }`;
    const root = createProject(targets(target));
    expect(await telltale(root, ["sync", "--yes"])).toMatchObject({ code: 0 });
    expect(readFileSync(join(elsewhere, "prod/grafana/provisioning/dashboards/shop.yml"), "utf8")).toContain(
      "path: /etc/telltale/prod/grafana/dashboards/shop",
    );
    expect(existsSync(join(root, ".telltale/local"))).toBe(false);
  });

  test.each([
    ['a: { kind: "files", directory: "deploy", systems: ["shpo"] }', 'names a system "shpo" that does not exist'],
    ['a: { kind: "fiels", directory: "deploy" }', 'did you mean "files"?'],
    ['a: { kind: "files", directroy: "deploy" }', 'did you mean "directory"?'],
    ['a: { kind: "files", directory: "systems/deploy" }', "cannot be the folder of a target"],
    [
      'a: { kind: "files", directory: "d" }, b: { kind: "files", directory: "d/e" }',
      "overlaps with that of the target",
    ],
  ])("are validated: %s", async (target, message) => {
    const { code, stderr } = await telltale(createProject(targets(target)), ["plan"]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test("of an environment with a folder of Grafana have something to put into it", async () => {
    const staging =
      'staging: { grafana: { folder: "Left over" }, dataSources: { prom: { type: "prometheus", uid: "p" } } },';
    const config = configText().replace("environments: {", `environments: { ${staging}`);
    const only: Record<string, string> = { ...projectFiles(), "telltale.config.ts": config };
    const text = only["systems/shop.ts"]!.replace('system("shop", {', 'system("shop", { environments: { prod: {} },');
    const { code, stderr } = await telltale(createProject({ ...only, "systems/shop.ts": text }), ["plan"]);
    expect(code).toBe(1);
    expect(stderr).toContain('nothing is built for the folder "Left over" of the environment "staging"');
    expect(await telltale(createProject(only), ["plan"])).toMatchObject({ code: 2, stderr: "" });
  });

  test("belong to one project each", async () => {
    const elsewhere = temporaryFolder();
    const files = targets(`a: { kind: "files", directory: "${elsewhere}" }`);
    expect(await telltale(createProject(files), ["sync", "--yes"])).toMatchObject({ code: 0 });
    const other = createProject({ ...files, "package.json": '{ "name": "other", "type": "module" }' });
    const { code, stderr } = await telltale(other, ["sync", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain('belongs to the project "shop"');
  });

  test("that cannot be read do not stop the others", async () => {
    const file = join(temporaryFolder({ file: "" }), "file");
    const root = createProject(
      targets(`a: { kind: "files", directory: "${file}" }, b: { kind: "files", directory: "deploy" }`),
    );
    const { code, stdout, stderr } = await telltale(root, ["sync", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain("is a file, not a folder");
    expect(stdout).toMatch(/b: \d created/);
  });
});
