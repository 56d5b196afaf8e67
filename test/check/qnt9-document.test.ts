import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkFiles, checkProject } from "../../src/check/index.js";
import { compileProject } from "../../src/compile/index.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { LineTable } from "../../src/diagnostics/positions.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { allFindings } from "../../src/project/all-findings.js";
import { SourceFiles } from "../../src/source/source-files.js";
import { qnt9 as asWritten } from "./fixtures/qnt9-as-written.js";
import { qnt9 as corrected } from "./fixtures/qnt9-corrected.js";

/**
 * The six alerts of the document that QNT9 was built from. `promtool` finds nothing wrong with any of them; the numbers
 * are those of the inventory of its defects.
 */
const defects = [
  ["Q2", "High Error Rate", "promql/unknown-metric", "a metric without the prefix of its service"],
  ["Q2", "High Latency", "promql/unknown-metric", "a metric without the prefix of its service"],
  ["Q2", "Cache Performance Degradation", "promql/unknown-metric", "a metric without the prefix of its service"],
  ["Q3", "High Error Rate", "promql/ratio-against-rate", "errors per second compared with a share"],
  ["Q4", "High Latency", "promql/quantile-needs-le", "a quantile without sum by (le, …)"],
  ["Q8", "High Memory Usage", "promql/division-by-zero-gauge", "+Inf where no limit is set"],
  ["Q9", "Pod Restart Loop", "alert/any-increase", "fires on a single restart"],
  ["Q10", "Watchlist Tier Limit Exceeded", "alert/no-for", "fires at once"],
  ["Q11", "Watchlist Tier Limit Exceeded", "promql/unaggregated-alert", "compares each pod by itself"],
] as const;

describe("the six alerts as the document wrote them, in a rule file", () => {
  const path = fileURLToPath(new URL("fixtures/qnt9-document.yml", import.meta.url));
  const diagnostics = checkFiles([{ path: "qnt9.yml", text: readFileSync(path, "utf8") }], {
    prometheusVersion: "2.42",
    alertmanagerVersion: "0.25",
    today: "2026-06-01",
    findings: allFindings,
    catalogue: buildCatalogue(asWritten as unknown as SystemFacts),
  });

  test.each(defects)("%s: %s", (_, alert, id) => {
    expect(idsOf(diagnostics, alert)).toContain(id);
  });

  test("are not errors, because promtool accepts them", () => {
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("the six alerts as the document wrote them, as definitions", () => {
  const diagnostics = check(asWritten);

  test.each(defects)("%s: %s", (_, alert, id) => {
    expect(idsOf(diagnostics, alert)).toContain(id);
  });

  test("Q6: grouped by a label that the series do not have", () => {
    expect(idsOf(diagnostics, "Requests of a user service without app")).toContain("promql/unknown-label");
  });

  test("each finding points into the source", () => {
    const shown = diagnostics
      .filter(({ id }) => id.startsWith("promql/") || id === "alert/any-increase")
      .map((diagnostic) => `${diagnostic.id}: ${marked(diagnostic)}`);
    expect(shown).toMatchInlineSnapshot(`
      [
        "promql/ratio-against-rate: sum( rate(http_requests_total{status=~"5.."}[5m]) ) by (app) > 0.05",
        "promql/unknown-metric: http_requests_total",
        "promql/unknown-label: app",
        "promql/quantile-needs-le: histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m]))",
        "promql/unknown-metric: http_request_duration_seconds_bucket",
        "alert/any-increase: rate(\${kubernetes.restarts}[15m]) > 0",
        "promql/division-by-zero-gauge: \${kubernetes.limit}",
        "promql/unaggregated-alert: rate(\${watchlist.limitExceeded}[5m])",
        "promql/unknown-metric: cache_hits_total",
        "promql/nan-without-traffic: \${hits} / (\${hits} + rate(cache_misses_total[5m])) < 0.7",
        "promql/unknown-metric: cache_misses_total",
      ]
    `);
  });
});

test("the six corrected alerts have no findings", () => {
  expect(check(corrected)).toEqual([]);
});

function check(system: unknown): readonly Diagnostic[] {
  const prom = { type: "prometheus", uid: "prom" } as const;
  const config = { environments: { staging: { dataSources: { prom } }, prod: { dataSources: { prom } } } };
  const project = { config, systems: [system as SystemFacts] };
  const readSource = (file: string) => readFileSync(file, "utf8");
  const compiled = compileProject(project, { sources: new SourceFiles(readSource) });
  return checkProject(project, compiled, { today: "2026-06-01", findings: allFindings });
}

function idsOf(diagnostics: readonly Diagnostic[], alert: string): readonly string[] {
  return diagnostics.filter(({ subject }) => subject === `alert "${alert}"`).map(({ id }) => id);
}

/** The stretch of the source that a finding points at, on one line. */
function marked({ span }: Diagnostic): string {
  if (!span?.end) return "a point";
  const text = readFileSync(span.file, "utf8");
  const table = new LineTable(text);
  return text.slice(table.offset(span.start), table.offset(span.end)).replace(/\s+/g, " ");
}
