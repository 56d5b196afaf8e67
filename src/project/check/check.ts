import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import type { ReadSource } from "../../source/source-files.js";
import type { CatalogueSource } from "../catalogue/outside-catalogue.js";
import type { LoadOptions } from "../config/open-project.js";
import { readTextFile } from "../files/read-files.js";
import { describeSystemError } from "../files/system-error.js";
import { baselineFindings } from "../findings.js";
import { type BaselineEntry, compareWithBaseline, parseBaseline, renderBaseline } from "./baseline.js";
import { type FindingFilter, filterFindings, isChosen } from "./finding-levels.js";
import type { FixResult } from "./fix/fix-findings.js";
import { checkGivenFiles, type Findings } from "./given-files.js";
import type { PassedOver } from "./select-files.js";
import type { Shard } from "./shard.js";

export interface CheckOptions extends LoadOptions, FindingFilter {
  /** Files, folders and patterns. @default the project */
  readonly files: readonly string[];
  /** Files and folders to leave out of the search of folders: patterns in the syntax of `.gitignore`. */
  readonly exclude?: readonly string[] | undefined;
  /** The metrics that exist, for files. @default unknown */
  readonly catalogue?: readonly CatalogueSource[] | undefined;
  /** The folder that keeps the findings of files for the next run; a project keeps its own. @default none: everything is checked */
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
  /** Apply the fixes that need no judgement to the given files, or only show what they would change. */
  readonly fix?: "write" | "show" | undefined;
  /** Report only the findings of this part of the given files. */
  readonly shard?: Shard | undefined;
  /** `files` are the reports of all shards, to be joined. */
  readonly merge?: boolean | undefined;
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
  /** The fixes that were applied, or would be. */
  readonly fixed: FixResult | undefined;
  /** The folder that relative paths in findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

/**
 * Checks a project or the given files, and compares the findings with a baseline if there is one.
 *
 * @example
 * const { failed, diagnostics } = await check({ cwd: process.cwd(), files: ["rules/*.yml"], today: "2026-11-21" });
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const all = await findAll(options);
  const result = await compare(all, options);
  if (options.fix === undefined || options.updateBaseline) return result;
  const { fixFindings } = await import("./fix/fix-findings.js");
  const fixed = await fixFindings(result.diagnostics, all, options.fix);
  if (options.fix === "write" && fixed.count > 0) return { ...(await check({ ...options, fix: undefined })), fixed };
  const isLeft = (diagnostic: Diagnostic) => !fixed.findings.has(diagnostic);
  const left = result.diagnostics.filter(isLeft);
  return { ...toResult(all, left, options), known: result.known, since: result.since, fixed };
}

/** Leaves out the findings of an earlier revision, and those of the baseline. */
async function compare(all: Findings, options: CheckOptions): Promise<CheckResult> {
  if (options.since === undefined) return compareBaseline(all, options);
  const { compareRevision } = await import("./compare-revision.js");
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
    fixed: undefined,
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
  const found = options.merge
    ? await joinReports(options)
    : hasFiles
      ? await checkGivenFiles(options)
      : await checkProjectFiles(options);
  return { ...found, diagnostics: filterFindings(found.diagnostics, options) };
}

async function joinReports({ files, cwd }: CheckOptions): Promise<Findings> {
  const { mergeReports } = await import("./merge-reports.js");
  const diagnostics = mergeReports(files, cwd);
  const readSource = (file: string) => {
    const read = readTextFile(file, cwd);
    return "text" in read ? read.text : undefined;
  };
  return { root: cwd, diagnostics, readSource, passedOver: { templates: 0, others: 0 }, isChecked: () => true };
}

/** Imports the loader and the compiler only if there is a project to check. */
async function checkProjectFiles(options: CheckOptions): Promise<Findings> {
  const { buildProject } = await import("../build/build-project.js");
  const { root, diagnostics, readSource } = await buildProject({
    ...options,
    cache: options.cache !== undefined,
    check: true,
  });
  return { root, diagnostics, readSource, passedOver: { templates: 0, others: 0 }, isChecked: () => true };
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
