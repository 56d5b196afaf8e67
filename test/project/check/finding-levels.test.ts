import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { filterFindings, levelsOf, setLevels, unknownFinding } from "../../../src/project/check/finding-levels.js";
import { finding, on } from "../../diagnostics/finding.js";

const runbook = finding({ id: "alert/no-runbook", severity: "info", span: on("/work/vendor/deep/a.yml", 1, 1) });
const noFor = finding({ id: "alert/no-for", severity: "warning", span: on("rules/b.yml", 1, 1) });

const severitiesOf = (found: readonly Diagnostic[]) => found.map(({ id, severity }) => `${id} ${severity}`);

describe("the severities of findings", () => {
  test("are those of the configuration; `off` leaves a finding out", () => {
    const levels = levelsOf({ checks: { "alert/no-runbook": "off", "alert/no-for": "error" } }, "/work");
    expect(severitiesOf(setLevels([runbook, noFor], levels))).toEqual(["alert/no-for error"]);
  });

  test("differ by file: the last override that matches counts", () => {
    const config = {
      checks: { "alert/no-runbook": "off", "alert/no-for": "info" },
      overrides: [
        { files: ["vendor/"], checks: { "alert/no-runbook": "warning" } },
        { files: ["rules/*.yml", "vendor/**/*.yml"], checks: { "alert/no-for": "off" } },
      ],
    } as const;
    expect(severitiesOf(setLevels([runbook, noFor], levelsOf(config, "/work")))).toEqual(["alert/no-runbook warning"]);
  });

  test("a finding without a position has those of the whole project", () => {
    const { span: _, ...nowhere } = runbook;
    const config = { overrides: [{ files: ["**"], checks: { "alert/no-runbook": "off" } }] } as const;
    expect(severitiesOf(setLevels([nowhere], levelsOf(config, "/work")))).toEqual(["alert/no-runbook info"]);
  });
});

describe("a choice of findings", () => {
  test("by id, by topic and by severity", () => {
    expect(filterFindings([runbook, noFor], { only: ["alert/no-for"] })).toEqual([noFor]);
    expect(filterFindings([runbook, noFor], { only: ["alert"], minSeverity: "warning" })).toEqual([noFor]);
    expect(filterFindings([runbook, noFor], { only: ["promql"] })).toEqual([]);
    expect(filterFindings([runbook, noFor], {})).toEqual([runbook, noFor]);
  });

  test("of something that does not exist is reported with the nearest name", () => {
    expect(unknownFinding("alert/no-for")).toBeUndefined();
    expect(unknownFinding("alert")).toBeUndefined();
    expect(unknownFinding("alert/no-fur")).toBe('there is no finding "alert/no-fur": did you mean "alert/no-for"?');
    expect(unknownFinding("allert")).toBe('there is no finding "allert": did you mean "alert"?');
  });
});
