import type { CompileResult, RulesArtifact } from "../../../src/compile/compiled.js";
import { compileProject } from "../../../src/compile/index.js";
import { renderArtifact } from "../../../src/compile/render.js";
import {
  counter,
  gauge,
  histogram,
  http,
  type ServiceOptions,
  type SystemOptions,
  system,
} from "../../../src/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { runSimulation, type Simulation } from "../../../src/simulate/run/simulation.js";
import type { SimulationEvent } from "../../../src/simulate/traffic/events.js";
import type { PlannedSeries } from "../../../src/simulate/traffic/planned-series.js";

export const config: Config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } }, retention: "400d" } },
};

/** A shop without any SLO, for a test to add its own. */
export function createShop(options: SystemOptions = {}, service: ServiceOptions = {}) {
  const shop = system("shop", { ...options, labels: { app: ["cart"], pod: 2 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    ...service,
    http: http({
      requests: counter("cart_requests_total", {
        help: "Requests",
        labels: { endpoint: ["list", "pay"], status: ["200", "404", "500"] },
      }),
      failed: { status: /5../ },
      duration: histogram("cart_request_duration_seconds", { help: "Duration", buckets: [0.1, 0.5, 1, 2.5] }),
    }),
    lastBackup: gauge("cart_last_backup_timestamp_seconds", { help: "Time of the last backup", unit: "s" }),
  });
  return { shop, cart };
}

export function compileShop(shop: object, settings: Partial<Config["environments"][string]> = {}): CompileResult {
  const environments = { prod: { ...config.environments.prod!, ...settings } };
  return compileProject({ config: { ...config, environments }, systems: [shop as SystemFacts] });
}

export function rulesOf({ artifacts }: CompileResult): readonly RulesArtifact[] {
  return artifacts.filter((artifact): artifact is RulesArtifact => artifact.kind === "prometheus rules");
}

/** The text of the rule files. */
export function renderRules(shop: object): string {
  return rulesOf(compileShop(shop)).map(renderArtifact).join("---\n");
}

export interface Run {
  readonly series?: readonly PlannedSeries[];
  readonly events?: readonly SimulationEvent[];
  readonly minutes: number;
  readonly start?: string;
}

/** Simulates the rules of a shop, without a project on disk. */
export function simulateShop(shop: object, { series = [], events = [], minutes, start }: Run): Simulation {
  const system = shop as SystemFacts;
  return runSimulation({
    ...{ system, rules: rulesOf(compileShop(shop)), settings: resolveSettings(config, "prod"), series, events },
    start: start === undefined ? 0 : Date.parse(start),
    length: minutes * 60_000,
  });
}

/** The latest value of a series with these labels: at a minute of the run, by default its end; undefined without one. */
export function sampleOf(
  run: Simulation,
  name: string,
  labels: Readonly<Record<string, string>> = {},
  minute = Number.POSITIVE_INFINITY,
): number | undefined {
  const series = run.store.all().find(({ metric }) => {
    const all = Object.fromEntries(metric.names.map((label, index) => [label, metric.values[index]]));
    return all.__name__ === name && Object.entries(labels).every(([label, value]) => all[label] === value);
  });
  const time = run.start + minute * 60_000;
  const count = series?.floatTimes.subarray(0, series.floatCount).filter((at) => at <= time).length ?? 0;
  return count === 0 ? undefined : series!.floatValues[count - 1];
}

/** Leaves out all alerts on the burn of the budget. */
export const noAlerts = { fast: false, medium: false, slow: false, steady: false } as const;
