import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface Locked {
  readonly version?: string;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
const having = (field: keyof Locked) => packages.filter(([, locked]) => field in locked).map(([path]) => path);

describe("what npm ci installs", () => {
  test("is something", () => expect(packages.length).toBeGreaterThan(10));
  test("has no deprecated package", () => expect(having("deprecated")).toEqual([]));
  test("runs no install script", () => expect(having("hasInstallScript")).toEqual([]));
  test("is locked without download addresses", () => expect(having("resolved")).toEqual([]));
});

test("every dependency has its line in docs/dependencies.md", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const documented = read("docs/dependencies.md");
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    expect(documented, name).toContain(`| \`${name}\` |`);
  }
});
