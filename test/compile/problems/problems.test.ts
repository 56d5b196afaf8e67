import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { counter, errorRatio, http, promql, stat, type system, timeseries } from "telltale";
import { describe, expect, test } from "vitest";
import { definitionFindings } from "../../../src/compile/index.js";
import { LineTable } from "../../../src/diagnostics/positions.js";
import { SourceFiles } from "../../../src/source/source-files.js";
import { compiled } from "../project.js";
import { alertProblems } from "./alerts.js";
import { dashboardProblems } from "./dashboards.js";
import { optionProblems } from "./options.js";
import { alert, dashboard, defining, up } from "./problem.js";

const cases = { ...optionProblems, ...dashboardProblems, ...alertProblems };

test("every finding has a case here", () => {
  expect(Object.keys(cases)).toEqual(Object.keys(definitionFindings));
});

describe.each(Object.entries(cases))("%s", (id, examples) => {
  test.each(examples)("$summary", ({ wrong, config, summary, fix }) => {
    const { diagnostics } = compiled(wrong(), config);
    expect(diagnostics).toMatchObject([{ id, summary: summary, ...(fix !== undefined && { fix }) }]);
    // A version is set in the configuration, everything else in a file of this folder.
    if (id !== "definition/unknown-version")
      expect(dirname(diagnostics[0]!.span?.file ?? "")).toBe(import.meta.dirname);
  });
});

test("a finding of every environment is reported once", () => {
  const dataSources = { metrics: { type: "prometheus", uid: "prom" } } as const;
  const { diagnostics } = compiled(dashboard({ links: ["Nowhere"], panels: [stat("A", up)] }), {
    environments: { one: { dataSources }, two: { dataSources } },
  });
  expect(diagnostics).toHaveLength(1);
});

test("rule files in Prometheus' own format are checked, and findings point into the file", () => {
  const text = "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: rate(up)\n";
  const wrong = (yaml: string | { text: string; path: string }) =>
    compiled(defining((shop) => shop.ruleFile("own", yaml)));
  expect(wrong({ text, path: "own.yml" }).diagnostics).toMatchObject([
    { id: "promql/syntax", severity: "error", span: { file: "own.yml", start: { line: 5 } } },
  ]);
  const { diagnostics } = wrong(text);
  expect(diagnostics).toMatchObject([{ id: "promql/syntax", span: { file: import.meta.filename } }]);
  expect(diagnostics[0]!.subject).toContain('line 5 of the rule file "own"');
});

test("an invalid definition does not keep the others from being compiled", () => {
  const shop = defining((it) => {
    it.dashboard("Good", { panels: [timeseries("A", up)] });
    it.dashboard("Bad", { key: "b/d" });
    it.alert("Broken", { ...alert, when: promql`up ==` });
    it.alert("Sound", alert);
    const { api } = it.service("api", {
      api: http({ requests: counter("r_total", { help: "…", labels: { status: 5 } }), failed: { status: "500" } }),
    });
    it.alert("Drawn", { ...alert, when: errorRatio(api).above(1) });
  });
  const { artifacts } = compiled(shop);
  expect(artifacts.map(({ path }) => path)).toEqual([
    "prod/shop/dashboards/good.json",
    "prod/shop/dashboards/overview.json",
    "prod/shop/rules/alerts.yml",
  ]);
});

describe("what Prometheus would reject in the rule file is found in the definition", () => {
  const labelled = (labels: Record<string, string>) => ({ ...alert, labels });
  test.each<[string, string, (shop: ReturnType<typeof system>) => unknown]>([
    ["rules/missing-name", "the alert has no name", (shop) => shop.alert("", alert)],
    [
      "rules/invalid-duration",
      '"5min" is not a duration',
      (shop) => shop.alert("A", { ...alert, for: "5min" as "5m" }),
    ],
    [
      "rules/invalid-duration",
      '"-5m" is not a duration',
      (it) => it.alert("A", { ...alert, keepFiringFor: "-5m" as "5m" }),
    ],
    [
      "rules/invalid-label-name",
      '"__name__" is not a valid label name',
      (it) => it.alert("A", labelled({ __name__: "a" })),
    ],
    [
      "rules/invalid-annotation-name",
      '"" is not a valid annotation name',
      (it) => it.alert("A", { ...alert, annotations: { "": "a" } }),
    ],
    ["rules/invalid-recording-name", '"a{b}" is not a valid metric name', (shop) => shop.recordingRule("a{b}", up)],
    [
      "rules/invalid-label-name",
      '"" is not a valid label name',
      (it) => it.recordingRule("a:b", up, { labels: { "": "a" } }),
    ],
    [
      "template/syntax",
      'function "humanise" not defined',
      (it) => it.alert("A", { ...alert, summary: "{{ $value | humanise }}" }),
    ],
    [
      "template/syntax",
      'undefined variable "$label"',
      (shop) => shop.alert("A", labelled({ team: "{{ $label.team }}" })),
    ],
  ])("%s: %s", (id, summary, define) => {
    const { diagnostics } = compiled(defining(define));
    expect(diagnostics).toMatchObject([{ id, severity: "error", summary, span: { file: import.meta.filename } }]);
  });

  test("depends on the targeted release", () => {
    const found = (prometheus: string) =>
      compiled(
        defining((shop) => shop.alert("A", labelled({ "owned-by": "cart" }))),
        { versions: { prometheus } },
      );
    expect(found("3.5").diagnostics).toEqual([]);
    expect(found("2.53").diagnostics).toMatchObject([{ id: "rules/invalid-label-name" }]);
  });

  test("in a template points at the expression", () => {
    const { diagnostics } = compiled(defining((shop) => shop.alert("A", { ...alert, summary: "a {{ $x }}" })));
    expect(diagnostics).toMatchObject([{ excerpt: { text: "a {{ $x }}", start: 5, end: 7 } }]);
  });
});

describe("the position of a finding", () => {
  const source = readFileSync(import.meta.filename, "utf8");

  /** The text that each error points at; the whole line, if the span has no end. */
  function pointedAt(define: (shop: ReturnType<typeof system>) => void): readonly string[] {
    const { diagnostics } = compiled(defining(define), {}, { sources: new SourceFiles(() => source) });
    const table = new LineTable(source);
    return diagnostics.flatMap(({ span }) => {
      if (!span) return [];
      const end = span.end ?? { line: span.start.line + 1, column: 1 };
      return [source.slice(table.offset(span.start), table.offset(end)).trimEnd()];
    });
  }

  test("is the option, if the call has it written out", () => {
    const places = pointedAt((shop) => {
      shop.dashboard("Cart", { key: "my cart", panels: [] });
      shop.alert("Down", { ...alert, dashboard: "Basket", runbook: "down" });
      shop.alert("Slow", { ...alert, for: shop.perEnvironment({} as { prod: "5m" }) });
    });
    expect([...places].sort()).toEqual([
      '"Basket"',
      '"down"',
      '"my cart"',
      'shop.perEnvironment({} as { prod: "5m" })',
    ]);
  });

  test("is the definition otherwise", () => {
    const elsewhere = { ...alert, runbook: "down" };
    expect(pointedAt((shop) => shop.alert("Down", elsewhere))).toEqual([
      expect.stringMatching(/^alert\("Down", elsewhere\)/),
    ]);
  });
});
