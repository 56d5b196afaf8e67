import { type Feature, promqlFeatures } from "../../promql/index.js";
import type { Duration } from "../definition/duration.js";
import {
  choice,
  choiceOr,
  choiceOrOther,
  duration,
  list,
  nonEmptyList,
  number,
  type OptionTable,
  object,
  record,
  release,
  required,
  text,
  textOrFalse,
} from "../definition/option-table.js";
import { type AlertmanagerSettings, alertmanagerOptions } from "./alertmanager-settings.js";
import { type CheckSettings, checkSettingsOptions } from "./check-settings.js";
import { type CostSettings, costOptions } from "./cost-settings.js";
import { type DashboardRoute, dashboardRoutes } from "./dashboard-route.js";
import { type ReferenceSettings, type RunbookSettings, referenceOptions, runbookOptions } from "./page-settings.js";
import { releases } from "./releases.js";
import { type Target, targetShape } from "./target.js";

/** Plugins that definitions have queries for. */
const dataSourceTypes = [
  "prometheus",
  "loki",
  "tempo",
  "cloudwatch",
  "elasticsearch",
  "grafana-athena-datasource",
  "grafana-azure-monitor-datasource",
  "grafana-bigquery-datasource",
  "grafana-postgresql-datasource",
  "grafana-pyroscope-datasource",
  "grafana-testdata-datasource",
  "mssql",
  "mysql",
  "parca",
  "stackdriver",
] as const;

/** The id of a plugin: one of these, or any other. */
export type DataSourceType = (typeof dataSourceTypes)[number] | (string & {});

/** A data source in Grafana. */
export interface DataSource {
  /** Grafana's id of its plugin. */
  readonly type: DataSourceType;
  /** Its uid in Grafana: the last part of the address of its settings. */
  readonly uid: string;
}

/** The releases to write artifacts for. They decide which syntax and fields exist, and what an expression returns. */
export interface Versions {
  /**
   * A Prometheus release, `"2.42"` or later.
   *
   * @default "3.5"
   */
  readonly prometheus?: string;
  /**
   * The features that add to PromQL, of those that the server enables with `--enable-feature`. In Mimir, they are settings of
   * the querier.
   *
   * @default none
   * @example
   * prometheusFeatures: ["promql-experimental-functions"]
   */
  readonly prometheusFeatures?: readonly Feature[];
  /**
   * An Alertmanager release, `"0.25"` or later.
   *
   * @default "0.28"
   */
  readonly alertmanager?: string;
  /**
   * A Grafana release, `"9.0"` or later.
   *
   * @default "12.4"
   */
  readonly grafana?: string;
}

/**
 * Names of labels that every alert gets. `false` leaves one out, as does a label of the alert, of its series or of
 * `externalLabels` that has the same name. Notifications are grouped by them, so that environments stay apart.
 *
 * @example
 * alertLabels: { environment: "env", system: false }
 */
export interface AlertLabels {
  /**
   * The label with the name of the environment.
   *
   * @default "environment"
   */
  readonly environment?: string | false;
  /**
   * The label with the name of the system.
   *
   * @default "system"
   */
  readonly system?: string | false;
}

