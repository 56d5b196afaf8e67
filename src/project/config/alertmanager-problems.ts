import { identityMatchers, identityOf } from "../../compile/alertmanager/index.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { AlertmanagerSettings } from "../../model/project/alertmanager-settings.js";
import { findAlertmanager } from "../../model/project/alertmanagers.js";
import type { Config } from "../../model/project/config.js";
import { environmentsOf, type Project, resolveSettings } from "../../model/project/project.js";
import type { SystemFacts } from "../../model/system/system.js";
import { locateInExport } from "../../source/locate-in-export.js";
import { configFindings } from "../findings.js";
import type { ConfigProblem } from "./config-consistency.js";
import { fragmentProblems } from "./fragment-problems.js";
import type { ConfigPlace } from "./runbook-template.js";

/** Finds Alertmanagers that name unknown environments, claim the same alerts, or join environments that do not fit. */
export function alertmanagerProblems(config: Config): readonly ConfigProblem[] {
  const declared = Object.entries(config.alertmanagers ?? {});
  return declared.flatMap(([name, settings], index) => [
    ...nameProblems(name),
    ...fragmentProblems(name, settings),
    ...environmentProblems(config, name, settings),
    ...overlapProblems(name, settings, declared.slice(0, index)),
  ]);
}

function nameProblems(name: string): readonly ConfigProblem[] {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(name)) return [];
  const summary = `"${name}" is not a valid name for an Alertmanager`;
  const fix = "use letters, digits, dashes and underscores: its files go to a folder of that name";
  return [{ id: "config/bad-name", path: ["alertmanagers", name], summary, fix }];
}

function environmentProblems(
  config: Config,
  name: string,
  { environments }: AlertmanagerSettings,
): readonly ConfigProblem[] {
  const known = Object.keys(config.environments);
  const path = ["alertmanagers", name, "environments"];
  if (environments.length === 0) {
    const summary = `the Alertmanager "${name}" has no environment`;
    return [{ id: "config/wrong-value", path, summary, fix: `name one: environments: ["${known[0] ?? "prod"}"]` }];
  }
  const unknown = environments.filter((one) => !known.includes(one));
  if (unknown.length > 0) {
    return unknown.map((one) => ({
      id: "config/unknown-environment",
      path,
      summary: `the configuration has no environment "${one}"`,
      fix: suggestion(one, known),
    }));
  }
  return mismatch(config, name, environments);
}

/** One configuration is written for one release, and reads the environment and the system from one label each. */
function mismatch(config: Config, name: string, [first, ...others]: readonly string[]): readonly ConfigProblem[] {
  const path = ["alertmanagers", name, "environments"];
  const one = resolveSettings(config, first!);
  return others.flatMap((environment): readonly ConfigProblem[] => {
    const other = resolveSettings(config, environment);
    const differs = (what: string, fix: string): readonly ConfigProblem[] => [
      {
        id: "config/wrong-value",
        path,
        summary: `"${first}" and "${environment}" share the Alertmanager "${name}", but ${what}`,
        details: "An Alertmanager has one configuration, of one release.",
        fix,
      },
    ];
    const [release, otherRelease] = [one.versions.alertmanager, other.versions.alertmanager];
    if (release !== otherRelease) {
      return differs(`target Alertmanager ${release} and ${otherRelease}`, "target one release in both");
    }
    if (JSON.stringify(one.alertLabels) === JSON.stringify(other.alertLabels)) return [];
    return differs("their alertLabels have other names", "use the same alertLabels in both");
  });
}

function overlapProblems(
  name: string,
  { environments, systems }: AlertmanagerSettings,
  others: readonly (readonly [string, AlertmanagerSettings])[],
): readonly ConfigProblem[] {
  for (const [other, settings] of others) {
    const environment = environments.find((one) => settings.environments.includes(one));
    if (environment === undefined || (systems === undefined) !== (settings.systems === undefined)) continue;
    const system = systems?.find((one) => settings.systems!.includes(one));
    if (systems !== undefined && system === undefined) continue;
    const what = system === undefined ? `the alerts of "${environment}"` : `"${system}" in "${environment}"`;
    const summary = `"${other}" and "${name}" both take ${what}`;
    const fix = "leave it to one of them, or name the systems of each: systems: […]";
    return [{ id: "config/wrong-value", path: ["alertmanagers", name, "environments"], summary, fix }];
  }
  return [];
}

/** Reports systems that the project does not have, and those whose alerts one Alertmanager could not tell apart. */
export function findAlertmanagerConflicts(project: Project, place: ConfigPlace): readonly Diagnostic[] {
  const report = (path: readonly string[], texts: Pick<Diagnostic, "summary" | "details" | "fix">): Diagnostic => ({
    ...finding(configFindings, "config/wrong-value"),
    ...texts,
    span: locateInExport(place.configPath, path, "value", place.sourceFiles),
  });
  const known = project.systems.map(({ name }) => name);
  const unknown = Object.entries(project.config.alertmanagers ?? {}).flatMap(([name, { systems = [] }]) =>
    systems
      .filter((one) => !known.includes(one))
      .map((one) =>
        report(["alertmanagers", name, "systems"], {
          summary: `the project has no system "${one}"`,
          fix: suggestion(one, known),
        }),
      ),
  );
  const indistinct = findIndistinct(project).map(({ environment, names: [first, second] }) =>
    report(["environments", environment, "alertLabels"], {
      summary: `"${first}" and "${second}" share an Alertmanager, which cannot tell their alerts apart`,
      details: "Routes find the alerts of a system by its labels, and theirs are the same.",
      fix: "name labels for the system and the environment in alertLabels, or declare alertmanagers: one for each",
    }),
  );
  const idle = findIdle(project).map((name) =>
    report(["alertmanagers", name], {
      summary: `no system of the project sends alerts to the Alertmanager "${name}": it gets no configuration`,
      fix: "give a system in its environments routes, or leave it out",
    }),
  );
  return [...unknown, ...indistinct, ...idle];
}

/** Alertmanagers that keep or compose files, and that no system sends alerts to. */
function findIdle({ config, systems }: Project): readonly string[] {
  return Object.entries(config.alertmanagers ?? {}).flatMap(([name, { keep, fragments = {}, environments }]) => {
    if (keep === undefined && Object.keys(fragments).length === 0) return [];
    const isUsed = systems.some(
      (system) =>
        hasRoutes(system) &&
        environmentsOf(system, config).some(
          (environment) =>
            environments.includes(environment) && findAlertmanager(config, environment, system.name).name === name,
        ),
    );
    return isUsed ? [] : [name];
  });
}

function hasRoutes({ routes, unrouted }: SystemFacts): boolean {
  return Object.keys(routes).length > 0 || unrouted !== undefined;
}

/** The first two systems of each Alertmanager with the same labels. */
function findIndistinct({ config, systems }: Project) {
  const seen = new Map<string, string>();
  const reported = new Set<string>();
  return Object.keys(config.environments).flatMap((environment) => {
    const settings = resolveSettings(config, environment);
    return systems.flatMap((system) => {
      if (!hasRoutes(system) || !environmentsOf(system, config).includes(environment)) return [];
      const { folder, isShared } = findAlertmanager(config, environment, system.name);
      const key = JSON.stringify([folder, identityMatchers(identityOf({ system, settings }, isShared))]);
      const first = seen.get(key);
      seen.set(key, first ?? system.name);
      if (first === undefined || reported.has(folder)) return [];
      reported.add(folder);
      return [{ environment, names: [first, system.name] as const }];
    });
  });
}
