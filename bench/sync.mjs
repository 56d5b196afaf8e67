import { rmSync } from "node:fs";
import { bundled } from "./bundle.mjs";
import { report, run } from "./measure.mjs";

/** Goals in seconds, for an unchanged sync and its plan: with `/apis`, lists carry whole dashboards. */
const goals = { apis: 2, api: 5 };

/** Prints the time, requests and memory of a sync of 1,000 dashboards and 10,000 rules. */
export async function syncs() {
  console.log("Sync of 1,000 dashboards and 10,000 rules to servers with 20 ms latency");
  const { folder, script } = await bundled("sync.ts");
  const { output, code } = await run({ command: process.execPath, args: [script] });
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error(output);
  for (const line of output.trim().split("\n")) {
    const { personality, phase, seconds, requests, megabytes } = JSON.parse(line);
    const name = `/${personality}: ${phase}, ${requests} requests (${(requests / 1500).toFixed(2)} per object)`;
    if (phase === "first sync") console.log(`  ${name}: ${seconds.toFixed(2)} s`);
    else report(name, seconds, goals[/** @type {"apis" | "api"} */ (personality)], "s");
    if (phase === "unchanged sync") report(`/${personality}: memory`, megabytes, 400, "MB");
  }
}