export interface Defaults {
  /**
   * The interval at which targets are scraped.
   *
   * @default "1m", as in Prometheus
   */
  readonly scrapeInterval?: Duration;
  /**
   * The interval at which rules are evaluated.
   *
   * @default "1m", as in Prometheus
   */
  readonly evaluationInterval?: Duration;
  /**
   * Time that Prometheus keeps series.
   *
   * @default "15d", as in Prometheus
   */
  readonly retention?: Duration;
  /**
   * The value of `${window}` in rules.
   *
   * @default "5m"
   */
  readonly window?: Duration;
  /** Labels by which alerts say where they come from. */
  readonly alertLabels?: AlertLabels;
  /**
   * The address at which the folder of runbooks is published. `{page}` stands for the path of a page, without `.md`; if it is
   * missing, the path is appended.
   *
   * @example
   * runbooks: "https://runbooks.example.com/"
   * @example
   * runbooks: "https://github.com/acme/shop/blob/main/docs/runbooks/{page}.md"
   */
  readonly runbooks?: string;
  /**
   * The server that evaluates rules and routes alerts, which decides what is deployed:
   *
   * - `"prometheus"`: rules of Prometheus, Mimir or Loki, which send alerts to an Alertmanager.
   * - `"grafana"`: rules that Grafana manages, with contact points and notification policies. Needs Grafana 12.4. It is the
   *   way of Grafana Cloud, where new stacks take no other alerts on their own metrics and logs.
   *
   * @default "prometheus"
   */
  readonly alerting?: "prometheus" | "grafana";
  /**
   * The folder, where Alertmanager runs, that holds a file for each secret of `env("NAME")`.
   *
   * @default "/etc/alertmanager/secrets"
   */
  readonly secretsFolder?: string;
  /**
   * The data source of metrics, by its name in `dataSources`.
   *
   * @default the environment's only Prometheus
   */
  readonly dataSource?: string;
  /**
   * The data source of logs, by its name in `dataSources`.
   *
   * @default the environment's only Loki
   */
  readonly logs?: string;
  /**
   * The data source of traces, by its name in `dataSources`.
   *
   * @default the environment's only Tempo
   */
  readonly traces?: string;
}

/** The Grafana of an environment. */
export interface GrafanaSettings {
  /** The address, for links to dashboards. */
  readonly url?: string;
  /** The title of the folder that dashboards belong in. */
  readonly folder?: string;
  /**
   * The uid of that folder.
   *
   * @default derived from its title: "Team Shop" is "team-shop"
   */
  readonly folderUid?: string;
  /**
   * Ends the uid of every dashboard: for environments that share one Grafana, which keeps one dashboard per uid.
   *
   * @default none: a dashboard has the same uid in every Grafana
   * @example
   * uidSuffix: "-staging"
   */
  readonly uidSuffix?: string;
  /**
   * The way dashboards get there, which decides the form of their files. Several ways write several files for each
   * dashboard.
   *
   * - `"provisioning"`: files that Grafana, a sidecar or the operator's `GrafanaDashboard` reads; classic dashboards.
   * - `"api"`: `POST /api/dashboards/db`; classic dashboards.
   * - `"resources"`: `/apis`, gcx, Terraform, the operator's `GrafanaManifest`; resources of `dashboard.grafana.app`.
   * - `"git-sync"`: Grafana reads them from the Git repository; resources, with a `_folder.json` for the folder.
   *
   * @default "provisioning"
   * @example
   * dashboards: ["provisioning", "git-sync"]
   */
  readonly dashboards?: DashboardRoute | readonly DashboardRoute[];
}

/** An environment that the systems run in, such as `staging` or `prod`. Its values override the `defaults`. */
export interface Environment extends Defaults {
  readonly grafana?: GrafanaSettings;
  /** Data sources by the name that definitions use. */
  readonly dataSources: { readonly [name: string]: DataSource };
  readonly versions?: Versions;
  /** Labels that Prometheus adds to the alerts it sends: its `external_labels`. */
  readonly externalLabels?: Readonly<Record<string, string>>;
}

/** Demands on `telltale test --mutate`. */
export interface Mutation {
  /**
   * The share of changes that tests must notice, from 0 to 1; the command fails below it.
   *
   * @default 0
   */
  readonly minimum?: number;
}

