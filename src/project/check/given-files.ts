import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { OutsideFile } from "../../check/files.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { shownPath } from "../../diagnostics/shown-path.js";
import { releaseOrDefault, releases } from "../../model/project/releases.js";
import type { ReadSource } from "../../source/source-files.js";
import { allFindings } from "../all-findings.js";
import { type CatalogueSource, outsideCatalogue } from "../catalogue/outside-catalogue.js";
import { findConfig } from "../config/find-config.js";
import type { OpenedProject } from "../config/open-project.js";
import { decodeText } from "../files/read-files.js";
import { appliedPolicies } from "./applied-policies.js";
import type { CheckOptions } from "./check.js";
import { levelsOf, setLevels } from "./finding-levels.js";
import type { Recheck } from "./fix/plan-fixes.js";
import { findReferencedFiles } from "./referenced-files.js";
import { cacheFindings } from "./result-cache.js";
import { type PassedOver, selectFiles } from "./select-files.js";
import { assignShards, type Shard } from "./shard.js";

const inputName = "<stdin>";

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
  readonly fixable?: Fixable;
}

/** Files that fixes may be written to. */
export interface Fixable {
  readonly files: readonly OutsideFile[];
  /** All findings of the files, with the severities of the checks. */
  readonly findings: readonly Diagnostic[];
  readonly recheck: Recheck;
}

/** Checks the files that were given by name, pattern or folder, and standard input. */
export async function checkGivenFiles(options: CheckOptions): Promise<Findings> {
  const { cwd, versions, today } = options;
  const configured = await openConfig(options);
  const read = selectFiles(options.files, cwd, options.exclude ?? []);
  const input = options.input && decodeText(inputName, options.input);
  const prometheusVersion = versions?.prometheus ?? releases.prometheus.default;
  const referenced = findReferencedFiles(read.files, cwd, releaseOrDefault("prometheus", prometheusVersion));
  const inputs = input && "text" in input ? [{ path: inputName, text: input.text }] : [];
  const files = [...read.files, ...referenced.files, ...inputs];
  const texts = new Map([...referenced.texts, ...files.map(({ path, text }): [string, string] => [path, text])]);
  const paths = new Set(files.map(({ path }) => resolve(cwd, path)));
  const settings = {
    prometheusVersion,
    isAgent: options.agent === true,
    alertmanagerVersion: versions?.alertmanager ?? releases.alertmanager.default,
    today,
  };
  // Policies are plain data, and apply to files by their paths below the configuration.
  const policies = configured.config?.policies && { of: configured.config.policies, root: configured.root, cwd };
  const isReported = inShard(files, options.shard);
  const scope = options.shard && { isReported };
  const known = options.catalogue && { catalogue: outsideCatalogue(options.catalogue) };
  const run = async (all: readonly OutsideFile[]) => {
    const { checkFiles } = await import("../../check/files.js");
    const applied = configured.config && appliedPolicies(configured.config, configured.root ?? cwd, cwd);
    return checkFiles(all, { ...settings, ...known, findings: allFindings, ...applied, ...scope });
  };
  const cached = await cacheFindings(
    options.cache,
    files,
    { ...settings, policies, known: options.catalogue && hashSources(options.catalogue), shard: options.shard },
    () => run(files),
  );
  const checked = cached.diagnostics;
  const withTexts = (changed: ReadonlyMap<string, string>) =>
    files.map((file) => ({ ...file, text: changed.get(file.path) ?? file.text }));
  return {
    root: cwd,
    passedOver: read.passedOver,
    cacheProblem: cached.problem,
    diagnostics: [
      ...[configured.diagnostics ?? [], read.diagnostics, referenced.diagnostics]
        .flat()
        .filter(({ span }) => isReported(span?.file ?? "")),
      ...(input && "problem" in input ? [input.problem] : []),
      ...(configured.config ? setLevels(checked, levelsOf(configured.config, configured.root ?? cwd)) : checked),
    ],
    readSource: (file) => texts.get(file) ?? texts.get(shownPath(file, { cwd })) ?? configured.sourceFiles?.read(file),
    isChecked: (file) => paths.has(file),
    fixable: { files: read.files, findings: checked, recheck: (changed) => run(withTexts(changed)) },
  };
}

/** True for the files of a shard; for all without one. */
function inShard(files: readonly OutsideFile[], shard: Shard | undefined): (file: string) => boolean {
  if (shard === undefined) return () => true;
  const shardOf = assignShards(files, shard.of);
  return (file) => shardOf(file) === shard.index;
}

/** Runs the configuration, if there is one: it sets the severities of findings. */
async function openConfig(options: CheckOptions): Promise<Partial<OpenedProject>> {
  if (options.config === undefined && findConfig(options.cwd) === undefined) return {};
  const { openProject } = await import("../config/open-project.js");
  return openProject(options);
}

/** Sets and maps have no JSON of their own. */
function hashSources(sources: readonly CatalogueSource[]): string {
  const text = JSON.stringify(sources, (_, value) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  return createHash("sha256").update(text).digest("hex");
}
