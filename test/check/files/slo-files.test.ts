import { describe, expect, test } from "vitest";
import { detectFileKind } from "../../../src/check/files/file-kind.js";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };

function findings(text: string): readonly string[] {
  expect(detectFileKind(text, "slos.yml")).toBe("slos");
  return checkFiles([{ path: "slos.yml", text }], options).map(
    ({ id, span, summary, subject }) => `${span?.start.line}:${span?.start.column} ${id}: ${summary} (${subject})`,
  );
}

const sloth = `version: "prometheus/v1"
service: "cart"
labels: { owner: shop }
slos:
  - name: "availability"
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(http_requests_total{job="cart",code=~"(5..|429)"}[{{.window}}]))
        total_query: sum(rate(http_requests_total{job="cart"}[{{ .window }}]))
    alerting: { name: CartFails, page_alert: { labels: { severity: page } }, ticket_alert: { disable: true } }
`;

const slothObject = `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: cart }
spec:
  service: cart
  slos:
    - name: ratio
      objective: 99
      sli:
        raw:
          errorRatioQuery: |
            sum(rate(http_requests_total{code="500"}[{{.window}}]))
            / sum(rate(http_requests_total[{{.window}}]))
`;

const pyrra = `apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: { name: cart-latency, namespace: monitoring }
spec:
  target: "99.5"
  window: 2w
  indicator:
    latency:
      success: { metric: 'http_seconds_bucket{job="cart",le="0.5"}' }
      total: { metric: 'http_seconds_count{job="cart"}' }
`;

const openSlo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: cart }
spec:
  service: cart
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 28d, isRolling: true }]
  objectives: [{ displayName: good, target: 0.99 }]
  indicator:
    metadata: { name: cart-good }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: 'sum(http_requests_total{code!~"5.."})' } } }
        total: { metricSource: { type: Datadog, spec: { query: "sum:requests{*}" } } }
`;

describe("specifications of SLOs for other tools", () => {
  test.each([
    ["sloth", sloth],
    ["an object for sloth", slothObject],
    ["pyrra", pyrra],
    ["OpenSLO", openSlo],
    ["several", `${pyrra}---\n${openSlo}`],
  ])("of %s that are right have no finding", (_, text) => {
    expect(findings(text)).toEqual([]);
  });

  test("have their queries parsed, at their positions", () => {
    expect(findings(sloth.replace("[{{ .window }}]))", "[{{ .window }}])"))).toEqual([
      '10:78 promql/syntax: unclosed left parenthesis (SLO "availability")',
    ]);
    expect(findings(slothObject.replace("/ sum(rate(", "/ sum(rat("))).toEqual([
      '13:19 promql/syntax: unknown function with name "rat" (SLO "ratio")',
    ]);
    expect(findings(pyrra.replace('le="0.5"', "le=0.5"))[0]).toMatch(/^9:\d+ promql\/syntax/);
    expect(findings(openSlo.replace('!~"5.."', '!~"5("'))[0]).toMatch(/^14:\d+ promql\/syntax/);
  });

  test("of sloth have their queries checked as rules are", () => {
    expect(findings(sloth.replace('code=~"(5..|429)"', 'code=~"500"'))).toEqual([
      '9:62 promql/needless-regex: code=~"500" needs no regular expression (SLO "availability")',
    ]);
  });

  test("of sloth are refused where sloth refuses them", () => {
    const second = sloth.slice(sloth.indexOf("  - name"));
    expect(findings(sloth.replace("objective: 99.9", "objective: 999").replace('service: "cart"\n', ""))).toEqual([
      "1:1 slo/specification: the specification names no service (undefined)",
      '5:16 slo/specification: objective is not a percentage (SLO "availability")',
    ]);
    expect(findings(sloth + second)).toEqual([
      '12:11 slo/specification: another SLO is called "availability" (SLO "availability")',
    ]);
    expect(findings(sloth.replace("{{ .window }}", "5m"))).toEqual([
      '10:22 slo/specification: total_query has no range {{.window}} (SLO "availability")',
    ]);
    expect(findings(sloth.replace("total_query", "total"))[0]).toContain("the indicator has no total_query");
    expect(findings(sloth.replace("      events:", "      plugin: { id: a }\n      events:"))[0]).toContain(
      "the SLO has two indicators: events and plugin",
    );
    expect(findings('version: "prometheus/v1"\nservice: a\nslos: []\n')).toEqual([
      "1:1 slo/specification: the specification has no SLO (undefined)",
    ]);
  });

  test("of pyrra and OpenSLO are refused where their objectives or indicators are", () => {
    expect(findings(pyrra.replace('"99.5"', "many").replace("window: 2w", "window: 2 weeks"))).toEqual([
      '5:11 slo/specification: target is not a percentage (SLO "cart-latency")',
      '6:11 slo/specification: the window is not a duration (SLO "cart-latency")',
    ]);
    expect(findings(pyrra.replace("latency:\n", "latencies:\n"))[0]).toContain("the SLO has no indicator");
    expect(findings(pyrra.replace("total:", "all:"))[0]).toContain("the indicator has no latency.total.metric");
    expect(findings(openSlo.replace("target: 0.99", "target: 99"))).toEqual([
      '8:45 slo/specification: target is not a share (SLO "cart")',
    ]);
    expect(findings(openSlo.replace(/objectives: .*/, "objectives: []"))[0]).toContain("the SLO has no objectives");
  });

  test("may hold anything", () => {
    const chain = Array.from({ length: 30 }, (_, index) => `  - &a${index + 1} [*a${index}, *a${index}]\n`).join("");
    for (const text of [
      sloth.replace("slos:\n", "slos: &slos\n").replace("alerting: {", "alerting: { a: *slos,"),
      `version: prometheus/v1\nx:\n  - &a0 [a]\n${chain}slos: [*a30]\n`,
      "version: prometheus/v1\nservice: {}\nslos: [1, {}, [], { name: ../../etc, sli: 1 }, { sli: { events: [], raw: } }]\n",
      "apiVersion: pyrra.dev/v1\nkind: ServiceLevelObjective\nspec: { indicator: { __proto__: 1, constructor: 2 } }\n",
      "apiVersion: openslo/v1\nkind: __proto__\nspec: 1\n",
      "apiVersion: openslo/v1\nkind: SLO\nspec: { objectives: [1, { target: [] }], indicator: [] }\n",
      `${openSlo}\u0000`,
      sloth.replace("availability", "<script>alert(1)</script>".repeat(1000)),
    ]) {
      const found = findings(text);
      expect(found.every((one) => typeof one === "string")).toBe(true);
    }
  });
});
