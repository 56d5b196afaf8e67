import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { checkFiles } from "../../check/index.js";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { inOrder } from "../../diagnostics/order.js";
import { shownPath } from "../../diagnostics/shown-path.js";
import { releases } from "../../model/project/releases.js";
import type { ReadSource } from "../../source/source-files.js";
import { allFindings } from "../all-findings.js";
import { decodeText, readFiles } from "../files/read-files.js";
import { describeSystemError } from "../files/system-error.js";
import { baselineFindings } from "../findings.js";
import type { LoadOptions } from "../load/load-project.js";
import { baselineText, compareWithBaseline, parseBaseline } from "./baseline.js";

export interface CheckOptions extends LoadOptions {
  /** Files, folders and patterns from outside. Without any, the project itself is checked. */
  readonly files: readonly string[];
  /** What came in on standard input, to be checked as a file. */
  readonly input?: Uint8Array | undefined;
  /** A file of findings that are known. Relative to `cwd`. */
  readonly baseline?: string | undefined;
  /** Take all that is found into the baseline. */
  readonly updateBaseline?: boolean | undefined;
  /** Warnings fail, too. */
  readonly strict?: boolean | undefined;
  /** The day that allowances with a date are judged by: `2026-11-21`. */
  readonly today: string;
}

/** What a check found. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether that fails the run. */
  readonly failed: boolean;
  /** How many findings the baseline took out. */
  readonly known: number;
  /** The baseline that was written, and how many findings are in it. */
  readonly updated: { readonly file: string; readonly findings: number } | undefined;
  /** Where relative paths in the findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

interface Findings {
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly readSource: ReadSource;
  /** Whether a file, by its absolute path, was looked at. */
  readonly inView: (file: string) => boolean;
}

/**
 * Checks a project, or files from outside, and compares with a baseline where there is one.
 *
 * @example
 * const { failed, diagnostics } = await check({ cwd: process.cwd(), files: ["rules/*.yml"], today: "2026-11-21" });
 */
export async function check(options: CheckOptions): Promise<Checked> {
  const isOutside = options.files.length > 0 || options.input !== undefined;
  const findings = isOutside ? outsideFindings(options) : await projectFindings(options);
  const { root, readSource } = findings;
  const wanted = options.baseline ?? (options.updateBaseline ? "telltale-baseline.json" : undefined);
  const result = (diagnostics: readonly Diagnostic[], known = 0, updated?: Checked["updated"]): Checked => {
    const failed = hasErrors(diagnostics) || (options.strict === true && diagnostics.some(isWarning));
    return { diagnostics, failed, known, updated, root, readSource };
  };
  if (wanted === undefined) return result(findings.diagnostics);
  const file = resolve(options.cwd, wanted);
  const base = { cwd: dirname(file), root };
  const counted = inOrder(findings.diagnostics);
  if (options.updateBaseline) {
    const problem = writeBaseline(file, baselineText(counted, base));
    if (problem) return result([...findings.diagnostics, problem]);
    return result([], counted.length, { file, findings: counted.length });
  }
  const entries = readBaseline(file);
  if (!Array.isArray(entries)) return result([...findings.diagnostics, entries as Diagnostic]);
  const inView = (path: string) => findings.inView(resolve(base.cwd, path));
  const { fresh, known, stale } = compareWithBaseline(counted, entries, file, base, inView);
  return result([...fresh, ...stale], known);
}

/** What loads and compiles a project is imported only where there is one to check. */
async function projectFindings(options: CheckOptions): Promise<Findings> {
  const { buildProject } = await import("../build/build-project.js");
  const { root, diagnostics, readSource } = await buildProject({ ...options, check: true });
  return { root, diagnostics, readSource, inView: () => true };
}

const inputName = "<stdin>";

function outsideFindings(options: CheckOptions): Findings {
  const { cwd, versions, today } = options;
  const read = readFiles(options.files, cwd);
  const input = options.input && decodeText(inputName, options.input);
  const files = [...read.files, ...(input && "text" in input ? [{ path: inputName, text: input.text }] : [])];
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const seen = new Set(files.map(({ path }) => resolve(cwd, path)));
  const checked = checkFiles(files, {
    prometheusVersion: versions?.prometheus ?? releases.prometheus.default,
    alertmanagerVersion: versions?.alertmanager ?? releases.alertmanager.default,
    today,
    findings: allFindings,
  });
  return {
    root: cwd,
    diagnostics: [...read.diagnostics, ...(input && "problem" in input ? [input.problem] : []), ...checked],
    readSource: (file) => texts.get(file) ?? texts.get(shownPath(file, { cwd })),
    inView: (file) => seen.has(file),
  };
}

function writeBaseline(file: string, text: string): Diagnostic | undefined {
  try {
    writeFileSync(file, text);
    return undefined;
  } catch (error) {
    const summary = "the baseline cannot be written";
    const span = { file, start: { line: 1, column: 1 } };
    return { ...finding(baselineFindings, "baseline/unwritable"), summary, details: describeSystemError(error), span };
  }
}

function readBaseline(file: string) {
  const unreadable = (details: string): Diagnostic => ({
    ...finding(baselineFindings, "baseline/unreadable"),
    summary: "the baseline cannot be read",
    details,
    fix: "correct the path, or make the file anew with --update-baseline",
    span: { file, start: { line: 1, column: 1 } },
  });
  try {
    return parseBaseline(readFileSync(file, "utf8")) ?? unreadable("It is not what --update-baseline writes.");
  } catch (error) {
    return unreadable(describeSystemError(error));
  }
}

function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}
