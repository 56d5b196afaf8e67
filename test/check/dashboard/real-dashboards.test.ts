import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("dashboards");

test.skipIf(missing)("real dashboards have no errors and declare every variable they use", () => {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const files = names.map((path) => ({ path, text: readFileSync(folder + path, "utf8") }));
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  const found = checkFiles(files, options).filter(({ id }) => id.startsWith("dashboard/"));
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(found.filter(({ id }) => id === "dashboard/undeclared-variable")).toEqual([]);
  const warnings = found.filter(({ severity }) => severity === "warning");
  expect(warnings.length / files.length).toBeLessThan(3);
});
