import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyStep, readRecipes } from "./read-recipes.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const recipes = readRecipes(readFileSync(join(repository, "CONTRIBUTING.md"), "utf8"));
const paths = recipes.flatMap(({ steps }) => steps.map(({ path }) => path));

test("all five of CONTRIBUTING.md exist, and each names its number of files", () => {
  expect(recipes.map(({ title }) => title)).toEqual([
    "Add a check",
    "Add an exporter catalogue",
    "Add a panel kind",
    "Add a command",
    "Add an output",
  ]);
  for (const { title, steps, announced } of recipes)
    expect(new Set(steps.map(({ path }) => path)).size, title).toBe(announced);
});

/** A copy of the repository, with uncommitted changes, in which all recipes are followed literally. */
describe("followed literally in a clone", () => {
  let clone: string;
  const run = (command: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join("node_modules", command), ...args], {
      cwd: clone,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  };

  beforeAll(() => {
    clone = mkdtempSync(join(realpathSync(tmpdir()), "telltale-recipes-"));
    const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
      cwd: repository,
      encoding: "utf8",
    });
    for (const path of listed.split("\n").filter((path) => path !== "" && existsSync(join(repository, path)))) {
      cpSync(join(repository, path), join(clone, path));
    }
    symlinkSync(join(repository, "node_modules"), join(clone, "node_modules"));
    for (const step of recipes.flatMap(({ steps }) => steps)) {
      const file = join(clone, step.path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, applyStep(step, existsSync(file) ? readFileSync(file, "utf8") : undefined));
    }
  }, 60_000);

  afterAll(() => rmSync(clone, { recursive: true, force: true }), 60_000);

  test("type-check", { timeout: 120_000 }, () => {
    expect(run("typescript/bin/tsc", "--noEmit")).toEqual({ status: 0, output: "" });
  });

  test("lint and format pass", { timeout: 60_000 }, () => {
    const sources = paths.filter((path) => path.endsWith(".ts"));
    const { status, output } = run("@biomejs/biome/bin/biome", "check", "--vcs-enabled=false", ...new Set(sources));
    expect(status, output).toBe(0);
  });

  test("the tests pass, including those of pages, commands and the order of rooms", { timeout: 300_000 }, () => {
    const own = paths.filter((path) => path.endsWith(".test.ts"));
    const shared = [
      "test/architecture.test.ts",
      "test/check/pages.test.ts",
      "test/project/check",
      "test/panels/kinds/index",
      "test/cli/goldens",
    ];
    const names =
      "alert/long-summary|prints exactly root$|index|order|registry|every finding|every page|circle|section|kind";
    for (const args of [own, [...shared, "-t", names]]) {
      const { status, output } = run("vitest/vitest.mjs", "run", "--reporter=dot", ...args);
      expect(status, output).toBe(0);
    }
  });
});
