import { checkFiles, type OutsideFile } from "../../check/files/check-files.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { shownPath } from "../../diagnostics/shown-path.js";
import { prometheusRelease } from "../../model/project/releases.js";
import type { ReadSource } from "../../source/source-files.js";
import { allFindings } from "../all-findings.js";
import { outsideCatalogue } from "../catalogue/outside-catalogue.js";
import type { OpenedProject } from "../config/open-project.js";
import type { FoundFiles } from "../files/find-files.js";
import { decodeText } from "../files/read-files.js";
import { appliedPolicies } from "./applied-policies.js";
import { cacheFindings } from "./cache/cached-findings.js";
import type { FileRun } from "./cache/unchanged-run.js";
import type { CheckOptions } from "./check.js";
import type { Recheck } from "./fix/plan-fixes.js";
import { findReferencedFiles } from "./referenced-files.js";
import type { RunSettings } from "./run-settings.js";
import { selectFiles } from "./select-files.js";
import { assignShards, type Shard } from "./shard.js";

const inputName = "<stdin>";

/** Files that fixes may be written to. */
export interface Fixable {
  readonly files: readonly OutsideFile[];
  /** All findings of the files, with the severities of the checks. */
  readonly findings: readonly Diagnostic[];
  readonly recheck: Recheck;
}

/** A run that read its files. */
export interface CompletedRun extends Omit<FileRun, "entry"> {
  readonly findings: readonly Diagnostic[];
  /** The entry of the cache that holds the findings; undefined if they are not kept, for the reason `problem`. */
  readonly entry?: string;
  readonly problem?: string;
  readonly readSource: ReadSource;
  readonly isReported: (file: string) => boolean;
  readonly fixable: Fixable;
}

/** Reads the files that were found and those that they refer to, and checks them together with standard input. */
export async function checkFound(
  found: FoundFiles,
  options: CheckOptions,
  configured: Partial<OpenedProject>,
  settings: RunSettings,
): Promise<CompletedRun> {
  const { cwd, shard } = options;
  const read = selectFiles(found, cwd, options.files);
  const input = options.input && decodeText(inputName, options.input);
  const version = prometheusRelease({ prometheus: settings.prometheusVersion });
  const referenced = findReferencedFiles(read.files, cwd, version);
  const inputs = input && "text" in input ? [{ path: inputName, text: input.text }] : [];
  const files = [...read.files, ...referenced.files, ...inputs];
  const texts = new Map([...referenced.texts, ...files.map(({ path, text }): [string, string] => [path, text])]);
  const isReported = inShard(files, shard);
  const { config, root = cwd } = configured;
  const run = async (all: readonly OutsideFile[]) =>
    checkFiles(all, {
      ...settings,
      ...(options.catalogue && { catalogue: outsideCatalogue(options.catalogue) }),
      findings: allFindings,
      settingsOf: referenced.settingsOf.bind(referenced),
      ...(config && appliedPolicies(config, root, cwd)),
      ...(shard && { isReported }),
    });
  // The lookups of configurations, and the jobs in other files, are not part of the texts.
  const inputsOfRun = { ...settings, servers: files.map(({ path }) => referenced.settingsOf(path)) };
  const cached = await cacheFindings(options.cache, files, inputsOfRun, () => run(files));
  const withTexts = (changed: ReadonlyMap<string, string>) =>
    files.map((file) => ({ ...file, text: changed.get(file.path) ?? file.text }));
  return {
    ...cached,
    findings: cached.diagnostics,
    paths: files.map(({ path }) => path),
    passedOver: read.passedOver,
    diagnostics: [
      ...[read.diagnostics, referenced.diagnostics].flat().filter(({ span }) => isReported(span?.file ?? "")),
      ...(input && "problem" in input ? [input.problem] : []),
    ],
    lookups: referenced.lookups,
    referenced: [...referenced.texts.keys()],
    readSource: (file) => texts.get(file) ?? texts.get(shownPath(file, { cwd })),
    isReported,
    fixable: { files: read.files, findings: cached.diagnostics, recheck: (changed) => run(withTexts(changed)) },
  };
}

/** True for the files of a shard; for all without one. */
function inShard(files: readonly OutsideFile[], shard: Shard | undefined): (file: string) => boolean {
  if (shard === undefined) return () => true;
  const shardOf = assignShards(files, shard.of);
  return (file) => shardOf(file) === shard.index;
}
