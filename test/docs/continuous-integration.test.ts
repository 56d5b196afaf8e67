import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { typescriptBlocks } from "./blocks.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(repository, "docs", "continuous-integration.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "telltale-ci-"));
const author = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"];
const programs = {
  telltale: join(repository, "dist", "cli", "main.js"),
  tsc: join(repository, "node_modules", "typescript", "bin", "tsc"),
};

/**
 * Every command of the page that `npx` runs, once, in the order of the page, compared with the last commit where the page
 * names the branch of a pull request; other placeholders are left out.
 */
const commands = [...new Set([...page.matchAll(/npx ((?:telltale|tsc)\b[^`\n]*)/g)].map((match) => match[1]!))]
  .map((command) => command.replace("origin/${{ github.base_ref }}", "HEAD"))
  .filter((command) => !command.includes("<"));

beforeAll(() => {
  for (const { path, text } of typescriptBlocks(join(repository, "README.md"))) {
    if (!path) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(repository, join(folder, "node_modules", "telltale"));
  symlinkSync(join(repository, "node_modules", "vitest"), join(folder, "node_modules", "vitest"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const compilerOptions = { strict: true, module: "nodenext", target: "es2022", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/*.ts"] }));
  run("telltale build");
  writeFileSync(join(folder, ".gitignore"), "node_modules\n");
  for (const args of [
    ["init", "--quiet"],
    ["add", "."],
    [...author, "commit", "--quiet", "--message", "shop"],
  ]) {
    execFileSync("git", args, { cwd: folder });
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string) {
  const [program, ...args] = command.split(" ");
  return spawnSync(process.execPath, [programs[program as keyof typeof programs], ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
}

describe("the recipe for continuous integration, in the project of the README", () => {
  test("has the commands that check a change", () => {
    expect(commands).toEqual(
      expect.arrayContaining([
        "tsc --noEmit",
        "telltale check --format github",
        "telltale check --format gitlab --output telltale.json",
        "telltale test",
        "telltale build --check",
        "telltale test --mutate",
        "telltale check --since HEAD --format markdown --output findings.md",
        "telltale diff HEAD --format markdown --output changes.md",
        "telltale check --update-baseline",
        "telltale check --format github --baseline telltale-baseline.json",
      ]),
    );
  });

  test.each(commands)("npx %s", { timeout: 120_000 }, (command) => {
    const { status, stdout, stderr } = run(command);
    expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, output: "" });
  });

  test("fails with 1 if generated files are out of date, and with 2 if a command is wrong", () => {
    const alerts = join(folder, "alerts", "shop.ts");
    const before = readFileSync(alerts, "utf8");
    writeFileSync(alerts, before.replace('for: "2m"', 'for: "3m"'));
    const stale = ["telltale build --check", "telltale check --format github", "telltale chekc"].map(run);
    writeFileSync(alerts, before);
    expect(stale.map(({ status }) => status)).toEqual([1, 1, 2]);
    expect(stale[1]!.stdout).toContain("::error title=build/stale-output");
  });

  test("is valid YAML", () => {
    const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
    expect(blocks).toHaveLength(4);
    for (const block of blocks) load(block);
  });
});
