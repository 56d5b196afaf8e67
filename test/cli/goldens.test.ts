import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
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
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";

/**
 * Each folder in `goldens/` is a case: the files of a project, a shell script `command`, its exact output
 * (`expected.stdout`, `expected.stderr`) and its exit code (`expected.exit`). A missing file means no output, or exit code 0.
 *
 * `UPDATE_GOLDENS=1 npx vitest run test/cli` updates the expectations. Read the diff before you commit it.
 */
const goldens = fileURLToPath(new URL("./goldens/", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
/** On the other releases of Node, one case of mutation testing is enough: the others only have more mutants. */
const isOmitted = (name: string) =>
  process.env.TELLTALE_PORTABLE !== undefined && /^test-mutate-(?:projects|system)$/.test(name);
const isUpdate = process.env.UPDATE_GOLDENS === "1";

const prelude = `telltale() { "${process.execPath}" "${join(repository, "dist/cli/main.js")}" "$@"; }\n`;

/** 2026-06-01, so that allowances with a date do not expire. */
const environment = {
  PATH: process.env.PATH,
  XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
  SOURCE_DATE_EPOCH: "1780272000",
};

function runCase(folder: string) {
  const copy = mkdtempSync(join(realpathSync(tmpdir()), "telltale-golden-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const isExpectation = (path: string) => /^(?:command|expected\.\w+)$/.test(basename(path));
  cpSync(folder, copy, { recursive: true, filter: (path) => !isExpectation(path) });
  mkdirSync(join(copy, "node_modules"), { recursive: true });
  symlinkSync(repository, join(copy, "node_modules/telltale"));
  const script = prelude + readFileSync(join(folder, "command"), "utf8");
  const { stdout, stderr, status } = spawnSync("sh", ["-c", script], { cwd: copy, env: environment, encoding: "utf8" });
  return { stdout, stderr, exit: status === 0 ? "" : `${status}\n` };
}

function readExpected(folder: string) {
  const read = (name: string) => {
    const path = join(folder, `expected.${name}`);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  return { stdout: read("stdout"), stderr: read("stderr"), exit: read("exit") };
}

function update(folder: string, printed: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(printed)) {
    const path = join(folder, `expected.${name}`);
    if (text === "") rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
}

// Mutation tests run tests for each change.
describe("the command line", { timeout: 120_000 }, () => {
  const names = readdirSync(goldens).filter((name) => !isOmitted(name));
  test.each(names.sort())("%s", (name) => {
    const folder = join(goldens, name);
    const printed = runCase(folder);
    if (isUpdate) update(folder, printed);
    expect(printed).toEqual(readExpected(folder));
  });
});
