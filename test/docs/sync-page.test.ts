import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { configText, createProject, projectFiles } from "../sync/project.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(`${repository}docs/sync.md`, "utf8");

interface Step {
  readonly run?: string;
  readonly name?: string;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const workflow = load(/^```yaml\n(# \.github\/workflows\/sync\.yml\n[\s\S]*?)^```$/m.exec(page)![1]!) as Workflow;

/** Runs the commands of a job that call telltale, as the runner does. */
function runJob(root: string, name: string): readonly number[] {
  const steps = workflow.jobs[name]!.steps.flatMap(({ run }) => (run?.includes("npx telltale") ? [run] : []));
  const prelude = `set -eo pipefail\nnpx() { shift; "${process.execPath}" "${repository}dist/cli/main.js" "$@"; }\n`;
  return steps.map((run) => {
    const result = spawnSync("bash", ["-c", prelude + run], {
      cwd: root,
      encoding: "utf8",
      env: { PATH: process.env.PATH },
    });
    return result.status ?? -1;
  });
}

describe("the workflow of the page", () => {
  test("checks and plans pull requests, syncs on main, and looks for drift at night", { timeout: 120_000 }, () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request", "push", "schedule"]);
    const root = createProject({ "telltale.config.ts": configText(), ...projectFiles() });
    // The generated files are committed; the check finds them if they are out of date.
    spawnSync(process.execPath, [`${repository}dist/cli/main.js`, "build"], { cwd: root });
    expect(runJob(root, "plan")).toEqual([0, 0]);
    expect(readFileSync(`${root}/plan.txt`, "utf8")).toContain("to create");
    expect(runJob(root, "drift")).toEqual([2]);
    expect(runJob(root, "sync")).toEqual([0]);
    expect(runJob(root, "drift")).toEqual([0]);
    expect(runJob(root, "plan")).toEqual([0, 0]);
  });
});
