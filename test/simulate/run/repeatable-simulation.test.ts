import { counter, errorRatio, histogram, http, latency, promql, receiver, secret, system } from "telltale";
import { describe, expect, test } from "vitest";
import type { Artifact, RulesArtifact } from "../../../src/compile/compiled.js";
import { compileProject } from "../../../src/compile/index.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { applyMutant } from "../../../src/mutate/apply.js";
import { collectMutants } from "../../../src/mutate/collect-mutants.js";
import { evaluatedParts } from "../../../src/simulate/run/evaluated-parts.js";
import { RepeatableSimulation } from "../../../src/simulate/run/repeatable-simulation.js";
import { runSimulation, type Simulation, type SimulationPlan } from "../../../src/simulate/run/simulation.js";
import { outage } from "../../../src/simulate/traffic/events.js";
import { steps } from "../../../src/simulate/traffic/profile.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";
import { SourceFiles } from "../../../src/source/source-files.js";

const config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
  defaults: { runbooks: "https://runbooks.example.com/" },
} as const;

const shop = system("shop", {
  labels: { app: ["cart", "search"], pod: 2 },
  serviceLabel: "app",
  routes: { page: [receiver.pagerduty("on-call", { key: secret("KEY") })] },
});

const services = ["cart", "search"].map((name) => {
  const requests = counter(`${name}_requests_total`, { help: "Requests", labels: { status: ["200", "404", "500"] } });
  const duration = histogram(`${name}_seconds`, { help: "Time", buckets: [0.1, 0.5, 1, 2] });
  return shop.service(name, { http: http({ requests, failed: { status: /5../ }, duration }) });
});

/** Rules that read each other in one group, in another group, and by way of `ALERTS`. */
const other = shop.group("other");
const alerts = services.map((service) => {
  const name = service.service.name;
  const fields = { for: "3m", severity: "page", summary: "{{ $labels.app }}: {{ $value | humanize }}" } as const;
  const ratio = shop.recordingRule(`app:${name}_errors:ratio_rate5m`, errorRatio(service.http));
  const worst = shop.recordingRule(`all:${name}_errors:max`, promql`max(${ratio})`);
  shop.alert("Slow", { ...fields, when: latency(service.http, 0.95).above(1), labels: { service: name } });
  shop.alert("WorstFails", { ...fields, when: worst.above(0.04), group: other, labels: { service: name } });
  return shop.alert("Fails", { ...fields, when: ratio.above(0.05), labels: { service: name } });
});
shop.alert("ManyAlerts", {
  when: promql`sum(ALERTS{alertstate="firing", alertname="Fails"}) > 0`,
  severity: "page",
  summary: "Many alerts",
});

const facts = shop as unknown as SystemFacts;
const compiled = compileProject({ config, systems: [facts] });
/** One change of each kind to each rule. */
const mutants = [
  ...new Map(
    collectMutants(compiled, new SourceFiles(() => undefined)).map((one) => [`${one.subject} ${one.kind}`, one]),
  ).values(),
];

function planOf(artifacts: readonly Artifact[]): SimulationPlan {
  const [cart, search] = services;
  return {
    ...{ system: facts, settings: resolveSettings(config, "prod"), start: 0, length: 35 * 60_000 },
    ...evaluatedParts(artifacts),
    series: [
      traffic(cart!.http, { errors: steps({ "0m": 0, "5m": 0.06, "20m": 0.01 }), latency: { p95: 1.05 } }),
      traffic(search!.http, { errors: 0.041 }),
    ],
    events: [outage(cart!, { at: "25m", for: "5m" })],
  };
}

/** Everything that matchers look at, as text, which is compared quickly. */
function visible({ rules, alerts: histories, problems, routing }: Simulation): string {
  const alerts = histories.map(({ snapshots, ...history }) => [history, [...snapshots]]);
  return JSON.stringify(
    { rules: rules.map(({ expr, hold }) => [expr, hold]), alerts, problems, routing },
    undefined,
    1,
  );
}

/** The series of a simulation, with recorded ones. */
function seriesOf({ store }: Simulation) {
  return store.all().map(({ metric, floatCount, floatValues }) => [metric.key, floatValues.slice(0, floatCount)]);
}

/** The artifacts with the annotations of the first alert extended. */
function withAnnotation(text: string): readonly Artifact[] {
  const isRules = (artifact: Artifact): artifact is RulesArtifact => artifact.kind === "prometheus rules";
  return compiled.artifacts.map((artifact) => {
    if (!isRules(artifact)) return artifact;
    const groups = artifact.value.groups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) =>
        "alert" in rule ? { ...rule, annotations: { ...rule.annotations, text } } : rule,
      ),
    }));
    return { ...artifact, value: { ...artifact.value, groups } };
  });
}

describe("a repeated simulation is that of a new run", () => {
  const plan = planOf(compiled.artifacts);
  const repeatable = new RepeatableSimulation(plan);

  test("without a change", () => {
    expect(alerts).toHaveLength(2);
    const run = repeatable.runWith(plan);
    const expected = runSimulation(plan);
    expect(visible(run)).toBe(visible(expected));
    expect(seriesOf(run)).toEqual(seriesOf(expected));
    expect(run.alerts.map(({ name }) => name)).toContain("ManyAlerts");
  });

  test("with a change of each kind to each rule", () => {
    expect(mutants.length).toBeGreaterThan(40);
    for (const mutant of mutants) {
      const parts = evaluatedParts(applyMutant(compiled.artifacts, mutant));
      const expected = runSimulation({ ...plan, ...parts, selectingRules: plan.rules });
      const difference = `${mutant.subject}: ${mutant.before} → ${mutant.after}`;
      expect(visible(repeatable.runWith(parts)), difference).toBe(visible(expected));
    }
  });
});

test("a template that queries is expanded with the changed rules", () => {
  const artifacts = withAnnotation('{{ with query "app:cart_errors:ratio_rate5m" }}{{ . | first | value }}{{ end }}');
  const plan = planOf(artifacts);
  const repeatable = new RepeatableSimulation(plan);
  const changing = collectMutants({ ...compiled, artifacts }, new SourceFiles(() => undefined)).filter(
    ({ subject, kind }) => subject === 'recording rule "app:cart_errors:ratio_rate5m"' && kind === "operator",
  );
  expect(changing).not.toEqual([]);
  for (const mutant of changing) {
    const parts = evaluatedParts(applyMutant(artifacts, mutant));
    const expected = runSimulation({ ...plan, ...parts, selectingRules: plan.rules });
    expect(visible(repeatable.runWith(parts))).toBe(visible(expected));
  }
});
