import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { corpusFolder } from "../../oracles/corpus.js";

const { path: folder, missing } = corpusFolder("rules");

const ours = /^(?:alert|rules|template)\//;

function findings() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  const files = names.map((path) => ({ path, text: readFileSync(folder + path, "utf8") }));
  const alerts = files.flatMap(({ text }) => text.match(/^\s*-? ?alert:/gm) ?? []).length;
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  return { alerts, found: checkFiles(files, options).filter(({ id }) => ours.test(id)) };
}

test.skipIf(missing)("real rules have no errors and few warnings", () => {
  const { alerts, found } = findings();
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
  const share = (id: string): number =>
    found.filter((one) => one.id === id && one.severity === "warning").length / alerts;
  for (const id of ["no-comparison", "no-for", "no-severity", "no-summary", "any-increase", "duplicate"]) {
    expect(share(`alert/${id}`), id).toBeLessThan(0.01);
  }
});

test.skipIf(missing)("real rules use only recorded series that exist", () => {
  expect(findings().found.filter(({ id }) => id === "rules/used-never-recorded")).toEqual([]);
});
