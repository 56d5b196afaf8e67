import { rmSync } from "node:fs";
import { bundled } from "./bundle.mjs";
import { median, report, run } from "./measure.mjs";
import { repository } from "./projects.mjs";

const rounds = 3;
/** A run that takes longer than this is not repeated. */
const longEnough = 30;

/** Evaluates QNT9's rules every minute for a day, over every series that its catalogue declares. */
export async function qnt9Day() {
  console.log("A day of QNT9's rules, evaluated every minute over their full declared cardinality");
  const { folder, script } = await bundled("qnt9-day.ts");
  try {
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const { output, seconds, megabytes } = await run({ command: process.execPath, args: [script], cwd: repository });
      runs.push({ ...JSON.parse(output), megabytes });
      if (seconds > longEnough) break;
    }
    const [{ rules, series, ticks, problems }] = runs;
    const writing = median(runs.map((one) => one.writing));
    console.log(
      `  ${rules} rules, ${series} series, ${problems} problems; making the series up took ${writing.toFixed(2)} s`,
    );
    report(`evaluating ${ticks.toLocaleString("en")} ticks`, median(runs.map((one) => one.evaluating)), 3, "s");
    report("memory", Math.max(...runs.map((one) => one.megabytes)), 1500, "MB");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
