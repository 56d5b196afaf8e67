import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { typescriptBlocks } from "./blocks.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
const cli = join(repository, "dist", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "telltale-docs-"));

const pages = [
  join(repository, "README.md"),
  ...readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.startsWith("checks"))
    .map((name) => join(repository, "docs", name)),
].filter((page) => typescriptBlocks(page).length > 0);

const folderOf = (page: string) => join(folder, relative(repository, page).replace(/\W/g, "-"));

beforeAll(() => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  symlinkSync(join(repository, "node_modules", "vitest"), join(folder, "node_modules", "vitest"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  // With declarations, as `tsc --init` sets it: every type that an export has must have a name that users can import.
  const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, declaration: true };
  const compilerOptions = { ...strict, noEmit: true, module: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/**/*.ts"] }));
  for (const page of pages) {
    for (const block of typescriptBlocks(page)) {
      const file = join(folderOf(page), block.path ?? `line-${block.line}.ts`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, block.text);
    }
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every example of the documentation type-checks", () => {
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
});

describe("pages that show a whole project", () => {
  const projects = pages.filter((page) => typescriptBlocks(page).some(({ path }) => path === "telltale.config.ts"));

  test("exist", () =>
    expect(projects.map((page) => basename(page)).sort()).toEqual([
      "README.md",
      "alerting-forms.md",
      "cost.md",
      "definitions.md",
      "layouts.md",
      "testing-in-typescript.md",
    ]));

  test.each(projects)("build without an error: %s", (page) => {
    const { status, stderr } = spawnSync(process.execPath, [cli, "build"], { cwd: folderOf(page), encoding: "utf8" });
    expect(stderr).not.toContain("error[");
    expect(status).toBe(0);
  });
});

describe("pages that show tests", () => {
  const tested = pages.filter((page) => typescriptBlocks(page).some(({ path }) => path?.endsWith(".test.ts")));

  test("exist", () =>
    expect(tested.map((page) => basename(page)).sort()).toEqual(["README.md", "testing-in-typescript.md"]));

  test.each(tested)("have only tests that pass: %s", (page) => {
    const vitest = join(repository, "node_modules", "vitest", "vitest.mjs");
    const { status, stdout } = spawnSync(
      process.execPath,
      [vitest, "run", "--root", folderOf(page), "--testTimeout=60000"],
      {
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
    expect(stdout).toMatch(/Tests\s+\d+ passed/);
    expect(status).toBe(0);
  });
});
