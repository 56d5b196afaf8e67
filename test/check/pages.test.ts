import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checks, notices } from "../../src/check/index.js";
import { definitionProblems, expressionProblems } from "../../src/compile/index.js";
import { alertmanagerProblems } from "../../src/formats/alertmanager/index.js";
import { dashboardFileProblems } from "../../src/formats/grafana/problems.js";
import { ruleFileProblems } from "../../src/formats/prometheus/index.js";
import { amtool, promtool } from "../compile/tools.js";
import { type Example, messages, pagesFolder, readPage, updatePage } from "../docs/check-pages.js";
import { findingsIn, wholeFile } from "./examples.js";

/** Everything that the checks can find, with how bad it is. */
const severities = new Map<string, string>([
  ...checks.map(({ id, severity }) => [id, severity] as const),
  ...Object.entries(notices),
]);

/** What keeps something from being read or compiled, with the sentence that says so. */
const problems = new Map<string, string>(
  Object.entries({
    ...ruleFileProblems,
    ...alertmanagerProblems,
    ...dashboardFileProblems,
    ...definitionProblems,
    ...expressionProblems,
  }),
);

const ids = [...new Set([...severities.keys(), ...problems.keys()])].sort();

/** What is said of an example for the page's id. */
function said(id: string, example: Example, catalogue: string): string {
  return messages(findingsIn(example, catalogue).filter((finding) => finding.id === id));
}

describe.each(ids)("the page of %s", (id) => {
  updatePage(id, (example, known) => said(id, example, known));
  const { severity, sentence, catalogue, examples } = readPage(id);

  test("is there, and says how bad it is", () => {
    expect(severity).toMatch(/^(?:error|warning|info)$/);
    if (severities.has(id)) expect(severity).toBe(severities.get(id));
  });

  test("begins with what is found", () => {
    const problem = problems.get(id);
    if (problem !== undefined && !severities.has(id)) expect(sentence).toBe(problem);
    expect(sentence).toMatch(/\S\.$/);
  });

  test("shows something wrong, and how it is right", () => {
    expect(new Set(examples.map(({ role }) => role))).toEqual(new Set(["wrong", "right"]));
  });

  test.each(examples)("$role is what it shows as that: $text", (example) => {
    const found = findingsIn(example, catalogue);
    const own = found.filter((finding) => finding.id === id);
    if (example.role === "wrong") {
      expect(own).not.toEqual([]);
      expect(example.says).toBe(said(id, example, catalogue));
      if (problems.has(id)) expect(own.map((finding) => finding.severity)).toContain(severity);
    } else {
      expect(own).toEqual([]);
      expect(found.filter((finding) => finding.severity === "error")).toEqual([]);
    }
  });

  const tool = severity === "error" ? toolFor(id) : undefined;
  const files = tool
    ? examples.filter(({ prometheus, alertmanager }) => prometheus === undefined && alertmanager === undefined)
    : [];
  test.each(files)("the tool that comes with it says so, too: $role $text", ({ role, text }) => {
    expect(tool!(wholeFile(text)).status === 0 ? "right" : "wrong").toBe(role);
  });
});

/** What judges an example of a page besides telltale; what both read, and differ in by intent, aside. */
function toolFor(id: string) {
  if (id in alertmanagerProblems) return amtool;
  return id in ruleFileProblems && id !== "rules/manifest" ? promtool : undefined;
}

if (!promtool) console.warn("the examples of pages are not shown to promtool: it is not installed");
if (!amtool) console.warn("the examples of pages are not shown to amtool: it is not installed");

test("no page tells of something that is not found", () => {
  const topics = new Set(ids.map((id) => id.split("/")[0]!));
  const elsewhere = new Set(["definition"]);
  const pages = readdirSync(pagesFolder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/").replace(/\.md$/, ""))
    .filter(
      (page) => topics.has(page.split("/")[0]!) && page.split("/").length === 2 && !elsewhere.has(page.split("/")[0]!),
    );
  expect(pages.filter((id) => !ids.includes(id))).toEqual([]);
});

test("checks are listed in the order of their ids, each once", () => {
  const listed = checks.map(({ id }) => id);
  expect(listed).toEqual([...new Set(listed)].sort());
});
