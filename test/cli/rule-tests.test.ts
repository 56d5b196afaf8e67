import { spawn, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import type { JsonTestReport } from "../../src/simulate/report/json.js";
import { corpusFolder } from "../oracles/corpus.js";
import { rounds } from "../oracles/rounds.js";
import { missingTool } from "../oracles/tools.js";

const { path: corpus, missing: corpusMissing } = corpusFolder("unit-tests");
const cli = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

const reason = corpusMissing ?? missingTool("promtool", "2.42");

function telltale(cwd: string, ...files: readonly string[]) {
  const options = ["test", "--prometheus-version", "2.42", "--format", "json", ...files];
  const { status, stdout } = spawnSync(process.execPath, [cli, ...options], { cwd, encoding: "utf8", maxBuffer: 1e9 });
  return { status, report: JSON.parse(stdout) as JsonTestReport };
}

describe.skipIf(reason)("telltale test has promtool's verdict", () => {
  const names = reason ? [] : readdirSync(corpus);
  // Each costs two processes: few by default, all in CI.
  const tests = names.filter((name) => name.startsWith("T_")).slice(0, rounds(8));

  function promtool(cwd: string, file: string): number | null {
    return spawnSync("promtool", ["test", "rules", file], { cwd }).status;
  }

  test("on every test file in use", { timeout: 300_000 }, () => {
    const { status, report } = telltale(corpus, ...tests);
    expect(report.files).toHaveLength(tests.length);
    const verdicts = report.files.map(({ file, passed }) => [file, passed ? 0 : 1]);
    expect(verdicts).toEqual(tests.map((file) => [file, promtool(corpus, file)]));
    expect(status).toBe(0);
  });

  test("by its exit code, on broken files", { timeout: 300_000 }, () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "telltale-verdict-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of names) writeFileSync(join(folder, name), readFileSync(join(corpus, name)));
    const breaks: readonly (readonly [RegExp, string])[] = [
      [/(exp_labels:\n\s+\w+: )/, "$1altered-"],
      [/(alertname: )\w/, "$1X"],
      [/(value: *)(\d)/, "$19$2"],
      [/(expr: )/, "$1-"],
      [/(eval_time: )\d+m/, "$110s"],
      [/(values: ['"]?)\d/, "$1?"],
    ];
    for (const [index, name] of tests.entries()) {
      const [found, broken] = breaks[index % breaks.length]!;
      writeFileSync(join(folder, name), readFileSync(join(corpus, name), "utf8").replace(found, broken));
    }
    const ours = tests.map((name) => [name, telltale(folder, name).status]);
    const theirs = tests.map((name) => [name, promtool(folder, name)]);
    expect(ours).toEqual(theirs);
    expect(new Set(theirs.map(([, status]) => status))).toEqual(new Set([0, 1]));
  });
});

test("Ctrl-C stops TypeScript tests, too, and leaves no files behind", async () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "interrupted-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  mkdirSync(join(folder, "tmp"));
  symlinkSync(fileURLToPath(new URL("../../node_modules/vitest", import.meta.url)), join(modules, "vitest"));
  const endless = 'import { test } from "vitest";\ntest("waits", () => new Promise(() => {}), 60_000);\n';
  writeFileSync(join(folder, "endless.test.mjs"), endless);
  const env = { ...process.env, TMPDIR: join(folder, "tmp") };
  const child = spawn(process.execPath, [cli, "test", "--output", "out.txt", "endless.test.mjs"], { cwd: folder, env });
  const ended = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
  child.stderr.once("data", () => setTimeout(() => child.kill("SIGINT"), 500));
  expect(await ended).toBe("SIGINT");
  expect(readdirSync(folder).sort()).toEqual(["endless.test.mjs", "node_modules", "tmp"]);
  expect(readdirSync(join(folder, "tmp")).filter((name) => name.startsWith("telltale"))).toEqual([]);
});
