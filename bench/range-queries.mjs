import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { bundled } from "./bundle.mjs";
import { median, report, run } from "./measure.mjs";
import { repository } from "./projects.mjs";

/** Runs range queries over 1,000 series and 1,000 steps, here and in a real Prometheus with the same samples. */
export async function rangeQueries() {
  console.log("Range queries over 1,000 series of 15-second data, 1,000 steps");
  if (spawnSync("prometheus", ["--version"]).error) return console.log("  skipped: prometheus is not installed");
  const { folder, script } = await bundled("range-queries.ts");
  try {
    const { output, code } = await run({ command: process.execPath, args: [script], cwd: repository });
    if (code !== 0) throw new Error(output);
    for (const { query, ours, theirs, evaluation } of JSON.parse(output)) {
      const [own, whole, alone] = [median(ours), median(theirs), median(evaluation)];
      console.log(`  ${query}`);
      console.log(
        `    telltale ${own.toFixed(3)} s, prometheus ${whole.toFixed(3)} s with its JSON, ${alone.toFixed(3)} s of that evaluating`,
      );
      report("telltale / prometheus with its JSON", own / whole, 2, "×");
      report("telltale / prometheus evaluating", own / alone, 2, "×");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
