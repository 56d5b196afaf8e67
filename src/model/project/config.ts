import type { Duration } from "../definition/duration.js";

/** Where Grafana finds a kind of data. */
export interface DataSource {
  readonly type: "prometheus" | "loki" | "tempo";
  readonly uid: string;
}

/** The releases that artifacts are written for: they decide syntax, semantics and which fields exist. */
export interface Versions {
  /** From `"2.42"` on. Default `"3.5"`, the current long-term release. */
  readonly prometheus?: string;
  /** From `"0.25"` on. Default `"0.28"`. */
  readonly alertmanager?: string;
  /** Default `"12.0"`. */
  readonly grafana?: string;
}

export interface Defaults {
  /** Between two scrapes of a target. Default `"1m"`, Prometheus' own. */
  readonly scrapeInterval?: Duration;
  /** Between two evaluations of a rule. Default `"1m"`. */
  readonly evaluationInterval?: Duration;
  /** How long series are kept. Default `"15d"`, Prometheus' own. */
  readonly retention?: Duration;
  /** What `${window}` stands for in rules. Default `"5m"`. */
  readonly window?: Duration;
  /** The address that runbooks are found under: `https://runbooks.example.com/`. */
  readonly runbooks?: string;
  /** The name of the data source of metrics, among those of the environment. Default: its only Prometheus. */
  readonly dataSource?: string;
  /** The name of the data source of logs. Default: its only Loki. */
  readonly logs?: string;
}

/** One place that the systems run in. */
export interface Environment extends Defaults {
  readonly grafana?: { readonly url?: string; readonly folder?: string };
  /** Data sources by the name that definitions use. */
  readonly dataSources: { readonly [name: string]: DataSource };
  readonly versions?: Versions;
  /** Labels that Prometheus adds to alerts on their way out. */
  readonly externalLabels?: Readonly<Record<string, string>>;
}

/** Where artifacts go when they are synced. */
export interface Target {
  readonly kind: "grafana" | "mimir" | "prometheus" | "alertmanager" | "files";
  readonly environment: string;
  readonly url?: string;
}

export interface Config {
  /** Folders and files that hold definitions, relative to the configuration. */
  readonly definitions?: readonly string[];
  /** The folder that artifacts are written to. Default `"generated"`. */
  readonly output?: string;
  readonly environments: { readonly [name: string]: Environment };
  readonly targets?: { readonly [name: string]: Target };
  readonly defaults?: Defaults;
  readonly versions?: Versions;
}

/**
 * The project's configuration: the default export of `telltale.config.ts`.
 *
 * @example
 * export default defineConfig({
 *   environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prometheus" } } } },
 * });
 */
export function defineConfig(config: Config): Config {
  return config;
}
