import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { alternate, report, run } from "./measure.mjs";
import { corpusRoot, repository } from "./projects.mjs";

/** Runs the rule tests of a real project, all at once, next to promtool. */
export async function unitTests() {
  console.log("Rule tests of the corpus");
  const folder = join(corpusRoot, "unit-tests");
  if (!existsSync(folder)) return console.log("  skipped: the corpus is missing (set TELLTALE_CORPUS)");
  if (spawnSync("promtool", ["--version"]).error) return console.log("  skipped: promtool is not installed");
  const files = readdirSync(folder).filter((name) => name.startsWith("T_"));
  const cli = join(repository, "dist", "cli", "main.js");
  const args = [cli, "test", "--prometheus-version", "2.42", ...files];
  const { ours, promtool } = await alternate({
    ours: () => run({ command: process.execPath, args, cwd: folder }),
    promtool: () => run({ command: "promtool", args: ["test", "rules", ...files], cwd: folder }),
  });
  console.log(
    `  telltale ${ours.seconds.toFixed(2)} s, promtool ${promtool.seconds.toFixed(2)} s, ${files.length} files`,
  );
  report("telltale test / promtool test rules", ours.seconds / promtool.seconds, 0.5, "×");
}
