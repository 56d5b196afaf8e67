import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { missingTool } from "../oracles/tools.js";

// The committed files, where they lie: an Alertmanager configuration refers to the templates next to it.
const folder = fileURLToPath(new URL("../../generated/", import.meta.url));
const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
// Collections in Kubernetes have copies of rules, dashboards and routes.
const files = all.filter((path) => !path.includes("/collection/"));
const copies = all.filter((path) =>
  /\/kubernetes\/(?:prometheus\/rules|alertmanager|grafana\/dashboards)\/.*\.\w+$/.test(path),
);
const ruleFiles = files.filter((path) => /\/rules\/[^/]+\.yml$/.test(path));
const sloTests = files.filter((path) => path.endsWith("/tests/slos.yml"));
const routings = files.filter((path) => path.endsWith("/alertmanager.yml"));

/** The exit status of a tool, and what it says. */
function run(tool: string, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(tool, words, { cwd: folder, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

test("every environment has rules, and all of them are routed", () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const environments = folders.map(({ name }) => name).filter((name) => name !== "alertmanagers");
  for (const name of environments) expect(ruleFiles.some((path) => path.startsWith(`${name}/`))).toBe(true);
  expect(routings.toSorted()).toEqual(["alertmanagers/production/alertmanager.yml", "staging/alertmanager.yml"]);
});

test("copies in collections are the same", () => {
  const read = (path: string) => readFileSync(folder + path, "utf8");
  expect(copies).not.toEqual([]);
  for (const path of copies) {
    const [system, copied] = path.split(/\/collection\/[^/]+\/(?:prometheus\/|alertmanager\/|grafana\/)/) as [
      string,
      string,
    ];
    const isRoute = path.includes("/kubernetes/alertmanager/");
    expect(read(path), path).toBe(read(isRoute ? `alertmanagers/production/${copied}` : `${system}/${copied}`));
  }
});

describe.skipIf(missingTool("promtool"))("promtool accepts", () => {
  test.each(ruleFiles)("%s", (path) => {
    expect(run("promtool", "check", "rules", "--lint=all", "--lint-fatal", path)).toEqual({
      status: 0,
      output: expect.stringContaining("SUCCESS"),
    });
  });
});

describe.skipIf(missingTool("promtool"))("promtool runs", () => {
  test.each(sloTests)("%s", (path) => {
    expect(run("promtool", "test", "rules", path)).toEqual({ status: 0, output: expect.stringContaining("SUCCESS") });
  });

  test("tests of each system with SLOs", () => {
    const folders = ruleFiles.filter((path) => path.endsWith("/rules/slos.yml"));
    expect(sloTests).toHaveLength(folders.length);
  });
});

describe.skipIf(missingTool("amtool"))("amtool accepts", () => {
  test.each(routings)("%s, with its templates", (path) => {
    const { status, output } = run("amtool", "check-config", path);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("1 templates") });
  });
});
