// Prints whole-process figures: medians of five alternating runs, each with its goal, met or missed.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alternate, median, report, run } from "./measure.mjs";
import { largeProject, repository, repositoryCopy, typedServices } from "./projects.mjs";
import { qnt9Day } from "./qnt9-day.mjs";
import { rangeQueries } from "./range-queries.mjs";
import { distinctLokiRules, distinctRules } from "./rules.mjs";
import { sloCost } from "./slo-cost.mjs";
import { syncs } from "./sync.mjs";
import { unitTests } from "./unit-tests.mjs";

const node = process.execPath;
const cli = join(repository, "dist", "cli", "main.js");
/** @type {(cwd: string, ...args: string[]) => ReturnType<typeof run>} */
const telltale = (cwd, ...args) => run({ command: node, args: [cli, ...args], cwd });

async function checkingRules() {
  console.log("Checking 10,000 rules with distinct expressions");
  const file = distinctRules(10_000);
  if (!file) return console.log("  skipped: the corpus is missing (set TELLTALE_CORPUS)");
  if (spawnSync("promtool", ["--version"]).error) return console.log("  skipped: promtool is not installed");
  const { ours, promtool } = await alternate({
    ours: () => telltale(repository, "check", file),
    promtool: () => run({ command: "promtool", args: ["check", "rules", file] }),
  });
  console.log(`  telltale ${ours.seconds.toFixed(2)} s, promtool ${promtool.seconds.toFixed(2)} s`);
  report("telltale check / promtool check rules", ours.seconds / promtool.seconds, 0.8, "×");
  report("memory", ours.megabytes, 300, "MB");
}

async function checkingLokiRules() {
  console.log("Checking 5,000 rules of Loki with distinct expressions");
  const file = distinctLokiRules(5_000);
  if (!file) return console.log("  skipped: the corpus is missing (set TELLTALE_CORPUS)");
  const { check } = await alternate({ check: () => telltale(repository, "check", file) });
  report("telltale check", check.seconds, 1, "s");
}

async function coldBuild() {
  console.log("Cold build of the repository's systems");
  const folder = repositoryCopy();
  const { build } = await alternate({
    build: async () => {
      rmSync(join(folder, "generated"), { recursive: true, force: true });
      return succeed(await telltale(folder, "build"));
    },
  });
  report("telltale build", build.seconds, 0.7, "s");
  rmSync(folder, { recursive: true });
}

/** The lines that `telltale dev` prints after a rebuild. */
const rebuiltLine = /\(\d+ ms\)/g;

async function rebuildOnSave() {
  console.log("Rebuild on save (telltale dev)");
  const folder = repositoryCopy();
  const file = join(folder, "dashboards", "qnt9", "user.ts");
  const original = readFileSync(file, "utf8");
  const child = spawn(node, [cli, "dev"], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
  let output = "";
  /** @type {(done?: unknown) => void} */
  let wake = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      output += data;
      wake();
    });
  }
  child.on("exit", () => wake());
  const rebuilt = async (/** @type {number} */ times) => {
    while ((output.match(rebuiltLine) ?? []).length < times) {
      if (child.exitCode !== null) throw new Error(`telltale dev ended:\n${output}`);
      await new Promise((done) => {
        wake = done;
      });
    }
  };
  await rebuilt(1);
  const seconds = [];
  for (let round = 0; round <= 5; round++) {
    await new Promise((done) => setTimeout(done, 300));
    const started = process.hrtime.bigint();
    writeFileSync(file, original.replace(/description: "/, `description: "(${round}) `));
    await rebuilt(round + 2);
    if (round > 0) seconds.push(Number(process.hrtime.bigint() - started) / 1e9);
  }
  child.kill("SIGINT");
  report("from save to written", median(seconds), 0.2, "s");
  rmSync(folder, { recursive: true });
}

async function help() {
  console.log("Start-up");
  const { ours, bare } = await alternate({
    ours: () => telltale(repository, "--help"),
    bare: () => run({ command: node, args: ["--eval", "0"] }),
  });
  console.log(`  node alone ${bare.seconds.toFixed(3)} s`);
  report("telltale --help", ours.seconds, 0.1, "s");
}

async function typeChecking() {
  console.log("Type check of 200 services with typed labels");
  const folder = typedServices(200);
  const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
  const { check } = await alternate({
    check: async () => succeed(await run({ command: node, args: [tsc, "-p", folder], cwd: folder })),
  });
  report("tsc", check.seconds, 2, "s");
  rmSync(folder, { recursive: true });
}

async function large() {
  console.log("1,000 dashboards of 20 panels and 10,000 rules, built, checked and validated");
  const small = largeProject({ dashboards: 100, rules: 1_000 });
  const whole = largeProject({ dashboards: 1_000, rules: 10_000 });
  const figures = await alternate(
    {
      small: async () => succeed(await telltale(small, "build", "--force")),
      whole: async () => succeed(await telltale(whole, "build", "--force")),
    },
    3,
  );
  console.log(`  a tenth of it: ${figures.small.seconds.toFixed(2)} s, ${figures.small.megabytes.toFixed(0)} MB`);
  report("build", figures.whole.seconds, 10, "s");
  report(
    "time of the whole / ten times the time of a tenth",
    figures.whole.seconds / figures.small.seconds / 10,
    1,
    "×",
  );
  report("memory", figures.whole.megabytes, 500, "MB");
  for (const folder of [small, whole]) rmSync(folder, { recursive: true });
}

/**
 * @template {{ code: number | null, output: string }} Result
 * @param {Result} result
 */
function succeed(result) {
  if (result.code !== 0) throw new Error(`exit ${result.code}:\n${result.output.slice(0, 4000)}`);
  return result;
}

const all = {
  checkingRules,
  checkingLokiRules,
  coldBuild,
  rebuildOnSave,
  help,
  typeChecking,
  large,
  unitTests,
  rangeQueries,
  qnt9Day,
  sloCost,
  syncs,
};
const chosen = process.argv.slice(2);
for (const [name, bench] of Object.entries(all)) {
  if (chosen.length === 0 || chosen.includes(name)) await bench();
}
