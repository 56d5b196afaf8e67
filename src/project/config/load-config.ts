import { dirname } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { findOptionProblems } from "../../model/definition/option-problems.js";
import type { OptionProblem } from "../../model/definition/option-table.js";
import { type Config, configOptions, type WrittenConfig } from "../../model/project/config.js";
import { locateInExport } from "../../source/locate-in-export.js";
import type { SourceFiles } from "../../source/source-files.js";
import { evaluate } from "../evaluate/evaluate.js";
import { configFindings } from "../findings.js";
import { bundle } from "../modules/bundle.js";
import type { KeptModules } from "../modules/kept-modules.js";
import { type ConfigProblem, consistencyProblems } from "./config-consistency.js";
import { readTemplate } from "./runbook-template.js";

export interface LoadedConfig {
  /** Undefined if it has errors. */
  readonly config: Config | undefined;
  /** The configuration file and the project's files that it imports. */
  readonly sources: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ConfigOptions {
  /** Refuse a configuration without an environment: nothing can be compiled with it. @default true */
  readonly needsEnvironment?: boolean;
}

/** Runs a project's configuration file and checks its values. */
export async function loadConfig(
  path: string,
  sourceFiles: SourceFiles,
  options: ConfigOptions = {},
  kept?: KeptModules,
): Promise<LoadedConfig> {
  const root = dirname(path);
  const compiled = await bundle({ root, subject: "config", entries: [path] }, sourceFiles.read, kept);
  let haveEnded = false;
  try {
    const evaluation = await evaluate(root, compiled, [path], sourceFiles.read, { kept });
    haveEnded = evaluation.failed.size === 0;
    const sources = [...new Set([path, ...compiled.modules.keys()])];
    const failures = [...compiled.diagnostics, ...evaluation.diagnostics];
    if (failures.length > 0) kept?.reset();
    const module = evaluation.modules[0];
    if (!module || hasErrors(failures)) return { config: undefined, sources, diagnostics: failures };
    const value = module.exports.default;
    const diagnostics: Diagnostic[] = [...failures];
    for (const problem of configProblems(value, options)) diagnostics.push(toDiagnostic(problem, path, sourceFiles));
    const place = { root, configPath: path, sourceFiles };
    const template = hasErrors(diagnostics) ? undefined : readTemplate(value as Config, place);
    if (template && "severity" in template) diagnostics.push(template);
    else if (template) sources.push(template.path);
    const config = hasErrors(diagnostics) ? undefined : withEnvironments(value as WrittenConfig);
    return { config, sources, diagnostics };
  } finally {
    compiled.remove(haveEnded);
  }
}

/** Finds what is wrong with the default export of a configuration. */
export function configProblems(
  value: unknown,
  { needsEnvironment = true }: ConfigOptions = {},
): readonly ConfigProblem[] {
  if (value === undefined) {
    const summary = "the configuration has no default export";
    const fix = "write `export default defineConfig({ … })`";
    return [{ id: "config/no-default-export", path: [], summary, fix }];
  }
  const problems = findOptionProblems(value, configOptions);
  if (problems.length > 0) return problems.map(({ type, ...problem }) => ({ ...problem, id: optionFindings[type] }));
  const config = withEnvironments(value as WrittenConfig);
  return [...(needsEnvironment ? environmentProblems(config) : []), ...consistencyProblems(config)];
}

function withEnvironments(config: WrittenConfig): Config {
  return config.environments ? (config as Config) : { ...config, environments: {} };
}

function environmentProblems({ environments }: Config): readonly ConfigProblem[] {
  if (Object.keys(environments).length > 0) return [];
  const summary = "the configuration has no environment";
  const details = "Nothing can be compiled without one. To check existing files, name them: telltale check .";
  const fix = 'add one, such as `prod: { dataSources: { prom: { type: "prometheus", uid: "prometheus" } } }`';
  return [{ id: "config/no-environment", path: ["environments"], summary, details, fix }];
}

const optionFindings = {
  unknown: "config/unknown-key",
  missing: "config/missing-key",
  "wrong type": "config/wrong-type",
  "wrong value": "config/wrong-value",
  "bad duration": "config/bad-duration",
  "bad release": "config/bad-version",
} as const satisfies Readonly<Record<OptionProblem["type"], ConfigProblem["id"]>>;

/** Problems that are shown at the value rather than at its key. */
const valueProblems: ReadonlySet<ConfigProblem["id"]> = new Set([
  "config/bad-duration",
  "config/bad-output",
  "config/bad-version",
  "config/unknown-data-source",
  "config/unknown-environment",
  "config/wrong-type",
  "config/wrong-value",
]);

function toDiagnostic(
  { id, path, summary, details, fix }: ConfigProblem,
  file: string,
  sources: SourceFiles,
): Diagnostic {
  return {
    ...finding(configFindings, id),
    summary,
    ...(details === undefined ? {} : { details }),
    ...(fix === undefined ? {} : { fix }),
    span: locateInExport(file, path, valueProblems.has(id) ? "value" : "key", sources),
  };
}
