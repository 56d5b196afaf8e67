import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import { findConfig } from "../config/find-config.js";
import type { OpenedProject } from "../config/open-project.js";
import type { FoundFiles } from "../files/find-files.js";
import { findCheckable } from "../files/read-files.js";
import { openSourceFiles } from "../files/source-files.js";
import { describeSystemError } from "../files/system-error.js";
import { type UnchangedRun, UnchangedRuns } from "./cache/unchanged-run.js";
import type { CheckOptions } from "./check.js";
import type { CompletedRun, Fixable } from "./check-found.js";
import { levelsOf, setLevels } from "./finding-levels.js";
import { type RunSettings, runSettings } from "./run-settings.js";
import type { PassedOver } from "./select-files.js";

/** Everything that a run finds, before it is compared with anything. */
export interface Findings {
  readonly passedOver: PassedOver;
  readonly cacheProblem?: string | undefined;
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
  /** True if the file with this absolute path was checked. */
  readonly isChecked: (file: string) => boolean;
  /** The given files, and a check of all with other texts in their place. Undefined for a project. */
  readonly fixable?: Fixable | undefined;
}

/** Checks the files that were given by name, pattern or folder, and standard input. */
export async function checkGivenFiles(options: CheckOptions): Promise<Findings> {
  const { cwd, exclude = [] } = options;
  const configured = await openConfig(options);
  const found = findCheckable(options.files, cwd, exclude);
  const settings = runSettings(options, configured);
  const run = await recallOrCheck(found, options, configured, settings);
  const { config, sourceFiles, root = cwd } = configured;
  const isReported = "isReported" in run ? run.isReported : () => true;
  const readSource = "readSource" in run ? run.readSource : openSourceFiles(cwd).read;
  const paths = new Set(run.paths.map((path) => resolve(cwd, path)));
  return {
    root: cwd,
    passedOver: run.passedOver,
    cacheProblem: "problem" in run ? run.problem : undefined,
    diagnostics: [
      ...(configured.diagnostics ?? []).filter(({ span }) => isReported(span?.file ?? "")),
      ...run.diagnostics,
      ...(config ? setLevels(run.findings, levelsOf(config, root)) : run.findings),
    ],
    readSource: (file) => readSource(file) ?? sourceFiles?.read(file),
    isChecked: (file) => paths.has(file),
    fixable: "fixable" in run ? run.fixable : undefined,
  };
}

/** Imports the readers and the checks only if a file has changed. */
async function recallOrCheck(
  found: FoundFiles,
  options: CheckOptions,
  configured: Partial<OpenedProject>,
  settings: RunSettings,
): Promise<UnchangedRun | CompletedRun> {
  const { cache, cwd, input, fix, shard } = options;
  // Standard input, fixes and shards need the texts in any case.
  const needsTexts = input !== undefined || fix !== undefined || shard !== undefined;
  const runs = cache !== undefined && !needsTexts ? new UnchangedRuns(cache, found, cwd, settings) : undefined;
  const recalled = await runs?.recall();
  if (recalled) return recalled;
  const { checkFound } = await import("./check-found.js");
  const completed = await checkFound(found, options, configured, settings);
  const { paths, passedOver, diagnostics, lookups, referenced, entry } = completed;
  if (runs === undefined || entry === undefined) return completed;
  try {
    runs.keep({ paths, passedOver, diagnostics, lookups, referenced, entry });
    return completed;
  } catch (error) {
    return { ...completed, problem: describeSystemError(error) };
  }
}

/** Runs the configuration, if there is one: it sets the severities of findings. */
async function openConfig(options: CheckOptions): Promise<Partial<OpenedProject>> {
  if (options.config === undefined && findConfig(options.cwd) === undefined) return {};
  const { openProject } = await import("../config/open-project.js");
  return openProject({ ...options, needsEnvironment: false });
}
