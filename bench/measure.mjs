import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const peakMemory = new URL("./peak-memory.mjs", import.meta.url).href;

/**
 * The cost of one run: time on the clock, CPU time of all threads, and memory, which is measured for Node processes only;
 * for others it is 0.
 *
 * @typedef {{ seconds: number, cpuSeconds: number, megabytes: number }} Figures
 */

/**
 * Runs a command once.
 *
 * @param {{ command: string, args: readonly string[], cwd?: string, env?: Readonly<Record<string, string>> }} what
 * @returns {Promise<Figures & { code: number | null, output: string }>}
 */
export async function run({ command, args, cwd = process.cwd(), env = {} }) {
  const folder = mkdtempSync(join(tmpdir(), "telltale-bench-"));
  const report = join(folder, "peak");
  const isNode = command === process.execPath;
  const started = process.hrtime.bigint();
  // The shell prints the CPU time of what it ran.
  const timed = ["-c", '"$@"; code=$?; times >"$TELLTALE_BENCH_REPORT"; exit $code', "sh", command, ...args];
  const child = spawn(isNode ? command : "sh", isNode ? ["--import", peakMemory, ...args] : timed, {
    cwd,
    env: { ...process.env, ...env, TELLTALE_BENCH_REPORT: report, NO_COLOR: "1" },
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
  const written = readFileSync(report, "utf8");
  const [kibibytes = 0, microseconds = 0] = isNode ? written.split(" ").map(Number) : [];
  const cpuSeconds = isNode ? microseconds / 1e6 : childSeconds(written);
  rmSync(folder, { recursive: true });
  return { seconds, cpuSeconds, megabytes: kibibytes / 1024, code, output };
}

/**
 * Adds up the times of the children of a shell: `0m1.25s 0m0.03s` in the second line.
 *
 * @param {string} times
 */
function childSeconds(times) {
  const [, children = ""] = times.split("\n");
  const durations = children.matchAll(/(\d+)m([\d.]+)s/g);
  return Array.from(durations, ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds)).reduce(
    (sum, one) => sum + one,
    0,
  );
}

/**
 * Runs several commands in turn, so that a change in the machine's speed affects all of them. Returns the median time
 * and the peak memory of each.
 *
 * @template {string} Name
 * @param {Record<Name, () => Promise<Figures>>} contestants
 * @returns {Promise<Record<Name, Figures>>}
 */
export async function alternate(contestants, rounds = 5) {
  const names = /** @type {Name[]} */ (Object.keys(contestants));
  const seen = new Map(names.map((name) => [name, /** @type {Figures[]} */ ([])]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const figures = await contestants[name]();
      // The first round warms the disk cache and is not counted.
      if (round > 0) seen.get(name)?.push(figures);
    }
  }
  const summary = [...seen].map(([name, runs]) => {
    const seconds = median(runs.map((run) => run.seconds));
    const cpuSeconds = median(runs.map((run) => run.cpuSeconds));
    return [name, { seconds, cpuSeconds, megabytes: Math.max(...runs.map((run) => run.megabytes)) }];
  });
  return Object.fromEntries(summary);
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** The time that this machine needs to start Node, in seconds: the median of five runs. */
function nodeAlone() {
  const runs = Array.from({ length: 5 }, () => {
    const started = process.hrtime.bigint();
    spawnSync(process.execPath, ["--eval", "0"]);
    return Number(process.hrtime.bigint() - started) / 1e9;
  });
  return median(runs);
}

/**
 * Prints a figure, its goal, and if the goal is met. Beside a time stands its ratio to the start of Node alone, measured
 * at the same moment: it compares figures of different machines, and of busy and idle ones. The goals are for a machine
 * that starts Node in 0.04 s.
 *
 * @param {string} what
 * @param {number} value
 * @param {number} goal
 * @param {string} unit
 */
export function report(what, value, goal, unit) {
  const digits = unit === "MB" ? 0 : 2;
  const verdict = value <= goal ? "met" : "MISSED";
  const ratio = unit === "s" ? `, ${(value / nodeAlone()).toFixed(1)} × node alone` : "";
  console.log(
    `  ${what.padEnd(58)} ${value.toFixed(digits).padStart(7)} ${unit.padEnd(3)} goal ${goal} ${unit}: ${verdict}${ratio}`,
  );
}
