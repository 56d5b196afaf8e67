import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { typescriptBlocks } from "../docs/blocks.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
const folder = mkdtempSync(join(tmpdir(), "telltale-installed-"));
const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, encoding: "utf8" });

const files = {
  "package.json": '{ "name": "shop-monitoring", "private": true, "type": "module" }\n',
  "tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, module: "nodenext", target: "es2022", types: [] },
    include: ["**/*.ts"],
  }),
  ...Object.fromEntries(
    typescriptBlocks(join(repository, "README.md")).flatMap(({ path, text }) =>
      path && !path.endsWith(".test.ts") ? [[path, text]] : [],
    ),
  ),
};

/** The files in the tree that the README shows after a build. */
function filesShown(readme: string): readonly string[] {
  const tree = /^```text\n(generated\/[\s\S]*?)^```$/m.exec(readme)![1]!;
  let root = "";
  const files = tree.split("\n").flatMap((line) => {
    const name = line.replace(/^[├└]── /, "");
    if (name === line) root = line;
    return name === line || name.endsWith("/") ? [] : [`${root}${name}`];
  });
  return files.sort();
}

describe("the package, installed in an empty project with the definitions of the README", () => {
  beforeAll(() => {
    const tarball = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
      cwd: repository,
      encoding: "utf8",
    }).trim();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", join(folder, tarball));
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("type-checks a definition", () => {
    expect(run(process.execPath, tsc, "-p", ".")).toBe("");
  });

  test("builds it", () => {
    run(process.execPath, join("node_modules", "telltale", "dist", "cli", "main.js"), "build");
    expect(run("find", "generated", "docs", "-type", "f", "-not", "-name", ".*").trim().split("\n").sort()).toEqual(
      filesShown(readFileSync(join(repository, "README.md"), "utf8")),
    );
    const dashboard = JSON.parse(readFileSync(join(folder, "generated/prod/shop/dashboards/cart.json"), "utf8"));
    expect(dashboard.uid).toBe("shop-cart");
    expect(readFileSync(join(folder, "generated/prod/shop/rules/alerts.yml"), "utf8")).toContain("alert: CartFails");
  });

  test("contains its binary, types and schema, but no tests", () => {
    const installed = run(
      "find",
      "node_modules/telltale",
      "-type",
      "f",
      "-not",
      "-path",
      "*/node_modules/telltale/node_modules/*",
    );
    expect(installed).toContain("node_modules/telltale/dist/index.d.ts");
    expect(installed).toContain("node_modules/telltale/schema/");
    expect(installed).not.toMatch(/\.test\.|node_modules\/telltale\/(?:test|bench|src\/(?!imported-files\.d\.ts))/);
    expect(run("npx", "--no-install", "telltale", "--version").trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
