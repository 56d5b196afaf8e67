import { rmSync } from "node:fs";
import { bundled } from "./bundle.mjs";
import { report, run } from "./measure.mjs";
import { repository } from "./projects.mjs";

/** Counts what the rules of one SLO read in an hour, beside those of sloth and pyrra for the same objective. */
export async function sloCost() {
  console.log("An SLO of 99.9 % over 30 days on 72 series, a sample a minute: reads in an hour");
  const { folder, script } = await bundled("slo-cost.ts");
  try {
    const { output, code } = await run({ command: process.execPath, args: [script], cwd: repository });
    if (code !== 0) throw new Error(output);
    const costs = JSON.parse(output);
    for (const [name, { rules, rawScans, samples }] of Object.entries(costs)) {
      console.log(
        `  ${name.padEnd(8)} ${rules} rules, ${rawScans.toLocaleString("en")} scans of the service's series, ` +
          `${samples.toLocaleString("en")} samples`,
      );
    }
    const { telltale, sloth, pyrra } = costs;
    report(
      "scans / the fewer of sloth's and pyrra's",
      telltale.rawScans / Math.min(sloth.rawScans, pyrra.rawScans),
      1,
      "×",
    );
    report(
      "samples / the fewer of sloth's and pyrra's",
      telltale.samples / Math.min(sloth.samples, pyrra.samples),
      1,
      "×",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
