import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";

const folder = fileURLToPath(new URL("../../../../shared/corpus/rules/", import.meta.url));
const hasCorpus = existsSync(folder);
if (!hasCorpus) console.warn("skipped: there are no rules at ../shared/corpus/rules");

const ours = /^(?:alert|rules|template)\//;

function findings() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  const files = names.map((path) => ({ path, text: readFileSync(folder + path, "utf8") }));
  const alerts = files.flatMap(({ text }) => text.match(/^\s*-? ?alert:/gm) ?? []).length;
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01" };
  return { alerts, found: checkFiles(files, options).filter(({ id }) => ours.test(id)) };
}

test.skipIf(!hasCorpus)("rules that have run for years are no errors, and few are called doubtful", () => {
  const { alerts, found } = findings();
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
  const share = (id: string): number =>
    found.filter((one) => one.id === id && one.severity === "warning").length / alerts;
  for (const id of ["no-comparison", "no-for", "no-severity", "no-summary", "any-increase", "duplicate"]) {
    expect(share(`alert/${id}`), id).toBeLessThan(0.01);
  }
});

test.skipIf(!hasCorpus)("what they use is recorded", () => {
  expect(findings().found.filter(({ id }) => id === "rules/used-never-recorded")).toEqual([]);
});
