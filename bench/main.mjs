// Prints whole-process figures: medians of five alternating runs, each with its goal, met or missed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { alternate, median, report, run } from "./measure.mjs";
import { notifications } from "./notifications.mjs";
import { corpusRoot, largeProject, repository, repositoryCopy, typedServices } from "./projects.mjs";
import { qnt9Day } from "./qnt9-day.mjs";
import { rangeQueries } from "./range-queries.mjs";
import { distinctLokiRules, distinctRules, shortRecordings } from "./rules.mjs";
import { sloCost } from "./slo-cost.mjs";
import { syncs } from "./sync.mjs";
import { unitTests } from "./unit-tests.mjs";

const node = process.execPath;
const cli = join(repository, "dist", "cli", "main.js");
/** @type {(cwd: string, ...args: string[]) => ReturnType<typeof run>} */
const telltale = (cwd, ...args) => run({ command: node, args: [cli, ...args], cwd });

async function checkingRules() {
  console.log("Checking 10,000 alerts with distinct expressions");
  await compareWithPromtool(distinctRules(10_000), 1);
  console.log("Checking 4,303 short recording rules");
  await compareWithPromtool(shortRecordings(4_303), 3);
}

/**
 * @param {string | undefined} file
 * @param {number} goal - the time of ours as a multiple of promtool's
 */
async function compareWithPromtool(file, goal) {
  if (!file) return console.log("  skipped: the corpus is missing (set TELLTALE_CORPUS)");
  if (spawnSync("promtool", ["--version"]).error) return console.log("  skipped: promtool is not installed");
  const { ours, again, promtool } = await alternate({
    ours: () => telltale(dirname(file), "check", "--no-cache", file),
    again: () => telltale(dirname(file), "check", file),
    promtool: () => run({ command: "promtool", args: ["check", "rules", file] }),
  });
  console.log(`  telltale ${inWords(ours)}; promtool ${inWords(promtool)}`);
  report("telltale check / promtool check rules", ours.seconds / promtool.seconds, goal, "×");
  report("the same in CPU time", ours.cpuSeconds / promtool.cpuSeconds, goal, "×");
  report("telltale check of unchanged files", again.seconds, 0.3, "s");
  report("memory", ours.megabytes, 300, "MB");
}

async function checkingEstate() {
  console.log("Checking the rule files and dashboards of an estate");
  const folders = ["rules", "unit-tests", "dashboards"].map((name) => join(corpusRoot, name)).filter(existsSync);
  if (folders.length === 0) return console.log("  skipped: the corpus is missing (set TELLTALE_CORPUS)");
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))).slice(0, 200);
  const { check, again } = await alternate({
    check: () => telltale(tmpdir(), "check", "--no-cache", ...files),
    again: () => telltale(tmpdir(), "check", ...files),
  });
  console.log(`  first run ${inWords(check)}; unchanged ${inWords(again)}`);
  report(`telltale check, ${files.length} files`, check.seconds, 1, "s");
  report("telltale check of unchanged files", again.seconds, 0.3, "s");
}

/** @param {import("./measure.mjs").Figures} figures */
function inWords({ seconds, cpuSeconds }) {
  return `${seconds.toFixed(2)} s (CPU ${cpuSeconds.toFixed(2)} s)`;
}

async function checkingLokiRules() {
  console.log("Checking 5,000 rules of Loki with distinct expressions");
  const file = distinctLokiRules(5_000);
  if (!file) return console.log("  skipped: the corpus is missing (set TELLTALE_CORPUS)");
  const { check } = await alternate({ check: () => telltale(repository, "check", "--no-cache", file) });
  report("telltale check", check.seconds, 1, "s");
}

