import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import { shownPath } from "../../diagnostics/shown-path.js";
import { releaseOrDefault, releases } from "../../model/project/releases.js";
import type { ReadSource } from "../../source/source-files.js";
import { allFindings } from "../all-findings.js";
import { findConfig } from "../config/find-config.js";
import type { LoadOptions, OpenedProject } from "../config/open-project.js";
import { decodeText } from "../files/read-files.js";
import { describeSystemError } from "../files/system-error.js";
import { baselineFindings } from "../findings.js";
import { appliedPolicies } from "./applied-policies.js";
import { type BaselineEntry, compareWithBaseline, parseBaseline, renderBaseline } from "./baseline.js";
import { compareRevision } from "./compare-revision.js";
import { type FindingFilter, filterFindings, isChosen, levelsOf, setLevels } from "./finding-levels.js";
import { findReferencedFiles } from "./referenced-files.js";
import { cacheFindings } from "./result-cache.js";
import { type PassedOver, selectFiles } from "./select-files.js";

export interface CheckOptions extends LoadOptions, FindingFilter {
  /** Files, folders and patterns. @default the project */
  readonly files: readonly string[];
  /** Files and folders to leave out of the search of folders: patterns in the syntax of `.gitignore`. */
  readonly exclude?: readonly string[] | undefined;
  /** The folder that keeps the findings of files for the next run. @default none: everything is checked */
  readonly cache?: string | undefined;
  /** Standard input, to be checked as a file. */
  readonly input?: Uint8Array | undefined;
  /** A file of accepted findings, relative to `cwd`. */
  readonly baseline?: string | undefined;
  /** Report only findings that a revision of the git repository does not have. */
  readonly since?: string | undefined;
  /** Write all findings to the baseline. */
  readonly updateBaseline?: boolean | undefined;
  /** Read configurations of Prometheus as one in agent mode does. */
  readonly agent?: boolean | undefined;
  /** Fail on warnings, too. */
  readonly strict?: boolean | undefined;
  /** The date on which allowances expire or not: `2026-11-21`. */
  readonly today: string;
}

/** The outcome of a check. */
export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly failed: boolean;
  /** The number of findings that the baseline lists. */
  readonly known: number;
  /** The comparison with the revision that was asked for. */
  readonly since: { readonly resolved: readonly BaselineEntry[]; readonly unchanged: number } | undefined;
  /** The baseline that was written, and the number of its findings. */
  readonly updated: { readonly file: string; readonly findings: number } | undefined;
  /** Files in folders that were not checked. */
  readonly passedOver: PassedOver;
  /** The reason that the findings could not be kept for the next run. */
  readonly cacheProblem: string | undefined;
  /** The folder that relative paths in findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

interface Findings {
  readonly passedOver: PassedOver;
  readonly cacheProblem?: string | undefined;
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
  /** True if the file with this absolute path was checked. */
  readonly isChecked: (file: string) => boolean;
}

/**
 * Checks a project or the given files, and compares the findings with a baseline if there is one.
 *
 * @example
 * const { failed, diagnostics } = await check({ cwd: process.cwd(), files: ["rules/*.yml"], today: "2026-11-21" });
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const all = await findAll(options);
  if (options.since === undefined) return compareBaseline(all, options);
  const compared = await compareRevision(options.since, all, options, findAll);
  if ("problem" in compared) return toResult(all, [...all.diagnostics, compared.problem], options);
  return { ...compareBaseline({ ...all, diagnostics: compared.fresh }, options), since: compared };
}

function toResult(findings: Findings, diagnostics: readonly Diagnostic[], { strict }: CheckOptions): CheckResult {
  const { root, readSource, passedOver, cacheProblem } = findings;
  const failed = hasErrors(diagnostics) || (strict === true && diagnostics.some(isWarning));
  return {
    diagnostics,
    failed,
    known: 0,
    since: undefined,
    updated: undefined,
    passedOver,
    cacheProblem,
    root,
    readSource,
  };
}

/** Leaves out the findings of the baseline, or writes it. */
function compareBaseline(findings: Findings, options: CheckOptions): CheckResult {
  const baseline = options.baseline ?? (options.updateBaseline ? "telltale-baseline.json" : undefined);
  if (baseline === undefined) return toResult(findings, findings.diagnostics, options);
  const file = resolve(options.cwd, baseline);
  const base = { cwd: dirname(file), root: findings.root };
  const sorted = sortDiagnostics(findings.diagnostics);
  if (options.updateBaseline) {
    const problem = writeBaseline(file, renderBaseline(sorted, base));
    if (problem) return toResult(findings, [...findings.diagnostics, problem], options);
    const updated = { file, findings: sorted.length };
    return { ...toResult(findings, [], options), known: sorted.length, updated };
  }
  const entries = readBaseline(file);
  if (!Array.isArray(entries)) return toResult(findings, [...findings.diagnostics, entries as Diagnostic], options);
  const isChecked = (path: string) => findings.isChecked(resolve(base.cwd, path));
  const chosen = entries.filter(({ id }) => isChosen(id, options.only));
  const { fresh, known, stale } = compareWithBaseline(sorted, chosen, file, base, isChecked);
  // An entry has no severity: it may be about a finding that is not severe enough to be reported.
  const reported = options.minSeverity === undefined ? [...fresh, ...stale] : fresh;
  return { ...toResult(findings, reported, options), known };
}

