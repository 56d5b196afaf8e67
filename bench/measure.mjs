import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const peakMemory = new URL("./peak-memory.mjs", import.meta.url).href;

/**
 * Runs a command once, to its end.
 *
 * @param {{ command: string, args: readonly string[], cwd?: string, stdin?: string }} what
 * @returns {Promise<{ seconds: number, megabytes: number | undefined, code: number | null, output: string }>}
 */
export async function run({ command, args, cwd }) {
  const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
  const report = join(folder, "peak");
  const isNode = command === process.execPath;
  const started = process.hrtime.bigint();
  const child = spawn(command, isNode ? ["--import", peakMemory, ...args] : args, {
    cwd,
    env: { ...process.env, TELLTALE_BENCH_REPORT: report, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    output += data;
  });
  const code = await new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const megabytes = isNode ? Number(readFileSync(report, "utf8")) / 1024 : undefined;
  rmSync(folder, { recursive: true });
  return { seconds, megabytes, code, output };
}

/**
 * Runs several commands in turn, so that a change of the machine's speed meets all of them, and gives medians.
 *
 * @param {Record<string, () => Promise<{ seconds: number, megabytes?: number | undefined }>>} contestants
 */
export async function alternate(contestants, rounds = 5) {
  /** @type {Record<string, { seconds: number[], megabytes: number[] }>} */
  const seen = Object.fromEntries(Object.keys(contestants).map((name) => [name, { seconds: [], megabytes: [] }]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, once] of Object.entries(contestants)) {
      const { seconds, megabytes } = await once();
      // The first round warms the disk's cache and is not counted.
      if (round === 0) continue;
      seen[name].seconds.push(seconds);
      if (megabytes !== undefined) seen[name].megabytes.push(megabytes);
    }
  }
  return Object.fromEntries(
    Object.entries(seen).map(([name, { seconds, megabytes }]) => [
      name,
      { seconds: median(seconds), megabytes: megabytes.length > 0 ? Math.max(...megabytes) : undefined },
    ]),
  );
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/**
 * Prints one figure with its goal, and whether it is met.
 *
 * @param {string} what
 * @param {number} value
 * @param {number} goal
 * @param {string} unit
 */
export function report(what, value, goal, unit) {
  const digits = unit === "MB" ? 0 : 2;
  const verdict = value <= goal ? "met" : "MISSED";
  console.log(
    `  ${what.padEnd(58)} ${value.toFixed(digits).padStart(7)} ${unit.padEnd(3)} goal ${goal} ${unit}: ${verdict}`,
  );
}
