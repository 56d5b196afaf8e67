import { type Duration, durationMs } from "../definition/duration.js";
import type { SystemFacts } from "../system/system.js";
import type { Config, DataSource, Defaults } from "./config.js";
import { releases } from "./releases.js";

/** Everything that was defined, and how it is to be built. */
export interface Project {
  readonly config: Config;
  readonly systems: readonly SystemFacts[];
}

/** What holds in one environment, every default filled in. */
export interface Settings {
  readonly environment: string;
  readonly grafana: { readonly url: string | undefined; readonly folder: string | undefined };
  readonly dataSources: Readonly<Record<string, DataSource>>;
  /** The name of the default data source of metrics, and of logs, where there is one. */
  readonly dataSource: string | undefined;
  readonly logs: string | undefined;
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly retention: Duration;
  readonly window: Duration;
  readonly runbooks: string | undefined;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly versions: { readonly prometheus: string; readonly alertmanager: string; readonly grafana: string };
}

/** The settings of one environment of a project. */
export function resolveSettings(config: Config, environment: string): Settings {
  const own = config.environments[environment]!;
  const chosen: Defaults = { ...config.defaults, ...withoutUndefined(own) };
  return {
    environment,
    grafana: { url: own.grafana?.url, folder: own.grafana?.folder },
    dataSources: own.dataSources,
    dataSource: chosen.dataSource ?? onlyOne(own.dataSources, "prometheus"),
    logs: chosen.logs ?? onlyOne(own.dataSources, "loki"),
    scrapeInterval: chosen.scrapeInterval ?? "1m",
    evaluationInterval: chosen.evaluationInterval ?? "1m",
    retention: chosen.retention ?? "15d",
    window: chosen.window ?? "5m",
    runbooks: chosen.runbooks,
    externalLabels: own.externalLabels ?? {},
    versions: {
      prometheus: own.versions?.prometheus ?? config.versions?.prometheus ?? releases.prometheus.default,
      alertmanager: own.versions?.alertmanager ?? config.versions?.alertmanager ?? releases.alertmanager.default,
      grafana: own.versions?.grafana ?? config.versions?.grafana ?? releases.grafana.default,
    },
  };
}

/** The environments that a system is built for. */
export function environmentsOf(system: SystemFacts, config: Config): readonly string[] {
  const all = Object.keys(config.environments);
  return system.environments === undefined ? all : all.filter((name) => name in system.environments!);
}

/** A duration of the settings in milliseconds. */
export function settingMs(duration: Duration): number {
  return durationMs(duration) ?? 0;
}

function onlyOne(dataSources: Readonly<Record<string, DataSource>>, type: DataSource["type"]): string | undefined {
  const names = Object.keys(dataSources).filter((name) => dataSources[name]!.type === type);
  return names.length === 1 ? names[0] : undefined;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}
