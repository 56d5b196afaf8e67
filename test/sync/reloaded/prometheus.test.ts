import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ServerProcess, startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { filesIn, temporaryFolder, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

const missing = missingTool("prometheus");

interface Options {
  readonly flags?: readonly string[];
  readonly ruleFiles?: string;
}

/** Starts a real Prometheus, whose folder of rules holds one of somebody else. */
async function setUp({ flags = ["--web.enable-lifecycle"], ruleFiles = "*.yml" }: Options = {}) {
  const rules = temporaryFolder({ "decoy.yml": "groups: [{ name: decoy, rules: [{ record: 'a:b', expr: '1' }] }]\n" });
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "prometheus.yml"), JSON.stringify({ rule_files: [join(rules, ruleFiles)] }));
      const storage = `--storage.tsdb.path=${join(folder, "data")}`;
      return [
        "prometheus",
        `--config.file=${folder}/prometheus.yml`,
        storage,
        `--web.listen-address=${address}`,
        ...flags,
      ];
    },
  });
  onTestFinished(() => server.stop());
  const target = `prometheus: { kind: "prometheus", environment: "prod", directory: "${rules}", url: "${server.url}" }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  return { rules, server, root, run: (...args: string[]) => telltale(root, args) };
}

async function loadedRules({ url }: ServerProcess): Promise<readonly string[]> {
  const answer = (await (await fetch(`${url}/api/v1/rules`)).json()) as {
    data: { groups: { rules: { name: string; query: string }[] }[] };
  };
  return answer.data.groups.flatMap(({ rules }) => rules.map(({ name, query }) => `${name}: ${query}`));
}

describe.skipIf(missing !== undefined)("a real Prometheus", () => {
  test("loads the rules that are synced, once", async () => {
    const { rules, server, root, run } = await setUp();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(await loadedRules(server)).toEqual(["a:b: 1", 'NoOrders: rate(cart_orders_total{job="cart"}[5m]) < 1']);
    const before = filesIn(rules);
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to write") });
    writeFiles(root, projectFiles({ threshold: 2 }));
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect((await loadedRules(server))[1]).toContain("< 2");
    expect(filesIn(rules)["decoy.yml"]).toBe(before["decoy.yml"]);
    expect(await run("plan")).toMatchObject({ code: 0 });
  });

  test("prints expressions in its own way, with sorted matchers", async () => {
    const { server, root, run } = await setUp();
    const exprs = [
      'sum by (job) (rate(cart_orders_total{job="cart", instance!="x", instance=~"a.*"}[5m])) / on (job) up{job="cart", instance="a"} > 0.10',
      "up{job='cart', instance=\"a\"} offset 90s or -up{job='cart', instance=~`a\\d`} + 1e6",
      "sum(up) by () + sum(sum without () (max_over_time(up[120s:30s] offset -60s)))",
    ];
    const rules = exprs.map((expr, index) => ({ record: `a:b:c${index}`, expr }));
    const text = JSON.stringify(JSON.stringify({ groups: [{ name: "more", rules }] }));
    const source = `import { shop } from "../systems/shop.js"; export const more = shop.ruleFile("more", ${text});`;
    writeFiles(root, { "alerts/more.ts": source });
    expect((await run("sync", "--yes")).stderr).toBe("");
    expect(await loadedRules(server)).toContainEqual(
      expect.stringContaining('{instance!="x",instance=~"a.*",job="cart"}'),
    );
    expect(await run("plan")).toMatchObject({ code: 0 });
  });

  test("is told to load what a killed sync wrote", async () => {
    const { rules, server, root, run } = await setUp();
    await run("sync", "--yes");
    writeFiles(root, projectFiles({ threshold: 2 }));
    await run("sync", "--yes");
    const written = readFileSync(join(rules, "shop-alerts.yml"), "utf8");
    // The server has the old rules, as if the sync had been killed before the reload.
    writeFileSync(join(rules, "shop-alerts.yml"), written.replace("< 2", "< 1"));
    await fetch(`${server.url}/-/reload`, { method: "POST" });
    writeFileSync(join(rules, "shop-alerts.yml"), written);
    const plan = await run("plan");
    expect(plan.stdout).toContain("of shop-alerts.yml has other rules");
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    expect((await loadedRules(server))[1]).toContain("< 2");
  });

  test("keeps the old rules if it refuses the new ones: the files are put back", async () => {
    const { rules, server, root, run } = await setUp();
    await run("sync", "--yes");
    const before = filesIn(rules);
    const loaded = await loadedRules(server);
    // Somebody else's file is broken, so no reload works.
    writeFileSync(join(rules, "decoy.yml"), "groups: [{ name: decoy, rules: [{ record: 'a:b', expr: 'sum(' }] }]\n");
    writeFiles(root, projectFiles({ threshold: 2 }));
    const { code, stderr } = await run("sync", "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain("failed to reload config");
    expect(stderr).toContain("put back 1 of the changes");
    expect(filesIn(rules)["shop-alerts.yml"]).toBe(before["shop-alerts.yml"]);
    expect(await loadedRules(server)).toEqual(loaded);
    const again = await run("sync", "--yes");
    expect(again.stderr).toContain("failed, before this sync");
    writeFileSync(join(rules, "decoy.yml"), before["decoy.yml"]!);
    await fetch(`${server.url}/-/reload`, { method: "POST" });
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    expect((await loadedRules(server))[1]).toContain("< 2");
  });

  test("that does not read the folder is found out", async () => {
    const { rules, run } = await setUp({ ruleFiles: "elsewhere/*.yml" });
    const { code, stderr } = await run("sync", "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain("does rule_files list");
    expect(Object.keys(filesIn(rules))).toEqual([".telltale-sync.json", "decoy.yml"]);
  });

  test("that cannot be reloaded says how to start it", async () => {
    const { rules, run } = await setUp({ flags: [] });
    const { code, stderr } = await run("sync", "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain("start it with --web.enable-lifecycle");
    expect(Object.keys(filesIn(rules))).toEqual([".telltale-sync.json", "decoy.yml"]);
  });
});
