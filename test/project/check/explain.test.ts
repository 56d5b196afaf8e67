import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allFindings } from "../../../src/project/all-findings.js";
import { explain } from "../../../src/project/check/explain.js";
import { pagesFolder, readPage, updateHead, updateIndex } from "../../docs/check-pages.js";

const findings = Object.entries(allFindings).sort(([a], [b]) => (a < b ? -1 : 1));

const sources = new URL("../../../src/", import.meta.url);
const source = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith("findings.ts"))
  .map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), sources), "utf8"))
  .join("\n");

describe.each(findings)("the page of %s", (id, { severity, sentence }) => {
  updateHead(id, severity, sentence);

  test("begins with the severity and the sentence of the catalogue", () => {
    const page = readPage(id);
    expect({ severity: page.severity, sentence: page.sentence }).toEqual({ severity, sentence });
    expect(sentence).toMatch(/^\S.*\.$/);
  });

  test("has more text than that, and explain prints it", () => {
    expect(explain(id)).toEqual({ page: expect.stringMatching(new RegExp(`^# ${id}\n\n\\*\\*.+\n\n\\S`)) });
  });
});

test("every finding of the catalogue is reported somewhere", () => {
  expect(findings.map(([id]) => id).filter((id) => !source.includes(`"${id}"`))).toEqual([]);
});

test("every page belongs to a finding", () => {
  const pages = readdirSync(pagesFolder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => file.slice(0, -".md".length));
  expect(pages.sort()).toEqual(findings.map(([id]) => id));
});

test("the index lists every finding with its severity and its sentence", () => {
  const index = updateIndex(findings);
  expect(index.written).toBe(index.expected);
});

test("a misspelled id suggests the nearest one, and nonsense suggests nothing", () => {
  expect(explain("definition/trows")).toEqual({ suggestion: "definition/throws" });
  expect(explain("../../package")).toEqual({ suggestion: undefined });
  expect(explain("constructor")).toEqual({ suggestion: undefined });
});
