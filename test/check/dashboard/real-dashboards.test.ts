import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";

const folder = fileURLToPath(new URL("../../../../shared/corpus/dashboards/", import.meta.url));
const hasCorpus = existsSync(folder);
if (!hasCorpus) console.warn("skipped: there are no dashboards at ../shared/corpus/dashboards");

test.skipIf(!hasCorpus)("dashboards that people use have no errors, and every variable that they use", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const files = names.map((path) => ({ path, text: readFileSync(folder + path, "utf8") }));
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01" };
  const found = checkFiles(files, options).filter(({ id }) => id.startsWith("dashboard/"));
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(found.filter(({ id }) => id === "dashboard/undeclared-variable")).toEqual([]);
  const warnings = found.filter(({ severity }) => severity === "warning");
  expect(warnings.length / files.length).toBeLessThan(3);
});