async function findAll(options: CheckOptions): Promise<Findings> {
  const hasFiles = options.files.length > 0 || options.input !== undefined;
  const found = hasFiles ? await checkGivenFiles(options) : await checkProjectFiles(options);
  return { ...found, diagnostics: filterFindings(found.diagnostics, options) };
}

/** Imports the loader and the compiler only if there is a project to check. */
async function checkProjectFiles(options: CheckOptions): Promise<Findings> {
  const { buildProject } = await import("../build/build-project.js");
  const { root, diagnostics, readSource } = await buildProject({ ...options, check: true });
  return { root, diagnostics, readSource, passedOver: { templates: 0, others: 0 }, isChecked: () => true };
}

const inputName = "<stdin>";

async function checkGivenFiles(options: CheckOptions): Promise<Findings> {
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
  const cached = await cacheFindings(options.cache, files, { ...settings, policies }, async () => {
    const { checkFiles } = await import("../../check/files.js");
    const applied = configured.config && appliedPolicies(configured.config, configured.root ?? cwd, cwd);
    return checkFiles(files, { ...settings, findings: allFindings, ...applied });
  });
  const checked = cached.diagnostics;
  return {
    root: cwd,
    passedOver: read.passedOver,
    cacheProblem: cached.problem,
    diagnostics: [
      ...(configured.diagnostics ?? []),
      ...read.diagnostics,
      ...referenced.diagnostics,
      ...(input && "problem" in input ? [input.problem] : []),
      ...(configured.config ? setLevels(checked, levelsOf(configured.config, configured.root ?? cwd)) : checked),
    ],
    readSource: (file) => texts.get(file) ?? texts.get(shownPath(file, { cwd })) ?? configured.sourceFiles?.read(file),
    isChecked: (file) => paths.has(file),
  };
}

/** Runs the configuration, if there is one: it sets the severities of findings. */
async function openConfig(options: CheckOptions): Promise<Partial<OpenedProject>> {
  if (options.config === undefined && findConfig(options.cwd) === undefined) return {};
  const { openProject } = await import("../config/open-project.js");
  return openProject(options);
}

function writeBaseline(file: string, text: string): Diagnostic | undefined {
  try {
    writeFileSync(file, text);
    return undefined;
  } catch (error) {
    const summary = "cannot write the baseline";
    const span = { file, start: { line: 1, column: 1 } };
    return { ...finding(baselineFindings, "baseline/unwritable"), summary, details: describeSystemError(error), span };
  }
}

function readBaseline(file: string) {
  const unreadable = (details: string): Diagnostic => ({
    ...finding(baselineFindings, "baseline/unreadable"),
    summary: "cannot read the baseline",
    details,
    fix: "correct the path, or create the file with --update-baseline",
    span: { file, start: { line: 1, column: 1 } },
  });
  try {
    return (
      parseBaseline(readFileSync(file, "utf8")) ?? unreadable("It is not a baseline as --update-baseline writes it.")
    );
  } catch (error) {
    return unreadable(describeSystemError(error));
  }
}

function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}
