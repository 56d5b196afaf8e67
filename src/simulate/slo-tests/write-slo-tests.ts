import type { RulesArtifact } from "../../compile/compiled.js";
import { renderYaml, type YamlValue } from "../../yaml/index.js";
import type { TestedSeries } from "./tested-input.js";
import { describeSlos, type TestedSlo } from "./tested-slo.js";

/** The test file of promtool for the SLOs of a system. */
export interface SloTestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes tests for the rules of SLOs, which promtool and `telltale test` run: everything fails, and the fastest alert fires;
 * half of what the objective allows fails, and none does; nothing is measured, and the alert on that fires. SLOs of other
 * systems' SLOs have no tests, nor have those of events whose expressions are more than rates, those of time whose
 * condition no course that is tried makes true, and before promtool 2.48 those of native histograms.
 */
export function writeSloTests(artifact: RulesArtifact): SloTestFile | undefined {
  const { path, value } = artifact;
  const tested = describeSlos(artifact).toSorted((one, other) => (one.slo.name < other.slo.name ? -1 : 1));
  const [ofEvents, ofTime] = [false, true].map((countsTime) =>
    tested.filter(({ slo }) => slo.indicator.countsTime === countsTime),
  ) as [TestedSlo[], TestedSlo[]];
  if (tested.length === 0) return undefined;
  const tests = [
    ...splitBySeries(ofEvents).flatMap((batch) => [
      testBurn("everything fails", batch),
      testQuiet("half of the error budget is used", batch),
    ]),
    ...splitBySeries(ofTime).flatMap((batch) => [
      testBurn("all time is bad", batch),
      testQuiet("no time is bad", batch),
    ]),
    ...(ofEvents.length > 0 ? [testMissing(ofEvents)] : []),
  ];
  const names = value.groups.map(({ name }) => name);
  const order = names.toSorted((one, other) => Number(one.endsWith("-budget")) - Number(other.endsWith("-budget")));
  const text = renderYaml({
    rule_files: [`../rules/${path.slice(path.lastIndexOf("/") + 1)}`],
    evaluation_interval: "1m",
    group_eval_order: order,
    tests,
  });
  return { path: path.replace(/rules\/[^/]+$/, "tests/slos.yml"), text };
}

/** Splits SLOs so that no two of one test write series of the same metric. */
function splitBySeries(tested: readonly TestedSlo[]): readonly (readonly TestedSlo[])[] {
  const batches: { readonly names: Set<string>; readonly slos: TestedSlo[] }[] = [];
  for (const one of tested) {
    const names = one.input.quiet(0, 1).map(({ name }) => name);
    let batch = batches.find((other) => names.every((name) => !other.names.has(name)));
    if (!batch) {
      batch = { names: new Set(), slos: [] };
      batches.push(batch);
    }
    for (const name of names) batch.names.add(name);
    batch.slos.push(one);
  }
  return batches.map(({ slos }) => slos);
}

function testBurn(name: string, batch: readonly TestedSlo[]): YamlValue {
  return {
    name,
    interval: "1m",
    input_series: batch.flatMap((one) => one.input.burn(one).map(writeSeries)),
    promql_expr_test: batch.map((one) => ({
      expr: firing(one, `slo_tier="${one.tier}"`),
      eval_time: `${one.history + one.burning}m`,
      exp_samples: [{ labels: `{slo=${JSON.stringify(one.slo.name)}}`, value: 1 }],
    })),
  };
}

/**
 * No alert is even pending. Of events, some budget is left; of time, nothing is bad any more: that before the first sample
 * counts as bad, where a series that is missing does.
 */
function testQuiet(name: string, batch: readonly TestedSlo[]): YamlValue {
  return {
    name,
    interval: "1m",
    input_series: batch.flatMap(({ input, budget, history, burning }) =>
      input.quiet(budget, history + burning).map(writeSeries),
    ),
    promql_expr_test: batch.flatMap((one) => {
      const eval_time = `${one.history + one.burning}m`;
      const [series, condition] = one.slo.indicator.countsTime
        ? ["slo:errors:rate5m", "== 0"]
        : ["slo:error_budget_remaining:ratio", "> 0"];
      const good = `count(${series}{${selectorOf(one)}} ${condition})`;
      return [
        { expr: `count(ALERTS{${selectorOf(one)}})`, eval_time, exp_samples: [] },
        { expr: good, eval_time, exp_samples: [{ labels: "{}", value: 1 }] },
      ];
    }),
  };
}

function testMissing(tested: readonly TestedSlo[]): YamlValue {
  return {
    name: "nothing is measured",
    interval: "1m",
    input_series: [],
    promql_expr_test: tested.map((one) => ({
      expr: firing(one, `alertname="${one.slo.alerts.at(-1)!.name}"`),
      eval_time: "15m",
      exp_samples: [{ labels: `{slo=${JSON.stringify(one.slo.name)}}`, value: 1 }],
    })),
  };
}

function firing(one: TestedSlo, matcher: string): string {
  return `count by (slo) (ALERTS{alertstate="firing", ${matcher}, ${selectorOf(one)}})`;
}

function selectorOf({ slo: { name, system } }: TestedSlo): string {
  return `slo=${JSON.stringify(name)}, system=${JSON.stringify(system)}`;
}

function writeSeries({ name, labels, values }: TestedSeries): YamlValue {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return { series: `${name}{${pairs.join(", ")}}`, values };
}
