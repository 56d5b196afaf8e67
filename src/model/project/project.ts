import type { Feature } from "../../promql/index.js";
import { type Duration, durationMs } from "../definition/duration.js";
import { boundedName, deriveKey } from "../definition/key.js";
import type { SystemFacts } from "../system/system.js";
import type { Config, DataSource, Defaults, GrafanaSettings } from "./config.js";
import { type DashboardRoute, dashboardRoutes } from "./dashboard-route.js";
import { type Product, releases } from "./releases.js";

/** A project: its configuration, and all systems with their definitions. */
export interface Project {
  readonly config: Config;
  readonly systems: readonly SystemFacts[];
  /** The configurations that the declared Alertmanagers keep and compose, by their names. */
  readonly alertmanagerFiles?: { readonly [name: string]: AlertmanagerFiles };
}

/** The files that a declared Alertmanager names. */
export interface AlertmanagerFiles {
  readonly keep: TextFile | undefined;
  /** By the names of the fragments. */
  readonly fragments: { readonly [name: string]: TextFile };
}

export interface TextFile {
  /** The absolute path. */
  readonly path: string;
  readonly text: string;
}

/** The settings of one environment, with all defaults filled in. */
export interface Settings {
  readonly environment: string;
  readonly grafana: {
    readonly url: string | undefined;
    /** Without a title it is a folder that exists. */
    readonly folder: { readonly title: string | undefined; readonly uid: string } | undefined;
    readonly uidSuffix: string;
    /** At least one, in a fixed order. */
    readonly dashboards: readonly DashboardRoute[];
  };
  readonly dataSources: Readonly<Record<string, DataSource>>;
  /** The name of the default data source of metrics, if there is one. */
  readonly dataSource: string | undefined;
  /** The name of the default data source of logs, if there is one. */
  readonly logs: string | undefined;
  /** The name of the default data source of traces, if there is one. */
  readonly traces: string | undefined;
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly retention: Duration;
  readonly window: Duration;
  readonly runbooks: string | undefined;
  /** The server that evaluates rules and routes alerts. */
  readonly alerting: "prometheus" | "grafana";
  /** The folder of Alertmanager's secrets, without a slash at its end. */
  readonly secretsFolder: string;
  /** The labels by which alerts say their environment and system; undefined where they do not. */
  readonly alertLabels: { readonly environment: string | undefined; readonly system: string | undefined };
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly versions: {
    readonly prometheus: string;
    readonly prometheusFeatures?: readonly Feature[] | undefined;
    readonly alertmanager: string;
    readonly grafana: string;
  };
}

const settingsByConfig = new WeakMap<Config, Map<string, Settings>>();

/** Resolves the settings of one environment of a project, once. */
export function resolveSettings(config: Config, environment: string): Settings {
  const known = settingsByConfig.get(config) ?? new Map<string, Settings>();
  const before = known.get(environment);
  if (before) return before;
  const settings = computeSettings(config, environment);
  settingsByConfig.set(config, known.set(environment, settings));
  return settings;
}

function computeSettings(config: Config, environment: string): Settings {
  const own = config.environments[environment]!;
  const values: Defaults = { ...config.defaults, ...withoutUndefined(own) };
  const version = (product: Product) =>
    own.versions?.[product] ?? config.versions?.[product] ?? releases[product].default;
  const alertLabel = (name: "environment" | "system") => {
    const label = own.alertLabels?.[name] ?? config.defaults?.alertLabels?.[name] ?? name;
    return label === false ? undefined : label;
  };
  return {
    environment,
    grafana: resolveGrafana(own.grafana ?? {}),
    dataSources: own.dataSources,
    dataSource: values.dataSource ?? onlyDataSource(own.dataSources, "prometheus"),
    logs: values.logs ?? onlyDataSource(own.dataSources, "loki"),
    traces: values.traces ?? onlyDataSource(own.dataSources, "tempo"),
    scrapeInterval: values.scrapeInterval ?? "1m",
    evaluationInterval: values.evaluationInterval ?? "1m",
    retention: values.retention ?? "15d",
    window: values.window ?? "5m",
    runbooks: values.runbooks,
    alerting: values.alerting ?? "prometheus",
    secretsFolder: (values.secretsFolder ?? "/etc/alertmanager/secrets").replace(/(?<=.)\/+$/, ""),
    alertLabels: { environment: alertLabel("environment"), system: alertLabel("system") },
    externalLabels: own.externalLabels ?? {},
    versions: {
      prometheus: version("prometheus"),
      prometheusFeatures: own.versions?.prometheusFeatures ?? config.versions?.prometheusFeatures,
      alertmanager: version("alertmanager"),
      grafana: version("grafana"),
    },
  };
}

/** Grafana refuses longer uids. */
export const maxUidLength = 40;

function resolveGrafana({ url, folder, folderUid, uidSuffix = "", dashboards = "provisioning" }: GrafanaSettings) {
  const uid = folderUid ?? (folder === undefined ? undefined : boundedName([deriveKey(folder)], maxUidLength));
  const routes = dashboardRoutes.filter((route) => [dashboards].flat().includes(route));
  return { url, folder: uid === undefined ? undefined : { title: folder, uid }, uidSuffix, dashboards: routes };
}

/** The environments that a system is built for. */
export function environmentsOf(system: SystemFacts, config: Config): readonly string[] {
  const all = Object.keys(config.environments);
  return system.environments === undefined ? all : all.filter((name) => name in system.environments!);
}

/** The milliseconds of a duration in the settings. */
export function settingMs(duration: Duration): number {
  return durationMs(duration) ?? 0;
}

function onlyDataSource(dataSources: Readonly<Record<string, DataSource>>, type: DataSource["type"]) {
  const names = Object.keys(dataSources).filter((name) => dataSources[name]!.type === type);
  return names.length === 1 ? names[0] : undefined;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}
