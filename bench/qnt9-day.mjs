import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { median, report, run } from "./measure.mjs";
import { repository } from "./projects.mjs";

const rounds = 3;
/** What takes longer than this is not run again. */
const longEnough = 30;

/** A day of QNT9's rules, a tick a minute, over all the series that its catalogue declares. */
export async function qnt9Day() {
  console.log("A day of the rules of QNT9, a minute a tick, over its full declared cardinality");
  const cache = join(repository, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "telltale-bench-"));
  try {
    const script = await bundled(folder);
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const { output, seconds, megabytes } = await run({ command: process.execPath, args: [script], cwd: repository });
      runs.push({ ...JSON.parse(output), megabytes });
      if (seconds > longEnough) break;
    }
    const [{ rules, series, problems }] = runs;
    const writing = median(runs.map((one) => one.writing));
    console.log(
      `  ${rules} rules, ${series} series, ${problems} problems; making the series up took ${writing.toFixed(2)} s`,
    );
    report("evaluating 1,441 ticks", median(runs.map((one) => one.evaluating)), 3, "s");
    report("memory", Math.max(...runs.map((one) => one.megabytes)), 1500, "MB");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function bundled(folder) {
  const bundle = await rolldown({
    input: join(repository, "bench", "qnt9-day.ts"),
    cwd: repository,
    platform: "node",
    logLevel: "silent",
    resolve: { alias: { telltale: join(repository, "src", "index.ts") } },
    external: /^(?:node:|re2js|picocolors|@grafana)/,
  });
  await bundle.write({ dir: folder, format: "esm", entryFileNames: "day.mjs" });
  await bundle.close();
  return join(folder, "day.mjs");
}
