import { compileProject } from "../../src/compile/index.js";
import { logql, logStream, promql, receiver, secret, system } from "../../src/index.js";
import { resolveSettings } from "../../src/model/project/project.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import type { PlannedLogs } from "../../src/simulate/logs/planned-logs.js";
import { evaluatedParts } from "../../src/simulate/run/evaluated-parts.js";
import { runSimulation, type Simulation } from "../../src/simulate/run/simulation.js";
import type { SimulationEvent } from "../../src/simulate/traffic/events.js";

/** A system whose alerts are on logs. */
export const shop = system("logshop", {
  labels: { app: ["cart", "search"], pod: 4 },
  serviceLabel: "app",
  routes: {
    critical: [receiver.pagerduty("on-call", { key: secret("KEY") })],
    warning: [receiver.slack("team", { url: secret("SLACK"), channel: "#shop" })],
  },
});

const fields = { level: ["DEBUG", "INFO", "ERROR"], message: 1000, duration_ms: 1000, status: 20 } as const;

export const cart = shop.service("cart", {
  logs: logStream({ selector: { app: "cart" }, labels: { app: ["cart", "search"], pod: 4, container: 2 }, fields }),
});
export const search = shop.service("search", {
  logs: logStream({
    selector: { app: "search" },
    labels: { app: ["cart", "search"], pod: 4, level: ["info", "error"] },
    fields: { msg: 100 },
    format: "logfmt",
  }),
});

export const cartFails = shop.alert("CartFails", {
  when: logql`sum by (app) (rate(${cart.logs} | json | level="ERROR" [5m])) > 0.5`,
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} logs {{ $value | humanize }} errors per second",
});

export const cartPanics = shop.alert("CartPanics", {
  when: logql`sum by (app, pod) (count_over_time(${cart.logs} |= "panic:" [10m])) > 0`,
  severity: "warning",
  summary: "{{ $labels.pod }} panics",
});

export const cartIsSlow = shop.alert("CartIsSlow", {
  when: logql`max by (app) (max_over_time(${cart.logs} | json | unwrap duration_ms | __error__="" [5m])) > 1000`,
  severity: "warning",
  summary: "slow",
});

export const cartIsSilent = shop.alert("CartIsSilent", {
  when: logql`absent_over_time(${cart.logs} [5m])`,
  severity: "warning",
  summary: "silent",
});

/** Loki records it, and Prometheus evaluates the alert. */
export const errors = shop.recordingRule(
  "app:search_errors:rate5m",
  logql`sum by (app) (rate(${search.logs.where({ level: "error" })} [5m]))`,
);
export const searchFails = shop.alert("SearchFails", {
  when: promql`${errors} > 1`,
  severity: "warning",
  summary: "fails",
});

const config = {
  environments: {
    prod: { dataSources: { prom: { type: "prometheus", uid: "prom" }, logs: { type: "loki", uid: "loki" } } },
  },
} as const;
const facts = shop as unknown as SystemFacts;
const { artifacts } = compileProject({ config, systems: [facts] });

/** Simulates the shop's rules over lines, without a project on disk. */
export function run(
  logs: readonly PlannedLogs[],
  minutes: number,
  events: readonly SimulationEvent[] = [],
): Simulation {
  const settings = resolveSettings(config, "prod");
  const plan = { system: facts, settings, series: [], logs, events, start: 0, length: minutes * 60_000 };
  return runSimulation({ ...plan, ...evaluatedParts(artifacts) });
}
