import { describe, expect, test } from "vitest";
import { allowFindings, checkFindings, checks } from "../../src/check/index.js";
import { definitionFindings, logqlFindings } from "../../src/compile/index.js";
import { alertmanagerFindings } from "../../src/formats/alertmanager/index.js";
import { dashboardFileFindings } from "../../src/formats/grafana/findings.js";
import { jsonFindings } from "../../src/formats/json/findings.js";
import { ruleFileFindings } from "../../src/formats/prometheus/index.js";
import { templateFindings } from "../../src/gotemplate/findings.js";
import { promqlFindings } from "../../src/promql/findings.js";
import { yamlFindings } from "../../src/yaml/findings.js";
import { amtool, promtool } from "../compile/tools.js";
import { type Example, messages, readPage, updatePage } from "../docs/check-pages.js";
import { checkExample, wholeFile } from "./check-example.js";

/** Findings for which promtool refuses a rule file. */
const refused: ReadonlySet<string> = new Set(
  Object.keys({ ...yamlFindings, ...promqlFindings, ...templateFindings, ...ruleFileFindings }).filter(
    (id) => id !== "rules/manifest",
  ),
);

/** Findings that keep something from being read or compiled. */
const problems: ReadonlySet<string> = new Set([
  ...refused,
  ...Object.keys({
    ...ruleFileFindings,
    ...alertmanagerFindings,
    ...jsonFindings,
    ...dashboardFileFindings,
    ...definitionFindings,
    ...logqlFindings,
  }),
]);

const ids = [...new Set([...problems, ...Object.keys({ ...checkFindings, ...allowFindings })])].sort();

/** What is said of an example for the page's id. */
function said(id: string, example: Example, catalogue: string): string {
  return messages(checkExample(example, catalogue).filter((finding) => finding.id === id));
}

describe.each(ids)("the page of %s", (id) => {
  updatePage(id, (example, known) => said(id, example, known));
  const { severity, catalogue, examples } = readPage(id);

  test("shows something wrong, and how it is right", () => {
    expect(new Set(examples.map(({ role }) => role))).toEqual(new Set(["wrong", "right"]));
  });

  test.each(examples)("$role is what it shows as that: $text", (example) => {
    const found = checkExample(example, catalogue);
    const own = found.filter((finding) => finding.id === id);
    if (example.role === "wrong") {
      expect(own).not.toEqual([]);
      expect(example.message).toBe(said(id, example, catalogue));
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
  if (id in alertmanagerFindings) return amtool;
  return refused.has(id) ? promtool : undefined;
}

if (!promtool) console.warn("the examples of pages are not shown to promtool: it is not installed");
if (!amtool) console.warn("the examples of pages are not shown to amtool: it is not installed");

test("the registry lists the check of every entry, in the order of their ids", () => {
  expect(checks.map(({ id }) => id)).toEqual(Object.keys(checkFindings).sort());
});
