import { describe, expect, test } from "vitest";
import { renderJson } from "../../../src/diagnostics/formats/json.js";
import { renderSarif } from "../../../src/diagnostics/formats/sarif.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { finding, on } from "../finding.js";

const base = { cwd: "/work/shop" };
const one = finding({
  severity: "error",
  subject: 'alert "Slow"',
  fix: "write `for: 5m`",
  span: on("/work/shop/alerts/a b.ts", 3, 7, 9),
  related: [{ message: "first", span: on("/work/shop/x.ts", 1, 1) }, { message: "nowhere" }],
});

describe("findings as JSON", () => {
  test("have a stable shape", () => {
    expect(JSON.parse(renderJson([one, finding({ severity: "info" })], base))).toEqual({
      version: 1,
      counts: { error: 1, warning: 0, info: 1 },
      diagnostics: [
        {
          id: "alert/no-for",
          severity: "info",
          summary: "it fires at once",
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
        {
          id: "alert/no-for",
          severity: "error",
          summary: "it fires at once",
          fix: "write `for: 5m`",
          subject: 'alert "Slow"',
          file: "alerts/a b.ts",
          start: { line: 3, column: 7 },
          end: { line: 3, column: 9 },
          related: [{ message: "first", file: "x.ts", start: { line: 1, column: 1 } }, { message: "nowhere" }],
          fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        },
      ],
    });
  });

  test("have a fingerprint that does not change when lines move", () => {
    const print = (fields: Parameters<typeof finding>[0]) =>
      (JSON.parse(renderJson([finding(fields)], base)) as { diagnostics: { fingerprint: string }[] }).diagnostics[0]!
        .fingerprint;
    const there = print({ span: on("/work/shop/a.ts", 1, 1) });
    expect(print({ span: on("/work/shop/a.ts", 200, 7) })).toBe(there);
    expect(print({ span: on("/work/shop/b.ts", 1, 1) })).not.toBe(there);
    expect(print({ span: on("/work/shop/a.ts", 1, 1), subject: "another" })).not.toBe(there);
  });
});

describe("findings with edits", () => {
  const span = on("/work/shop/rules.yml", 3, 7, 9);
  const edited = (from: string, to: string) => finding({ fix: "use increase()", span, edits: [{ span, from, to }] });
  const sarif = (from: string, to: string) =>
    JSON.parse(renderSarif([edited(from, to)], { ...base, version: "1.2.3", findings: allFindings })).runs[0]
      .results[0];

  test("have them in JSON as values", () => {
    const { diagnostics } = JSON.parse(renderJson([edited('a=~"b"', 'a="b"')], base));
    const [start, end] = [
      { line: 3, column: 7 },
      { line: 3, column: 9 },
    ];
    expect(diagnostics[0].edits).toEqual([{ file: "rules.yml", start, end, from: 'a=~"b"', to: 'a="b"' }]);
  });

  test("have fixes in SARIF, unless the file may write them with escapes", () => {
    const change = {
      artifactLocation: { uri: "rules.yml" },
      replacements: [
        {
          deletedRegion: { startLine: 3, startColumn: 7, endLine: 3, endColumn: 9 },
          insertedContent: { text: "increase" },
        },
      ],
    };
    const fixes = [{ description: { text: "use increase()" }, artifactChanges: [change] }];
    expect(sarif("delta", "increase").fixes).toEqual(fixes);
    expect(sarif('a=~"b"', 'a="b"').fixes).toBeUndefined();
  });
});

describe("findings as SARIF", () => {
  const log = JSON.parse(
    renderSarif([one, finding({ id: "alert/duplicate" })], { ...base, version: "1.2.3", findings: allFindings }),
  );

  test("name the tool, its version and each rule once", () => {
    expect(log.version).toBe("2.1.0");
    expect(log.runs[0].tool.driver).toEqual({
      name: "telltale",
      semanticVersion: "1.2.3",
      rules: [
        { id: "alert/duplicate", shortDescription: { text: allFindings["alert/duplicate"].sentence } },
        { id: "alert/no-for", shortDescription: { text: allFindings["alert/no-for"].sentence } },
      ],
    });
  });

  test("have a level, a region and a fingerprint", () => {
    const [, result] = log.runs[0].results;
    expect(result).toEqual({
      ruleId: "alert/no-for",
      ruleIndex: 1,
      level: "error",
      message: { text: "it fires at once\nFix: write `for: 5m`" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "alerts/a%20b.ts" },
            region: { startLine: 3, startColumn: 7, endLine: 3, endColumn: 9 },
          },
          logicalLocations: [{ fullyQualifiedName: 'alert "Slow"' }],
        },
      ],
      relatedLocations: [
        {
          physicalLocation: { artifactLocation: { uri: "x.ts" }, region: { startLine: 1, startColumn: 1 } },
          message: { text: "first" },
        },
      ],
      partialFingerprints: { "telltale/v1": expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
  });
});
