import { counter, eventRatio, fasterThan, histogram, http, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../src/compile/index.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { applyMutant } from "../../src/mutate/apply.js";
import { collectMutants } from "../../src/mutate/collect-mutants.js";
import type { Mutant } from "../../src/mutate/mutant.js";
import { SourceFiles } from "../../src/source/source-files.js";

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const config = {
  environments: { prod: { dataSources } },
  defaults: { runbooks: "https://runbooks.example.com/" },
} as const;

const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app", routes: { critical: [], warning: [] } });
const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
    failed: { status: /5../ },
    duration: histogram("cart_seconds", { help: "Time", buckets: [0.1, 0.5, 1, 2] }),
  }),
});
const fields = {
  description: "Carts answer.",
  window: "30d",
  runbook: "https://runbooks.example.com/burning",
} as const;
shop.slo("availability", { ...fields, indicator: eventRatio(cart.http), objective: "99.9%" });
shop.slo("latency", { ...fields, indicator: fasterThan(cart.http, 0.5), objective: "95%" });

const compiled = compileProject({ config, systems: [shop as unknown as SystemFacts] });
const mutants = collectMutants(compiled, new SourceFiles(() => undefined));

function changesOf(slo: string): readonly string[] {
  return mutants.filter(({ owner }) => owner === slo).map(({ kind, before, after }) => `${kind}: ${before} → ${after}`);
}

/** The alert conditions that differ with a mutant. */
function changedAlerts(mutant: Mutant) {
  const read = (artifacts: typeof compiled.artifacts) =>
    artifacts.flatMap((one) => (one.kind === "prometheus rules" ? one.value.groups.flatMap(({ rules }) => rules) : []));
  const before = read(compiled.artifacts);
  return read(applyMutant(compiled.artifacts, mutant)).filter((rule, index) => rule !== before[index]);
}

test("changes the indicator, the objective, the severities and the runbook of an SLO, each once", () => {
  expect(changesOf("availability").toSorted()).toEqual([
    "aggregation: sum → max",
    "aggregation: sum → max",
    "grouping: (app) → ()",
    "grouping: (app) → ()",
    'matcher: status=~"5.." → no matcher',
    'matcher: status=~"5.." → status=~"500"',
    'matcher: status=~"5.." → status=~"[45].."',
    "runbook: burning → burning-of-another-alert",
    "severity: critical → warning",
    "severity: warning → critical",
    "threshold: 99.9% → 99.89%",
    "threshold: 99.9% → 99.91%",
  ]);
});

test("an objective changes in all tiers at once, on both of their windows", () => {
  const laxer = mutants.find(({ owner, after }) => owner === "availability" && after === "99.89%")!;
  const changed = changedAlerts(laxer);
  expect(changed).toHaveLength(4);
  for (const { expr } of changed) expect(expr.match(/\* 0\.0011\b/g)).toHaveLength(2);
});

test("the bucket of a latency objective is selected: no other can be missing", () => {
  expect(changesOf("latency").filter((change) => change.startsWith("bucket"))).toEqual([]);
});
