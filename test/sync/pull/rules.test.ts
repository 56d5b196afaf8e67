import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startServerProcess } from "../../oracles/server-process.js";
import { missingTool } from "../../oracles/tools.js";
import { filesIn, temporaryFolder } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../project.js";
import { type RulerPersonality, startRuler, tenant } from "../ruler/ruler-double.js";
import { telltale } from "../telltale.js";

// Each test runs several commands in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

const rule = {
  alert: "DiskFull",
  expr: "disk_free < 1",
  for: "5m",
  labels: { severity: "page" },
  annotations: { summary: "The disk is full", runbook_url: "https://example.com/disk" },
};

async function setUp(personality: RulerPersonality, expr = rule.expr) {
  const ruler = await startRuler(personality);
  const rules = [{ ...rule, expr }];
  ruler.namespaces.set("infra/disks", new Map([["disks", { name: "disks", interval: "1m", rules }]]));
  ruler.namespaces.set("telltale-other.prod.x", new Map([["x", { name: "x", rules: [{ record: "a:b", expr: "1" }] }]]));
  const fields = `environment: "prod", url: "${ruler.url}", tenant: "${tenant}", server: "${personality}"`;
  const config = configText(`targets: { ruler: { kind: "ruler", ${fields} } },`);
  const root = createProject({ "telltale.config.ts": config, ...projectFiles() });
  return { ruler, root, run: (...args: string[]) => telltale(root, args) };
}

describe("a ruler", () => {
  test("is adopted: rules stay in their namespace, and only changes are written", async () => {
    const { ruler, root, run } = await setUp("mimir");
    const pulled = await run("pull");
    expect(pulled).toMatchObject({ code: 0, stderr: "" });
    expect(pulled.stdout).toContain("allows promql/unknown-metric");
    expect(readFileSync(join(root, "alerts/infra-disks.yml"), "utf8")).toMatch(
      /^# telltale allow-file promql\/unknown-metric /,
    );
    expect(pulled.stdout).toContain("telltale-other manages it: name it with --only");
    expect(readFileSync(join(root, "alerts/infra-disks.ts"), "utf8")).toBe(
      `import { shop } from "../systems/shop.js";
import content from "./infra-disks.yml";

export const rules = shop.ruleFile("infra-disks", content, { deployedAs: "infra/disks" });
`,
    );
    expect((await run("plan")).stdout).not.toContain("disks");
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(ruler.writes().map(({ path }) => decodeURIComponent(path))).not.toContainEqual(
      expect.stringContaining("disks"),
    );
    expect(await run("plan")).toMatchObject({ code: 0 });

    // Others may still add groups to the namespace. They stay theirs.
    ruler.namespaces.get("infra/disks")!.set("later", { name: "later", rules: [{ record: "c:d", expr: "1" }] });
    const path = join(root, "alerts/infra-disks.yml");
    writeFileSync(path, readFileSync(path, "utf8").replace("disk_free < 1", "disk_free < 2"));
    expect((await run("plan")).stdout).toContain('alert "DiskFull" › expr: "disk_free < 1" → "disk_free < 2"');
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(ruler.namespaces.get("infra/disks")!.get("disks")!.rules).toMatchObject([{ expr: "disk_free < 2" }]);
    expect(await run("prune", "--yes")).toMatchObject({ code: 0 });
    expect([...ruler.namespaces.get("infra/disks")!.keys()]).toEqual(["disks", "later"]);
  });

  test("of Loki is adopted, too: its rules are in LogQL", async () => {
    const { ruler, root, run } = await setUp("loki", 'sum(count_over_time({app="disks"} |= "full" [5m])) > 0');
    expect(await run("pull")).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(root, "alerts/infra-disks.ts"), "utf8")).toContain(
      'export const rules = shop.ruleFile("infra-disks", content, { deployedAs: "infra/disks", language: "logql" });',
    );
    ruler.forget();
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    expect(ruler.writes()).toEqual([]);
    const path = join(root, "alerts/infra-disks.yml");
    writeFileSync(path, readFileSync(path, "utf8").replace("[5m]", "[10m]"));
    expect(await run("sync", "--yes")).toMatchObject({ code: 0, stderr: "" });
    const stored = ruler.namespaces.get("infra/disks")!.get("disks")!.rules;
    expect(stored).toMatchObject([{ expr: 'sum(count_over_time({app="disks"} |= "full" [10m])) > 0' }]);
    expect((await run("pull")).stdout).toContain("0 pulled, 1 left out, 1 defined already");
  });

  test("of Loki with an expression that Loki would refuse is left out", async () => {
    const { root, run } = await setUp("loki");
    const { code, stdout } = await run("pull", "--only", "rules/infra*");
    expect(code).toBe(1);
    expect(stdout).toContain("left out: a rule file cannot express it: ");
    expect(existsSync(join(root, "alerts"))).toBe(false);
  });
});

const missing = missingTool("prometheus");

test.skipIf(missing !== undefined)("a rule file of a real Prometheus is adopted under its name", async () => {
  const text =
    "# By hand\ngroups:\n  - name: infra\n    rules:\n      - { record: 'job:up:sum', expr: sum by (job) (up) }\n";
  const folder = temporaryFolder({ "infra.yml": text, "broken.yml": "groups: 7\n", ".hidden.yml": text });
  const reads = temporaryFolder();
  const server = await startServerProcess({
    readyPath: "/-/ready",
    command({ address, folder: own }) {
      mkdirSync(own, { recursive: true });
      const rules = [join(folder, "infra.yml"), join(folder, "shop-*.yml")];
      writeFileSync(join(own, "prometheus.yml"), JSON.stringify({ rule_files: rules }));
      const storage = `--storage.tsdb.path=${join(reads, "data")}`;
      const listen = `--web.listen-address=${address}`;
      return ["prometheus", `--config.file=${own}/prometheus.yml`, storage, listen, "--web.enable-lifecycle"];
    },
  });
  onTestFinished(() => server.stop());
  const target = `prometheus: { kind: "prometheus", environment: "prod", directory: "${folder}", url: "${server.url}" }`;
  const root = createProject({ "telltale.config.ts": configText(`targets: { ${target} },`), ...projectFiles() });
  const run = (...args: string[]) => telltale(root, args);
  const { code, stdout } = await run("pull");
  expect(code).toBe(1);
  expect(stdout).toMatch(/rules "broken.yml" \(broken.yml\)\n {6}left out: a rule file cannot express it/);
  expect(readFileSync(join(root, "alerts/infra.yml"), "utf8")).toBe(text);
  const plan = await run("plan");
  expect(plan.stdout).toContain('! rules "infra.yml" (infra.yml)');
  expect(await run("sync", "--yes", "--adopt")).toMatchObject({ code: 0, stderr: "" });
  expect(Object.keys(filesIn(folder)).sort()).toEqual([
    ".hidden.yml",
    ".telltale-sync.json",
    "broken.yml",
    "infra.yml",
    "shop-alerts.yml",
  ]);
  expect(filesIn(folder)["infra.yml"]).toContain("sum by (job) (up)");
  expect(await run("plan")).toMatchObject({ code: 0 });
});
