import { join } from "node:path";
import { expect, test } from "vitest";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, type ProjectText, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

const rules = 'rules: { kind: "files", directory: "deploy", environments: ["prod"] },';

/** A project whose dashboards go to a folder that Git Sync reads. */
function createGitSync({ others = rules, routes = '["git-sync"]', text = {} as ProjectText } = {}) {
  const target = 'dashboards: { kind: "git-sync", environment: "prod", directory: "git-sync" }';
  const config = configText(`targets: { ${others} ${target} },`);
  const withRoutes = config.replace('folder: "Shop"', `folder: "Shop", dashboards: ${routes}`);
  const root = createProject({ "telltale.config.ts": withRoutes, ...projectFiles(text) });
  const run = (...args: string[]) => telltale(root, [...args, "--target", "dashboards"]);
  return { root, run, files: () => filesIn(join(root, "git-sync")) };
}

test("dashboards are resources in their folder, and files of others stay", { timeout: 90_000 }, async () => {
  const { root, run, files } = createGitSync({ text: { more: ["Old"] } });
  writeFiles(root, { "git-sync/theirs/decoy.json": "{}\n", "git-sync/README.md": "Ours\n" });
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  const { "shop/_folder.json": folder, "shop/shop-cart.json": cart } = files();
  expect(JSON.parse(folder!)).toMatchObject({
    kind: "Folder",
    metadata: { name: "shop" },
    spec: { title: "Shop" },
  });
  expect(JSON.parse(cart!)).toMatchObject({
    apiVersion: "dashboard.grafana.app/v2beta1",
    kind: "Dashboard",
    metadata: { name: "shop-cart" },
    spec: { title: "Cart" },
  });
  // Git Sync passes over hidden files, so that the ledger may be there.
  expect(Object.keys(files()).filter((path) => !/^(?:shop|theirs|README)/.test(path))).toEqual([".telltale-sync.json"]);
  writeFiles(root, projectFiles({ threshold: 2 }));
  const plan = await run("plan");
  expect(plan.stdout).toMatch(/~ dashboard "Cart" \(shop\/shop-cart.json\)\n.*panel "Orders" › .*\* 1.* → .*\* 2/s);
  expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
  expect(await run("prune", "--yes")).toMatchObject({ code: 0 });
  expect(await run("plan")).toMatchObject({ code: 0 });
  const ours = Object.keys(files()).filter((path) => path.startsWith("shop/"));
  expect(ours.sort()).toEqual(["shop/_folder.json", "shop/shop-cart.json"]);
  expect(files()).toMatchObject({ "theirs/decoy.json": "{}\n", "README.md": "Ours\n" });
});

test.each([
  ["rules that no target takes", { others: "" }, 'the rules of "prod" have no target'],
  ["dashboards that are not compiled for it", { routes: '["api"]' }, 'add "git-sync" to `grafana.dashboards`'],
])("is refused for %s", async (_, options, message) => {
  const { run } = createGitSync(options);
  expect(await run("plan")).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
});

test("is refused for more dashboards than one connection takes", { timeout: 90_000 }, async () => {
  const more = Array.from({ length: 999 }, (_, index) => `D${index}`);
  const { run } = createGitSync({ text: { more } });
  const { code, stderr } = await run("plan");
  expect(code).toBe(1);
  expect(stderr).toMatch(/Git Sync takes 1000 resources in one connection, and "prod" has 100\d/);
});
