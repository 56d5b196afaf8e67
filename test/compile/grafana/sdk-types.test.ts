import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileResources, repository } from "./repository-resources.js";

const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
const folder = mkdtempSync(join(tmpdir(), "telltale-sdk-types-"));
const packages = { "12.4": "dashboardv2beta1", "13.0": "dashboardv2" } as const;

beforeAll(() => symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "junction"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes each dashboard as a literal of the SDK's type, and returns the errors of the compiler. */
function checkTypes(name: string, sdk: string, specs: readonly string[]): string {
  const types = JSON.stringify(join(repository, "src/model/definition/in-json.js"));
  const lines = [
    `import type { Dashboard } from "@grafana/grafana-foundation-sdk/${sdk}";`,
    `import type { InJson } from ${types};`,
    ...specs.map((spec, index) => `export const dashboard${index}: InJson<Dashboard> = ${spec};`),
  ];
  writeFileSync(join(folder, `${name}.ts`), lines.join("\n"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2023", "--module", "nodenext"];
  return spawnSync(process.execPath, [tsc, ...options, `${name}.ts`], { cwd: folder, encoding: "utf8" }).stdout;
}

test.each(["12.4", "13.0"] as const)("every dashboard has the SDK's type, for Grafana %s", async (release) => {
  const specs = (await compileResources(release)).map(({ resource }) => JSON.stringify(resource.spec));
  expect(checkTypes(`v${release}`, packages[release], specs)).toBe("");
  const misspelled = specs[0]!.replace('"layout":', '"layuot":');
  expect(checkTypes("misspelled", packages[release], [misspelled])).toContain("layuot");
});
