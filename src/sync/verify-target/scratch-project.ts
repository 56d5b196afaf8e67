import { compileProject } from "../../compile/index.js";
import { receiver } from "../../model/alert/receiver.js";
import { row } from "../../model/dashboard/row.js";
import { logql } from "../../model/expression/logql.js";
import { promql } from "../../model/expression/promql.js";
import type { Config } from "../../model/project/config.js";
import { resolveSettings } from "../../model/project/project.js";
import { environmentsOfTarget, type Target } from "../../model/project/target.js";
import { type System, system } from "../../model/system/system.js";
import { timeseries } from "../../panels/kinds/charts/timeseries.js";
import { openTargets } from "../targets/open-targets.js";
import type { SyncTarget } from "../targets/target.js";

/** The project whose objects a verification writes, and deletes in the end. */
export const scratchProject = "telltale-verify";

/** The definitions that a verification syncs. */
export interface ScratchContent {
  /** The project that they belong to. @default `telltale-verify` */
  readonly project?: string;
  /** The system that they belong to, which names their objects. @default `telltale-verify` */
  readonly system?: string;
  /** A number in all of them: another one changes every object but folders. */
  readonly threshold: number;
  /** A dashboard, an alert and a group of rules for each. */
  readonly names: readonly string[];
}

/** The target of a configuration, and the folder that its paths are relative to. */
export interface ConfiguredTarget {
  readonly root: string;
  readonly config: Config;
  readonly name: string;
  readonly target: Target;
}

/** Opens a target for definitions of a verification instead of those of the project. */
export function openScratch(configured: ConfiguredTarget, content: ScratchContent): SyncTarget {
  const { root, name, target } = configured;
  const { project = scratchProject, system: systemName = scratchProject } = content;
  const scratch = scratchConfig(configured, content, project, systemName);
  const systems = [defineScratch(systemName, content, target)];
  const { artifacts } = compileProject({ config: scratch, systems });
  const [opened] = openTargets({ root, config: scratch, artifacts, systems: [systemName] }, [name]);
  return opened!;
}

/** The default data source of Prometheus, which must exist in a Grafana that converts rules. */
function findConvertSource({ config, target }: ConfiguredTarget, environment: string): string | undefined {
  if (target.kind !== "ruler" || target.server !== "grafana") return undefined;
  const { dataSource, dataSources } = resolveSettings(config, environment);
  return dataSource === undefined ? undefined : dataSources[dataSource]?.uid;
}

/** A configuration with one environment, whose data sources need not exist where nothing is queried. */
function scratchConfig(
  configured: ConfiguredTarget,
  { threshold }: ScratchContent,
  project: string,
  folder: string,
): Config {
  const { config, name, target } = configured;
  const [environment = "prod"] = environmentsOfTarget(target, Object.keys(config.environments));
  const { alerting, grafana, versions = config.versions } = config.environments[environment] ?? {};
  return {
    project,
    ...(versions && { versions }),
    environments: {
      [environment]: {
        ...(alerting !== undefined && { alerting }),
        grafana: {
          folder,
          ...(grafana?.url !== undefined && { url: grafana.url }),
          ...(grafana?.dashboards !== undefined && { dashboards: grafana.dashboards }),
        },
        dataSources: {
          metrics: { type: "prometheus", uid: findConvertSource(configured, environment) ?? `${folder}-metrics` },
          logs: { type: "loki", uid: `${folder}-logs` },
        },
      },
    },
    defaults: { dataSource: "metrics", logs: "logs" },
    targets: { [name]: withScratchDataSource(scratchTarget(target, environment), folder, threshold) },
  };
}

/** The same place, for all systems of the scratch project. */
function scratchTarget(target: Target, environment: string): Target {
  const { systems: _, alertmanager: __, ...place } = target as Target & { systems?: unknown; alertmanager?: unknown };
  return (place.kind === "files" ? { ...place, environments: [environment] } : place) as Target;
}

/** A target that gets data sources gets one of the verification instead. */
function withScratchDataSource(target: Target, name: string, threshold: number): Target {
  if (target.kind !== "grafana" || target.dataSources === undefined) return target;
  return { ...target, dataSources: { metrics: { name, url: `http://127.0.0.1:${9090 + threshold}` } } };
}

function defineScratch(name: string, { threshold, names }: ScratchContent, target: Target): System {
  const isLoki = target.kind === "ruler" && target.server === "loki";
  const team = receiver.email("team", {
    to: `team-${threshold}@example.com`,
    from: "telltale@example.com",
    smarthost: "127.0.0.1:25",
  });
  const scratch = system(name, { routes: { page: [team] }, overview: false });
  const value = isLoki
    ? logql`sum(count_over_time({app="telltale-verify"}[5m])) > ${threshold}`
    : promql`vector(1) > ${threshold}`;
  for (const one of names) {
    scratch.dashboard(`Telltale verify ${one}`, { key: one, rows: [row("Values", [timeseries("Value", value)])] });
    // Git Sync takes no rules.
    if (target.kind === "git-sync") continue;
    scratch.alert(`TelltaleVerify${one}`, {
      when: value as never,
      for: "5m",
      severity: "page",
      summary: "Written by telltale verify-target",
      group: scratch.group(`verify-${one}`, { interval: "1m" }),
    });
  }
  if (!isLoki && target.kind !== "git-sync" && names.length > 1)
    scratch.recordingRule("telltale_verify:value", promql`vector(${threshold})`);
  return scratch as unknown as System;
}
