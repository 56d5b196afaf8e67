import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface LockedPackage {
  readonly version?: string;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, LockedPackage> };
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
const packagesWith = (field: keyof LockedPackage) =>
  packages.filter(([, locked]) => field in locked).map(([path]) => path);

describe("the packages that npm ci installs", () => {
  test("are not empty", () => expect(packages.length).toBeGreaterThan(10));
  test("are not deprecated", () => expect(packagesWith("deprecated")).toEqual([]));
  test("run no install script", () => expect(packagesWith("hasInstallScript")).toEqual([]));
  test("are locked without download URLs", () => expect(packagesWith("resolved")).toEqual([]));
});

test("every dependency is listed in docs/dependencies.md", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  const documented = read("docs/dependencies.md");
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    expect(documented, name).toContain(`| \`${name}\` |`);
  }
});
