import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAlloy } from "../../../src/formats/alloy/index.js";
import { corpusFolder } from "../../oracles/corpus.js";
import { mutate, randomNumbers } from "../mutate.js";

const { path: folder, missing } = corpusFolder("collection/alloy/cases");
const pieces = [
  "{",
  "}",
  "[",
  "(",
  ")",
  ",",
  ".",
  "=",
  '"',
  "`",
  "/*",
  "//",
  "1e",
  "\\",
  "null",
  "-",
  "!",
  "a.b",
  "\0",
];

test.skipIf(missing)("a file with random mistakes is read without an exception, and findings lie inside of it", () => {
  const random = randomNumbers(Number(process.env.TELLTALE_SEED ?? 1));
  const files = readdirSync(folder).map((name) => readFileSync(folder + name, "utf8"));
  for (let round = 0; round < 600 * Number(process.env.TELLTALE_ROUNDS ?? 1); round++) {
    const text = mutate(files[Math.floor(random() * files.length)]!, pieces, random);
    const lines = text.split("\n").length;
    for (const { span } of readAlloy(text, { file: "a.alloy", stability: "experimental" }).diagnostics) {
      expect(span!.start.line).toBeGreaterThanOrEqual(1);
      expect((span!.end ?? span!.start).line).toBeLessThanOrEqual(lines);
    }
  }
});

test.each([
  ["brackets", (count: number) => `logging {\n  level = ${"[".repeat(count)}\n}\n`],
  ["blocks", (count: number) => "a {\n".repeat(count)],
  ["operators", (count: number) => `logging {\n  level = ${"-".repeat(count)}1\n}\n`],
  ["a chain of sums", (count: number) => `logging {\n  level = ${"1 + ".repeat(count)}1\n}\n`],
  ["a chain of fields", (count: number) => `logging {\n  level = a${".b".repeat(count)}\n}\n`],
])("%s without end are refused", (_name, write) => {
  const { diagnostics } = readAlloy(write(100_000), { file: "a.alloy" });
  expect(diagnostics.map(({ id }) => id)).toContain("alloy/syntax");
});
