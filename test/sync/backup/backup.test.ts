import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { normalizeDashboard } from "../../../src/sync/targets/grafana/normalize.js";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { type Personality, startGrafana, token } from "../grafana/double/grafana-double.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const decoy = { ".telltale/local/prod/prometheus/rules/decoy.yml": "groups: []\n" };

test("a folder is put back to what a backup has of it, and what others made stays", async () => {
  const root = createProject({ "telltale.config.ts": configText(), ...projectFiles(), ...decoy });
  await telltale(root, ["sync", "--yes"]);
  const local = join(root, ".telltale/local");
  const before = filesIn(local);
  expect(await telltale(root, ["backup", "--output", "backup.json"])).toMatchObject({ code: 0 });
  expect(statSync(join(root, "backup.json")).mode & 0o777).toBe(0o600);
  writeFiles(root, projectFiles({ threshold: 2, more: ["New"] }));
  await telltale(root, ["sync", "--yes"]);
  rmSync(join(local, "prod/alertmanager/alertmanager.yml"));
  writeFileSync(join(local, "prod/prometheus/rules/decoy.yml"), "groups: [] # mine\n");
  expect(await telltale(root, ["restore", "backup.json"])).toMatchObject({
    code: 2,
    stdout: expect.stringContaining("1 to create"),
  });
  expect(await telltale(root, ["restore", "backup.json", "--yes"])).toMatchObject({ code: 0, stderr: "" });
  const after = filesIn(local);
  for (const [path, text] of Object.entries(before)) {
    if (!/decoy|telltale-sync/.test(path)) expect(after[path], path).toBe(text);
  }
  expect(after["prod/prometheus/rules/decoy.yml"]).toContain("mine");
  expect(after["prod/grafana/dashboards/shop/shop-new.json"]).toBeDefined();
});

test.each<Personality>(["apis", "api"])(
  "dashboards are put back, unless somebody edited them since: /%s",
  async (personality) => {
    const grafana = await startGrafana(personality);
    const target = `grafana: { kind: "grafana", environment: "prod", url: "${grafana.url}", token: env("GRAFANA_TOKEN") }`;
    const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
    const run = (...args: string[]) => telltale(root, args, { GRAFANA_TOKEN: token });
    const content = () => normalizeDashboard(grafana.store.get("Dashboard", "shop-cart")?.spec);
    await run("sync", "--yes");
    const before = content();
    await run("backup", "--output", "backup.json");
    expect(readFileSync(join(root, "backup.json"), "utf8")).not.toContain(token);
    writeFiles(root, projectFiles({ threshold: 2 }));
    await run("sync", "--yes");
    expect(content()).not.toEqual(before);
    expect(await run("restore", "backup.json", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(content()).toEqual(before);
    grafana.store.editInBrowser("shop-cart", (spec) => (spec.refresh = "7s"));
    expect(await run("restore", "backup.json", "--yes")).toMatchObject({ code: 1 });
    expect(grafana.store.get("Dashboard", "shop-cart")?.spec.refresh).toBe("7s");
  },
);

test("a backup of another place is refused", async () => {
  const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
  await telltale(root, ["sync", "--yes"]);
  await telltale(root, ["backup", "--output", "backup.json"]);
  const text = readFileSync(join(root, "backup.json"), "utf8");
  writeFileSync(join(root, "other.json"), text.replace('"identity": "', '"identity": "/elsewhere'));
  expect((await telltale(root, ["restore", "other.json", "--yes"])).stderr).toContain("the backup is of /elsewhere");
  expect((await telltale(root, ["restore", "package.json", "--yes"])).stderr).toContain("is not a backup");
});
