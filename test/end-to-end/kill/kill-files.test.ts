import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { filesIn, writeFiles } from "../../project/temporary-folder.js";
import { configText, createProject, projectFiles } from "../../sync/project.js";
import { telltale } from "../../sync/telltale.js";
import { countKill } from "./kill-count.js";

const preload = pathToFileURL(fileURLToPath(new URL("./kill-at-call.mjs", import.meta.url))).href;

const decoys = {
  ".telltale/local/prod/grafana/dashboards/shop/decoy.json": '{"uid":"decoy"}',
  ".telltale/local/prod/prometheus/rules/decoy.yml": "groups: []\n",
};

/** A synced project whose definitions then changed: a sync creates, updates, and a prune would delete. */
async function changedProject() {
  const root = createProject({ "telltale.config.ts": configText(), ...projectFiles({ more: ["Old"] }), ...decoys });
  await telltale(root, ["sync", "--yes"]);
  writeFiles(root, projectFiles({ threshold: 2, more: ["New"] }));
  return root;
}

test.each(["sync", "prune"] as const)(
  "%s converges after it was killed at any step",
  { timeout: 600_000 },
  async (command) => {
    const root = await changedProject();
    const state = join(root, ".telltale");
    const saved = join(root, "saved");
    cpSync(state, saved, { recursive: true });
    const run = (env: Readonly<Record<string, string>>) =>
      telltale(root, [command, "--yes"], { NODE_OPTIONS: `--import=${preload}`, ...env });
    const steps = Number(/calls: (\d+)/.exec((await run({ COUNT_CALLS: "1" })).stderr)?.[1]);
    expect(steps).toBeGreaterThan(8);
    const expected = snapshot(root);
    for (let step = 1; step <= steps; step++) {
      for (const after of ["0", "1"]) {
        rmSync(state, { recursive: true });
        cpSync(saved, state, { recursive: true });
        const killed = await run({ KILL_AT: String(step), KILL_AFTER: after });
        expect(killed.code, `step ${step}`).toBe(null);
        countKill(`local folder, ${command}`);
        const again = await telltale(root, [command, "--yes"]);
        expect({ step, after, code: again.code, stderr: again.stderr.replace(/^local: an earlier .*\n/, "") }).toEqual({
          ...{ step, after, code: 0, stderr: "" },
        });
        expect(snapshot(root)).toEqual(expected);
      }
    }
  },
);

/** The files of the target but the ledger, which may know both contents of a file, and what a killed process may leave. */
function snapshot(root: string) {
  const files = filesIn(join(root, ".telltale/local"));
  for (const [path, text] of Object.entries(decoys)) expect(readFileSync(join(root, path), "utf8")).toBe(text);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !/\.telltale/.test(path)));
}
