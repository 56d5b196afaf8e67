import { isAbsolute, sep } from "node:path";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { Config, Defaults, Environment } from "../../model/project/config.js";
import type { configFindings } from "../findings.js";
import { alertmanagerProblems } from "./alertmanager-problems.js";
import { definitionFolders } from "./default-folders.js";
import { foldersOverlap, normalizeFolder } from "./folder-overlap.js";
import { grafanaProblems, schemeProblems } from "./grafana-problems.js";
import { levelProblems } from "./level-problems.js";
import { policyProblems } from "./policy-problems.js";
import { targetProblems } from "./target-problems.js";

/** A problem in the configuration, and the path of keys that leads to it. */
export interface ConfigProblem {
  readonly id: keyof typeof configFindings;
  readonly path: readonly string[];
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
}

/** Finds values that have the right shape but do not fit together. */
export function consistencyProblems(config: Config): readonly ConfigProblem[] {
  return [
    ...environmentProblems(config),
    ...alertLabelProblems(["defaults"], config.defaults ?? {}),
    ...targetProblems(config),
    ...alertmanagerProblems(config),
    ...outputProblems(config),
    ...runbookFolderProblems(config),
    ...referenceFolderProblems(config),
    ...runbookUrlProblems(["defaults"], config.defaults ?? {}),
    ...levelProblems(config),
    ...policyProblems(config),
  ];
}

function environmentProblems(config: Config): readonly ConfigProblem[] {
  return Object.entries(config.environments).flatMap(([name, environment]) => [
    ...nameProblems(name),
    ...dataSourceProblems(name, environment, config.defaults ?? {}),
    ...grafanaProblems(config, name),
    ...alertLabelProblems(["environments", name], environment),
    ...runbookUrlProblems(["environments", name], environment),
  ]);
}

function nameProblems(name: string): readonly ConfigProblem[] {
  if (name !== "alertmanagers" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/.test(name)) return [];
  const summary = `"${name}" is not a valid name for an environment`;
  const fix =
    name === "alertmanagers"
      ? "use another: the files of shared Alertmanagers go to a folder of that name"
      : "use letters, digits, dashes and underscores: generated files go to a folder of that name";
  return [{ id: "config/bad-name", path: ["environments", name], summary, fix }];
}

function dataSourceProblems(name: string, environment: Environment, defaults: Defaults): readonly ConfigProblem[] {
  const path = ["environments", name];
  const known = Object.keys(environment.dataSources);
  if (known.length === 0) {
    const summary = `the environment "${name}" has no data source`;
    const fix = 'add one, such as `prom: { type: "prometheus", uid: "prometheus" }`';
    return [{ id: "config/no-data-source", path: [...path, "dataSources"], summary, fix }];
  }
  return (["dataSource", "logs", "traces"] as const).flatMap((key) => {
    const chosen = environment[key] ?? defaults[key];
    if (chosen === undefined || known.includes(chosen)) return [];
    const fix = suggestion(chosen, known);
    const summary = `the environment "${name}" has no data source "${chosen}"`;
    const option = environment[key] === undefined ? ["defaults", key] : [...path, key];
    return [{ id: "config/unknown-data-source", path: option, summary, fix }];
  });
}

/** Names that group notifications, too, so that only the classic ones are valid. */
function alertLabelProblems(path: readonly string[], { alertLabels = {} }: Defaults): readonly ConfigProblem[] {
  return Object.entries(alertLabels).flatMap(([key, label]) => {
    if (typeof label !== "string" || /^[A-Za-z_][A-Za-z0-9_]*$/.test(label)) return [];
    const summary = `"${label}" is not the name of a label`;
    const fix = "use letters, digits and underscores, and no digit first";
    return [{ id: "config/wrong-value", path: [...path, "alertLabels", key], summary, fix }];
  });
}

/** An address with a scheme; that of a file on GitHub or GitLab, which show files by their whole name, ends in `.md`. */
function runbookUrlProblems(path: readonly string[], { runbooks }: Defaults): readonly ConfigProblem[] {
  if (runbooks === undefined) return [];
  const option = [...path, "runbooks"];
  const unusable = schemeProblems(option, runbooks, { of: "a folder of runbooks", example: "runbooks.example.com/" });
  if (unusable.length > 0 || runbooks.includes("{page}")) return unusable;
  if (!/^https?:\/\/(?:[\w-]+\.)*(?:github|gitlab)\.[^/]+\/.*\/blob\//.test(runbooks)) return [];
  const summary = "these addresses of runbooks lead to no page: the files end in .md";
  const fix = `write "${runbooks.replace(/\/+$/, "")}/{page}.md"`;
  return [{ id: "config/wrong-value", path: option, summary, fix }];
}

/** The output folder must not contain definitions, nor be inside a folder of definitions. */
function outputProblems(config: Config): readonly ConfigProblem[] {
  if (config.output === undefined) return [];
  if (isUsable(config.output, definitionFolders(config))) return [];
  const summary = `"${config.output}" cannot be the output folder`;
  const fix = 'use a folder inside the project that contains nothing else, such as "generated"';
  return [{ id: "config/bad-output", path: ["output"], summary, fix }];
}

/** The folder of runbooks holds pages of the user's own, but no definitions, and is not in the output folder. */
function runbookFolderProblems(config: Config): readonly ConfigProblem[] {
  const folder = config.runbooks?.output;
  if (folder === undefined) return [];
  if (isUsable(folder, [...definitionFolders(config), config.output ?? "generated"])) return [];
  const summary = `"${folder}" cannot be the folder of runbooks`;
  const fix = 'use a folder inside the project, outside of definitions and generated files, such as "docs/runbooks"';
  return [{ id: "config/bad-output", path: ["runbooks", "output"], summary, fix }];
}

/** The folder of the reference holds no definitions, and is neither in the output folder nor in that of runbooks. */
function referenceFolderProblems(config: Config): readonly ConfigProblem[] {
  const folder = config.reference?.output;
  if (folder === undefined) return [];
  const others = [config.output ?? "generated", config.runbooks?.output ?? "docs/runbooks"];
  if (isUsable(folder, [...definitionFolders(config), ...others])) return [];
  const summary = `"${folder}" cannot be the folder of the reference`;
  const fix = 'use a folder inside the project, apart from definitions, generated files and runbooks: "docs/reference"';
  return [{ id: "config/bad-output", path: ["reference", "output"], summary, fix }];
}

/** True for a folder inside the project that overlaps with none of the others. */
function isUsable(path: string, others: readonly string[]): boolean {
  const folder = normalizeFolder(path);
  const isOutside = isAbsolute(folder) || folder === "." || folder.split(sep)[0] === "..";
  return !isOutside && !others.some((other) => foldersOverlap(folder, other));
}
