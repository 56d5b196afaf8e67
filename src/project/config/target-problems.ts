import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config } from "../../model/project/config.js";
import { resolveSettings } from "../../model/project/project.js";
import type { Target } from "../../model/project/target.js";
import type { ConfigProblem } from "./config-consistency.js";
import { definitionFolders } from "./default-folders.js";
import { foldersOverlap, normalizeFolder } from "./folder-overlap.js";

/** Finds targets of environments that do not exist, and targets that would write over other files of the project. */
export function targetProblems(config: Config): readonly ConfigProblem[] {
  const targets = Object.entries(config.targets ?? {});
  if (config.targets !== undefined && targets.length === 0) {
    const fix = "add one, or remove `targets` to sync to a local folder";
    return [{ id: "config/wrong-value", path: ["targets"], summary: "the configuration has no target", fix }];
  }
  return targets.flatMap(([name, target]) => [
    ...nameProblems(name),
    ...environmentProblems(config, name, target),
    ...alertingProblems(config, name, target),
    ...directoryProblems(config, name, target),
    ...dataSourceProblems(config, name, target),
    ...sharedServerProblems(config, name, target),
  ]);
}

function nameProblems(name: string): readonly ConfigProblem[] {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/.test(name)) return [];
  const summary = `"${name}" is not a valid name for a target`;
  const fix = "use letters, digits, dots, dashes and underscores";
  return [{ id: "config/bad-name", path: ["targets", name], summary, fix }];
}

function environmentProblems(config: Config, name: string, target: Target): readonly ConfigProblem[] {
  const known = Object.keys(config.environments);
  const named =
    target.kind === "files"
      ? (target.environments ?? []).map((environment, index) => [environment, ["environments", String(index)]] as const)
      : [[target.environment, ["environment"]] as const];
  return named.flatMap(([environment, path]) => {
    if (known.includes(environment)) return [];
    const summary = `the configuration has no environment "${environment}"`;
    const fix = suggestion(environment, known);
    return [{ id: "config/unknown-environment" as const, path: ["targets", name, ...path], summary, fix }];
  });
}

/** Targets that take rules of Prometheus or Loki, or the configuration of Alertmanager, and nothing else. */
const alertingTargets: ReadonlySet<Target["kind"]> = new Set([
  "prometheus",
  "alertmanager",
  "ruler",
  "mimir-alertmanager",
]);

/** Reports a target that would evaluate or route a second time what Grafana does. */
function alertingProblems(config: Config, name: string, target: Target): readonly ConfigProblem[] {
  const takesAlerts =
    target.kind === "kubernetes" ? target.alertmanagerConfig !== undefined : alertingTargets.has(target.kind);
  if (target.kind === "files" || !takesAlerts) return [];
  // An Alertmanager that environments share has the alerts of the others.
  if ("alertmanager" in target && target.alertmanager !== undefined) return [];
  if (config.environments[target.environment] === undefined) return [];
  if (resolveSettings(config, target.environment).alerting !== "grafana") return [];
  const summary = `Grafana manages the alerts of "${target.environment}": through the target "${name}", each would be sent twice`;
  const fix = 'remove the target, or leave the alerts to it: alerting: "prometheus"';
  return [{ id: "config/wrong-value", path: ["targets", name, "kind"], summary, fix }];
}

/** Reports a folder that a build or the next load of definitions reads or writes, and one that two targets write to. */
function directoryProblems(config: Config, name: string, target: Target): readonly ConfigProblem[] {
  if (!("directory" in target)) return [];
  const path = ["targets", name, "directory"];
  const folder = normalizeFolder(target.directory);
  const own = [...definitionFolders(config), config.output ?? "generated", config.runbooks?.output ?? "docs/runbooks"];
  if (folder === "." || own.some((other) => foldersOverlap(folder, other))) {
    const summary = `"${target.directory}" cannot be the folder of a target`;
    const fix = 'use a folder apart from definitions, generated files and runbooks, such as "deploy"';
    return [{ id: "config/bad-output", path, summary, fix }];
  }
  for (const [other, earlier] of Object.entries(config.targets ?? {})) {
    if (other === name) return [];
    if (!("directory" in earlier) || !foldersOverlap(folder, earlier.directory)) continue;
    const summary = `the folder "${target.directory}" overlaps with that of the target "${other}"`;
    return [{ id: "config/bad-output", path, summary, fix: "give each target a folder of its own" }];
  }
  return [];
}

/** Reports settings of a data source that the environment does not have: its type and uid are there. */
function dataSourceProblems(config: Config, name: string, target: Target): readonly ConfigProblem[] {
  if (target.kind !== "grafana") return [];
  const known = Object.keys(config.environments[target.environment]?.dataSources ?? {});
  return Object.keys(target.dataSources ?? {}).flatMap((dataSource) => {
    if (known.includes(dataSource)) return [];
    const summary = `the environment "${target.environment}" has no data source "${dataSource}"`;
    const path = ["targets", name, "dataSources", dataSource];
    return [{ id: "config/wrong-value" as const, path, summary, fix: suggestion(dataSource, known) }];
  });
}

/**
 * Reports a target that keeps the same objects on the same server as one before it: each would count what the other wrote as
 * its own, and a prune would delete it.
 */
function sharedServerProblems(config: Config, name: string, target: Target): readonly ConfigProblem[] {
  const place = placeOf(config, target);
  if (place === undefined) return [];
  for (const [other, earlier] of Object.entries(config.targets ?? {})) {
    if (other === name) return [];
    if (placeOf(config, earlier) !== place) continue;
    const summary = `the targets "${other}" and "${name}" are the same place: a prune of one would delete what the other wrote`;
    const fix = target.kind === "mimir-alertmanager" ? "remove one of them" : "make them one, with the systems of both";
    return [{ id: "config/shared-target", path: ["targets", name], summary, fix }];
  }
  return [];
}

/** What a target writes, and where; undefined for folders, and for what has no address yet. */
function placeOf(config: Config, target: Target): string | undefined {
  switch (target.kind) {
    case "grafana": {
      const url = target.url ?? config.environments[target.environment]?.grafana?.url;
      return url && describePlace(target.kind, url, target.namespace ?? "default", target.environment);
    }
    case "ruler": {
      const server = target.server === "loki" || target.server === "grafana" ? target.server : "mimir";
      return describePlace(`${server} ruler`, target.url, target.tenant, target.environment);
    }
    // A tenant has one configuration.
    case "mimir-alertmanager":
      return describePlace(target.kind, target.url, target.tenant);
    default:
      return undefined;
  }
}

function describePlace(kind: string, url: string, ...rest: readonly (string | undefined)[]): string {
  return JSON.stringify([kind, url.replace(/\/+$/, ""), ...rest]);
}
