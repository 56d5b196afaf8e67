import { describe, expect, test } from "vitest";
import { collectorFindings } from "../../src/check/collectors/index.js";
import { allowFindings, checkFindings, checks } from "../../src/check/index.js";
import { definitionFindings, metricFindings } from "../../src/compile/index.js";
import { alertmanagerFindings } from "../../src/formats/alertmanager/index.js";
import { alloyFindings } from "../../src/formats/alloy/index.js";
import { dashboardFileFindings } from "../../src/formats/grafana/findings.js";
import { jsonFindings } from "../../src/formats/json/findings.js";
import { lokiFindings } from "../../src/formats/loki/index.js";
import { manifestFindings } from "../../src/formats/manifests/index.js";
import { ruleFileFindings } from "../../src/formats/prometheus/index.js";
import { prometheusConfigFindings } from "../../src/formats/prometheus-config/index.js";
import { sloFileFindings } from "../../src/formats/slo/findings.js";
import { templateFindings } from "../../src/gotemplate/findings.js";
import { logqlFindings } from "../../src/logql/findings.js";
import { promqlFindings } from "../../src/promql/findings.js";
import { yamlFindings } from "../../src/yaml/findings.js";
import { amtool, promtool } from "../compile/tools.js";
import { type Example, messages, readPage, updatePage } from "../docs/check-pages.js";
import { checkExample, wholeFile } from "./check-example.js";

/** Findings for which promtool rejects a rule file. */
const rejected: ReadonlySet<string> = new Set(
  Object.keys({ ...yamlFindings, ...promqlFindings, ...templateFindings, ...ruleFileFindings }).filter(
    (id) => id !== "rules/manifest",
  ),
);

/** Findings of readers and of the compiler. */
const problems: ReadonlySet<string> = new Set([
  ...rejected,
  ...Object.keys({
    ...ruleFileFindings,
    ...alertmanagerFindings,
    ...alloyFindings,
    ...lokiFindings,
    ...sloFileFindings,
    ...manifestFindings,
    ...prometheusConfigFindings,
    ...jsonFindings,
    ...dashboardFileFindings,
    ...definitionFindings,
    ...logqlFindings,
    ...metricFindings,
  }),
]);

const ids = [
  ...new Set([...problems, ...Object.keys({ ...collectorFindings, ...checkFindings, ...allowFindings })]),
].sort();

/** Returns the messages about an example that have the page's id. */
function messagesFor(id: string, example: Example, catalogue: string): string {
  return messages(checkExample(example, catalogue).filter((finding) => finding.id === id));
}

describe.each(ids)("the page of %s", (id) => {
  updatePage(id, (example, catalogue) => messagesFor(id, example, catalogue));
  const { severity, catalogue, examples } = readPage(id);

  test("has wrong and right examples", () => {
    expect(new Set(examples.map(({ role }) => role))).toEqual(new Set(["wrong", "right"]));
  });

  test.each(examples)("$role example: $text", (example) => {
    const findings = checkExample(example, catalogue);
    const own = findings.filter((finding) => finding.id === id);
    if (example.role === "wrong") {
      expect(own).not.toEqual([]);
      expect(example.message).toBe(messagesFor(id, example, catalogue));
      if (problems.has(id)) expect(own.map((finding) => finding.severity)).toContain(severity);
    } else {
      expect(own).toEqual([]);
      expect(findings.filter((finding) => finding.severity === "error")).toEqual([]);
    }
  });

  const tool = severity === "error" ? toolFor(id) : undefined;
  const files = tool
    ? examples.filter(({ prometheus, alertmanager }) => prometheus === undefined && alertmanager === undefined)
    : [];
  test.each(files)("promtool or amtool agrees: $role $text", ({ role, text }) => {
    expect(tool!(wholeFile(text)).status === 0 ? "right" : "wrong").toBe(role);
  });
});

/** The tool that must agree with Telltale about an example. */
function toolFor(id: string) {
  if (id in alertmanagerFindings) return amtool;
  return rejected.has(id) ? promtool : undefined;
}

if (!promtool) console.warn("promtool is not installed: it does not check the examples of pages");
if (!amtool) console.warn("amtool is not installed: it does not check the examples of pages");

test("the registry has a check for every entry, sorted by id", () => {
  expect(checks.map(({ id }) => id)).toEqual(Object.keys(checkFindings).sort());
});
