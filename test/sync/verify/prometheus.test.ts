import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { temporaryFolder, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { telltale } from "../telltale.js";

vi.setConfig({ testTimeout: 120_000 });

const missing = missingTool("prometheus");

interface TargetsResponse {
  readonly data: { readonly activeTargets: readonly unknown[] };
}

/** A real Prometheus that scrapes itself as the service of the project, or an address where nobody listens. */
async function setUp(scraped?: string) {
  const rules = temporaryFolder();
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder }) {
      mkdirSync(folder, { recursive: true });
      const job = (name: string, target: string) => ({
        job_name: name,
        scrape_interval: "1s",
        static_configs: [{ targets: [target] }],
      });
      const scrape_configs = [job("cart", scraped ?? address), job("theirs", "127.0.0.1:1")];
      const global = { evaluation_interval: "2s" };
      const config = { global, rule_files: [join(rules, "*.yml")], scrape_configs };
      writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config));
      const storage = `--storage.tsdb.path=${join(folder, "data")}`;
      const listen = `--web.listen-address=${address}`;
      return ["prometheus", `--config.file=${folder}/prometheus.yml`, storage, listen, "--web.enable-lifecycle"];
    },
  });
  onTestFinished(() => server.stop());
  // It looks for targets some seconds after it is ready.
  await vi.waitFor(
    async () => {
      const { data } = (await (await fetch(`${server.url}/api/v1/targets?state=active`)).json()) as TargetsResponse;
      expect(data.activeTargets).toHaveLength(2);
    },
    { timeout: 60_000, interval: 200 },
  );
  const target = `prometheus: { kind: "prometheus", environment: "prod", directory: "${rules}", url: "${server.url}" }`;
  const config = configText(`defaults: { evaluationInterval: "2s" }, targets: { ${target} },`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  return { rules, server, root, run: (...args: string[]) => telltale(root, args) };
}

describe.skipIf(missing !== undefined)("a real Prometheus", () => {
  test("is verified after a sync: targets, rules and their first evaluation", async () => {
    const { run } = await setUp();
    const before = await run("verify", "--wait", "0s");
    expect(before.code).toBe(1);
    expect(before.stdout).toContain("✗ is as the definitions describe it");
    expect(before.stdout).toContain('group "shop-cart" of shop-alerts.yml is not loaded');
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await run("verify", "--wait", "60s");
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: "" });
    // The target of another job is down, and is not ours.
    expect(stdout).toContain("✓ targets are up (1)");
    expect(stdout).toContain("✓ rules are loaded and healthy (1)");
  });

  test("reports targets that are down, and rules that fail", async () => {
    const { root, run } = await setUp("127.0.0.1:1");
    writeFiles(root, {
      "alerts/bad.ts": `
        import { shop } from "../systems/shop.js";
        export const bad = shop.ruleFile("bad", "groups: [{ name: bad, interval: 2s, rules: [{ record: 'a:b', expr: '{__name__=~\\"up|scrape_.+\\"}' }] }]");
      `,
    });
    expect(await run("sync", "--yes")).toMatchObject({ code: 0 });
    await vi.waitFor(
      async () => {
        const { code, stdout } = await run("verify", "prometheus", "--wait", "30s", "--json");
        expect(code).toBe(1);
        const [{ checks }] = (JSON.parse(stdout) as { targets: [{ checks: { outcome: string; details: string[] }[] }] })
          .targets;
        const wrong = checks.filter(({ outcome }) => outcome === "wrong").flatMap(({ details }) => details);
        expect(wrong).toEqual([
          expect.stringMatching(/^cart 127\.0\.0\.1:1 is down: .*connection refused/),
          expect.stringMatching(/^a:b in group "bad" of shop-bad\.yml: .*same labelset/),
        ]);
      },
      { timeout: 60_000, interval: 1_000 },
    );
  });
});
