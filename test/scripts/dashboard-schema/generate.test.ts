import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const schemaFile = `${root}schema/grafana-dashboard.schema.json`;
const validatorFile = `${root}schema/grafana-dashboard.validator.cjs`;

describe("the generated schema", () => {
  test("is not rewritten when its inputs are unchanged", () => {
    const times = (): number[] => [schemaFile, validatorFile].map((file) => statSync(file).mtimeMs);
    const before = times();
    execFileSync(process.execPath, [`${root}scripts/dashboard-schema/generate.mjs`]);
    expect(times()).toEqual(before);
  });

  test("names the version of its SDK", () => {
    const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    const { $comment } = JSON.parse(readFileSync(schemaFile, "utf8"));
    expect($comment).toContain(`@grafana/grafana-foundation-sdk ${dependencies["@grafana/grafana-foundation-sdk"]},`);
  });

  test("refers only to its own definitions, and uses all of them", () => {
    const text = readFileSync(schemaFile, "utf8");
    const referred = new Set([...text.matchAll(/"#\/definitions\/([^"]+)"/g)].map((match) => match[1]));
    expect([...referred].sort()).toEqual(Object.keys(JSON.parse(text).definitions).sort());
  });

  test("compiles to code without imports", () => {
    expect(readFileSync(validatorFile, "utf8")).not.toMatch(/\brequire\(|\bimport\b/);
  });
});
