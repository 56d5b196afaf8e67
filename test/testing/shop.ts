import type { RulesArtifact } from "../../src/compile/compiled.js";
import { compileProject } from "../../src/compile/index.js";
import { counter, gauge, http, promql, system } from "../../src/index.js";
import { resolveSettings } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { runSimulation, type Simulation } from "../../src/simulate/run/simulation.js";
import type { SimulationEvent } from "../../src/simulate/traffic/events.js";
import type { PlannedSeries } from "../../src/simulate/traffic/planned-series.js";

export const shop = system("shop", { labels: { app: ["cart"], pod: 2 }, serviceLabel: "app" });

export const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { status: 6 } }),
    failed: { status: /5../ },
  }),
  open: gauge("cart_open", { help: "Open carts", labels: { tier: ["free", "pro"] } }),
});

export const manyOpen = shop.alert("ManyOpen", {
  when: promql`${cart.open} > 100`,
  for: "5m",
  severity: "warning",
  summary: "{{ $value }} carts of {{ $labels.tier }} are open",
});

export const noneOpen = shop.alert("NoneOpen", {
  when: promql`${cart.open} == 0`,
  severity: "critical",
  summary: "Nobody shops",
});

export const down = shop.alert("Down", { when: promql`up == 0`, for: "2m", severity: "critical", summary: "down" });

/** Simulates the shop's rules over series, without a project on disk. */
export function run(
  series: readonly PlannedSeries[],
  minutes: number,
  events: readonly SimulationEvent[] = [],
): Simulation {
  const config = { environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } } as const;
  const facts = shop as unknown as SystemFacts;
  const { artifacts } = compileProject({ config, systems: [facts] });
  const rules = artifacts.filter((artifact): artifact is RulesArtifact => artifact.kind === "prometheus rules");
  const settings = resolveSettings(config, "prod");
  return runSimulation({ system: facts, rules, settings, series, events, start: 0, length: minutes * 60_000 });
}
