import type { RulesArtifact } from "../../compile/compiled.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { isAlertingRule } from "../../formats/prometheus/types.js";
import { durationMs } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import { readObjective } from "../../model/slo/objective.js";
import type { Slo } from "../../model/slo/slo.js";
import { renderYaml, type YamlValue } from "../../yaml/index.js";
import { type CountedEvents, type CountedSeries, findCountedEvents } from "./counted-series.js";

/** The test file of promtool for the SLOs of a system. */
export interface SloTestFile {
  readonly path: string;
  readonly text: string;
}

/** An SLO with what its tests need. Times are in minutes. */
interface TestedSlo {
  readonly slo: Slo;
  readonly events: CountedEvents;
  readonly budget: number;
  /** The fastest alert, and the time from the first failure until it fires, if everything fails. */
  readonly tier: string;
  readonly history: number;
  readonly burning: number;
}

const minute = 60_000;
/** Events a minute, of which a budget is a whole number unless it is tiny. */
const rate = 60_000;

/**
 * Writes tests for the rules of SLOs, which promtool and `telltale test` run: everything fails, and the fastest alert fires;
 * half of what the objective allows fails, and none does; nothing is measured, and the alert on that fires. SLOs of time, of
 * other SLOs, of logs and of expressions of one's own have no tests.
 */
export function writeSloTests({ path, system, settings, value, rules }: RulesArtifact): SloTestFile | undefined {
  const slos = system.definitions.flatMap((one) => (one.kind === "slo" ? [one] : []));
  const tested = slos.flatMap((slo) => describe(slo, rules, settings.environment) ?? []);
  const batches = splitByMetric(tested.toSorted((one, other) => (one.slo.name < other.slo.name ? -1 : 1)));
  if (batches.length === 0) return undefined;
  const tests = batches.flatMap((batch) => [testBurn(batch), testQuiet(batch)]);
  const names = value.groups.map(({ name }) => name);
  const order = names.toSorted((one, other) => Number(one.endsWith("-budget")) - Number(other.endsWith("-budget")));
  const text = renderYaml({
    rule_files: [`../rules/${path.slice(path.lastIndexOf("/") + 1)}`],
    evaluation_interval: "1m",
    group_eval_order: order,
    tests: [...tests, testMissing(tested)],
  });
  return { path: path.replace(/rules\/[^/]+$/, "tests/slos.yml"), text };
}

function describe(slo: Slo, rules: RulesArtifact["rules"], environment: string): TestedSlo | undefined {
  const exprOf = (definition: unknown) => rules.find((rule) => rule.definition === definition)?.query.expr;
  const [total, errors] = [exprOf(slo.series.events), exprOf(slo.series.errors)];
  const events = total && errors && !slo.indicator.countsTime && findCountedEvents(slo, total, errors);
  const budget = readObjective(resolve(slo.objective, environment) ?? "")?.budget;
  const [tier] = slo.tiers.toSorted((one, other) => durationMs(one.within)! - durationMs(other.within)!);
  if (!events || budget === undefined || !tier || tier.factor * budget >= 1) return undefined;
  const alert = rules.find(
    ({ definition, data }) =>
      (slo.alerts as readonly unknown[]).includes(definition) && data.labels?.slo_tier === tier.name,
  );
  const pending = alert && isAlertingRule(alert.data) ? (parseDuration(alert.data.for ?? "0s") ?? 0) : 0;
  const within = Math.ceil(durationMs(tier.within)! / minute);
  const burning = within + Math.ceil(pending / minute) + 2;
  return { slo, events, budget, tier: tier.name, history: within + 10, burning };
}

/** Splits SLOs so that no two of one test write series of the same metric. */
function splitByMetric(tested: readonly TestedSlo[]): readonly (readonly TestedSlo[])[] {
  const batches: { readonly names: Set<string>; readonly slos: TestedSlo[] }[] = [];
  for (const one of tested) {
    const names = [one.events.part.name, one.events.rest.name];
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

/** Nothing fails, and then everything. */
function testBurn(batch: readonly TestedSlo[]): YamlValue {
  return {
    name: "everything fails",
    interval: "1m",
    input_series: batch.flatMap(({ slo, events, history, burning }) => {
      const up = (then: number) => `0+${rate}x${history} ${history * rate + then}+${then}x${burning}`;
      const rest = events.isTotal ? `0+${rate}x${history + burning + 1}` : up(0);
      const none = `0x${history} ${rate}+${rate}x${burning}`;
      const isFailed = slo.indicator.part.is === "failed";
      // Of good events, the part ends when the others begin.
      const [part, others] = isFailed ? [none, rest] : [up(0), events.isTotal ? rest : none];
      return [inputOf(events.part, part), inputOf(events.rest, others)];
    }),
    promql_expr_test: batch.map((one) => ({
      expr: firing(one, `slo_tier="${one.tier}"`),
      eval_time: `${one.history + one.burning}m`,
      exp_samples: [{ labels: `{slo=${JSON.stringify(one.slo.name)}}`, value: 1 }],
    })),
  };
}

/** Half of what the objective allows fails: some budget is left, and no alert is even pending. */
function testQuiet(batch: readonly TestedSlo[]): YamlValue {
  return {
    name: "half of the error budget is used",
    interval: "1m",
    input_series: batch.flatMap(({ slo, events, budget, history, burning }) => {
      const failed = Math.floor((rate * budget) / 2);
      const part = slo.indicator.part.is === "failed" ? failed : rate - failed;
      const times = history + burning;
      const rest = events.isTotal ? rate : rate - part;
      return [inputOf(events.part, `0+${part}x${times}`), inputOf(events.rest, `0+${rest}x${times}`)];
    }),
    promql_expr_test: batch.flatMap((one) => {
      const eval_time = `${one.history + one.burning}m`;
      const budget = `count(slo:error_budget_remaining:ratio{${selectorOf(one)}} > 0)`;
      return [
        { expr: `count(ALERTS{${selectorOf(one)}})`, eval_time, exp_samples: [] },
        { expr: budget, eval_time, exp_samples: [{ labels: "{}", value: 1 }] },
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

function inputOf({ name, labels }: CountedSeries, values: string): YamlValue {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return { series: `${name}{${pairs.join(", ")}}`, values };
}