async function coldBuild() {
  console.log("Cold build of QNT9, and of the repository's systems; check of all of them (--no-cache)");
  const qnt9 = repositoryCopy("qnt9");
  const all = repositoryCopy();
  const build =
    (/** @type {string} */ folder, /** @type {string[]} */ ...flags) =>
    async () => {
      rmSync(join(folder, "generated"), { recursive: true, force: true });
      return succeed(await telltale(folder, "build", ...flags));
    };
  const first = async () => {
    const folder = repositoryCopy("qnt9");
    const caches = mkdtempSync(join(tmpdir(), "telltale-caches-"));
    const env = { XDG_CACHE_HOME: caches };
    const figures = await run({ command: node, args: [cli, "build", "--no-cache"], cwd: folder, env });
    for (const one of [folder, caches]) rmSync(one, { recursive: true });
    return succeed(figures);
  };
  const figures = await alternate({
    qnt9: build(qnt9, "--no-cache"),
    all: build(all, "--no-cache"),
    check: async () => succeed(await telltale(all, "check", "--no-cache")),
    qnt9Again: build(qnt9),
    allAgain: build(all),
    checkAgain: async () => succeed(await telltale(all, "check")),
    first,
  });
  report("telltale build, QNT9", figures.qnt9.seconds, 0.7, "s");
  report("telltale build, five systems", figures.all.seconds, 1.2, "s");
  report("telltale check, five systems", figures.check.seconds, 1.5, "s");
  console.log(
    "The same where nothing was ever run, as in CI: no earlier run left compiled modules, or the program's code",
  );
  report("telltale build, QNT9", figures.first.seconds, 0.7, "s");
  console.log("The same, of definitions that did not change");
  report("telltale build, QNT9", figures.qnt9Again.seconds, 0.7, "s");
  report("telltale build, five systems", figures.allAgain.seconds, 1.2, "s");
  report("telltale check, five systems", figures.checkAgain.seconds, 1.5, "s");
  for (const folder of [qnt9, all]) rmSync(folder, { recursive: true });
}

/** The lines that `telltale dev` prints after a rebuild. */
const rebuiltLine = /\(\d+ ms\)/g;

async function rebuildOnSave() {
  console.log("Rebuild on save (telltale dev)");
  const dashboard = join("dashboards", "qnt9", "user.ts");
  report("QNT9, a dashboard: from save to written", await saveOften(repositoryCopy("qnt9"), dashboard), 0.2, "s");
  report("five systems, a dashboard", await saveOften(repositoryCopy(), dashboard), 0.2, "s");
  report("five systems, a service", await saveOften(repositoryCopy(), join("systems", "qnt9", "user.ts")), 0.2, "s");
}

/**
 * Saves a file of a project again and again, with another text, and returns the median time until it is built.
 *
 * @param {string} folder
 * @param {string} path
 */
async function saveOften(folder, path) {
  const file = join(folder, path);
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
    writeFileSync(file, original.replace(/(?:description|help): "/, `$&(${round}) `));
    await rebuilt(round + 2);
    if (round > 0) seconds.push(Number(process.hrtime.bigint() - started) / 1e9);
  }
  child.kill("SIGINT");
  rmSync(folder, { recursive: true });
  return median(seconds);
}
function oneRule() {
  const file = join(mkdtempSync(join(tmpdir(), "telltale-rules-")), "rules.yml");
  writeFileSync(
    file,
    "groups:\n  - name: a\n    rules:\n      - record: job:up:sum\n        expr: sum by (job) (up)\n",
  );
  return file;
}

async function help() {
  console.log("Start-up");
  const { ours, check, bare } = await alternate({
    ours: () => telltale(repository, "--help"),
    check: () => telltale(tmpdir(), "check", "--no-cache", oneRule()),
    bare: () => run({ command: node, args: ["--eval", "0"] }),
  });
  console.log(`  node alone ${bare.seconds.toFixed(3)} s`);
  report("telltale --help", ours.seconds, 0.1, "s");
  report("telltale check of a rule", check.seconds, 0.2, "s");
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
      small: async () => succeed(await telltale(small, "build", "--no-cache")),
      whole: async () => succeed(await telltale(whole, "build", "--no-cache")),
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
  checkingEstate,
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
  notifications,
};
const chosen = process.argv.slice(2);
for (const [name, bench] of Object.entries(all)) {
  if (chosen.length === 0 || chosen.includes(name)) await bench();
}
