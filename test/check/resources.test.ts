import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";

// What the compiler writes as resources is read back: tabs, automatic grids, conditions and folders.
const folder = fileURLToPath(new URL("../compile/goldens/layouts/expected/", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /^grafana1[23]\/.*\.json$/.test(path));

/** The findings of a file, which the definitions do not have. */
function check(path: string, text = readFileSync(folder + path, "utf8")): readonly string[] {
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  return checkFiles([{ path, text }], options).map(({ id, summary }) => `${id}: ${summary}`);
}

describe("resources that Telltale writes", () => {
  test.each(files)("have no findings: %s", (path) => {
    expect(check(path)).toEqual([]);
  });

  test("have findings at what is not used, and not declared", () => {
    const path = files.find((name) => name.endsWith("/shop-conditions.json"))!;
    const text = readFileSync(folder + path, "utf8").replaceAll('"variable": "tier"', '"variable": "pod"');
    expect(check(path, text)).toEqual(['dashboard/unused-variable: nothing uses the variable "tier"']);
    expect(check(path, text.replaceAll('"name": "tier"', '"name": "pud"').replaceAll("$pod", "$pid"))).toContainEqual(
      'dashboard/undeclared-variable: the dashboard has no variable "pid"',
    );
  });
});
