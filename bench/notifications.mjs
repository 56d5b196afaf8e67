import { rmSync } from "node:fs";
import { bundled } from "./bundle.mjs";
import { median, report, run } from "./measure.mjs";
import { repository } from "./projects.mjs";

/** Simulates the notifications of many alerts, each time in a new process: without what earlier rounds compiled. */
export async function notifications() {
  console.log("Notifications of 10,000 alerts in 500 routes");
  const { folder, script } = await bundled("notifications.ts");
  try {
    const seconds = [];
    for (let round = 0; round < 5; round++) {
      const { output, code } = await run({ command: process.execPath, args: [script], cwd: repository });
      if (code !== 0) throw new Error(output);
      seconds.push(JSON.parse(output).seconds);
    }
    report("simulateNotifications, processor time", median(seconds), 1, "s");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