export interface Config extends CheckSettings {
  /**
   * The folders and files with definitions, relative to the configuration.
   *
   * @default ["dashboards", "alerts", "recording-rules", "slos", "systems"]
   */
  readonly definitions?: readonly string[];
  /**
   * The folder to write artifacts to.
   *
   * @default "generated"
   */
  readonly output?: string;
  /** The environments, by name. Artifacts are compiled for each. */
  readonly environments: { readonly [name: string]: Environment };
  /**
   * The places that `telltale sync` puts artifacts in, by name.
   *
   * @default a folder `.telltale/local`, in the layout that Grafana, Prometheus and Alertmanager read
   */
  readonly targets?: { readonly [name: string]: Target };
  /**
   * The Alertmanagers that do not belong to exactly one environment. All systems that share one have a configuration in
   * common, `alertmanagers/NAME/alertmanager.yml`.
   *
   * @default one for each environment
   * @example
   * alertmanagers: { company: { environments: ["staging", "prod"] } }
   */
  readonly alertmanagers?: { readonly [name: string]: AlertmanagerSettings };
  /**
   * The name that marks objects of this project on servers. Renaming it orphans the objects that carry the old name.
   *
   * @default the name in `package.json`
   */
  readonly project?: string;
  /** Values for all environments. */
  readonly defaults?: Defaults;
  readonly mutation?: Mutation;
  /** Prices, volumes and budgets, for `telltale cost` and the check of budgets. */
  readonly cost?: CostSettings;
  readonly runbooks?: RunbookSettings;
  /**
   * Writes a reference of each system: its alerts, its metrics with who reads them, its objectives.
   *
   * @default none
   */
  readonly reference?: ReferenceSettings;
  /**
   * Time that one definition file may take to run. A file that takes longer has an endless loop, or waits for something
   * that does not happen.
   *
   * @default "10s"
   */
  readonly loadTimeout?: Duration;
  /** Releases for all environments. */
  readonly versions?: Versions;
}

/** A configuration as it is written: one that is only for checking existing files needs no environment. */
export type WrittenConfig = Omit<Config, "environments"> & Partial<Pick<Config, "environments">>;

const dataSourceOptions = {
  type: required(choiceOrOther(...dataSourceTypes)),
  uid: required(text),
} as const satisfies OptionTable<DataSource>;

const versionOptions = {
  prometheus: release(releases.prometheus.oldest),
  prometheusFeatures: list(choice(...promqlFeatures)),
  alertmanager: release(releases.alertmanager.oldest),
  grafana: release(releases.grafana.oldest),
} as const satisfies OptionTable<Versions>;

const alertLabelOptions = {
  environment: textOrFalse,
  system: textOrFalse,
} as const satisfies OptionTable<AlertLabels>;

const defaultOptions = {
  scrapeInterval: duration,
  evaluationInterval: duration,
  retention: duration,
  window: duration,
  alertLabels: object(alertLabelOptions),
  runbooks: text,
  alerting: choice("prometheus", "grafana"),
  secretsFolder: text,
  dataSource: text,
  logs: text,
  traces: text,
} as const satisfies OptionTable<Defaults>;

const grafanaOptions = {
  url: text,
  folder: text,
  folderUid: text,
  uidSuffix: text,
  dashboards: choiceOr(dashboardRoutes, nonEmptyList(choice(...dashboardRoutes))),
} as const satisfies OptionTable<GrafanaSettings>;

const environmentOptions = {
  ...defaultOptions,
  grafana: object(grafanaOptions),
  dataSources: required(record(object(dataSourceOptions))),
  versions: object(versionOptions),
  externalLabels: record(text),
} as const satisfies OptionTable<Environment>;

const mutationOptions = { minimum: number } as const satisfies OptionTable<Mutation>;

export const configOptions = {
  definitions: list(text),
  output: text,
  environments: record(object(environmentOptions)),
  targets: record(targetShape),
  alertmanagers: record(object(alertmanagerOptions)),
  project: text,
  defaults: object(defaultOptions),
  ...checkSettingsOptions,
  mutation: object(mutationOptions),
  cost: object(costOptions),
  runbooks: object(runbookOptions),
  reference: object(referenceOptions),
  loadTimeout: duration,
  versions: object(versionOptions),
} as const satisfies OptionTable<WrittenConfig>;

/**
 * Defines the project's configuration: the default export of `telltale.config.ts`.
 *
 * @example
 * export default defineConfig({
 *   environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prometheus" } } } },
 * });
 */
export function defineConfig(config: WrittenConfig): Config {
  // The loader adds the environments that are missing.
  return config as Config;
}
