import { type Config, type DashboardOptions, promql, signal, system, variable } from "telltale";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { config } from "../project.js";

/** Definitions with a finding, and its texts. */
export interface Problem {
  readonly wrong: () => SystemFacts;
  readonly config?: Partial<Config>;
  readonly summary: string;
  readonly fix?: string;
}

/** Definitions with a finding, by its id. */
export type Problems = Readonly<Record<string, readonly Problem[]>>;

export const up = promql`up`;
export const latency = signal("Latency", { query: up, unit: "s", description: "…" });
export const alert = { when: promql`up == 0`, severity: "warning", summary: "…" };

export function dashboard(options: DashboardOptions, title = "Cart"): SystemFacts {
  const shop = system("shop", {});
  shop.dashboard(title, { description: "?", ...options });
  return shop;
}

export function defining(define: (shop: ReturnType<typeof system>) => void): SystemFacts {
  const shop = system("shop", { environments: { prod: {} } });
  define(shop);
  return shop;
}

/** An environment with dashboards as resources of Grafana 13. */
export const resources: Partial<Config> = {
  environments: { prod: { ...config.environments.prod!, grafana: { dashboards: "resources" } } },
  versions: { grafana: "13.0" },
};

/** An environment with classic dashboards and resources. */
export const bothForms: Partial<Config> = {
  ...resources,
  environments: { prod: { ...config.environments.prod!, grafana: { dashboards: ["provisioning", "resources"] } } },
};

export const tier = variable.list("tier", ["free", "pro"], { all: false });
