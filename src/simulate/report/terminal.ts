import picocolors from "picocolors";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { measureColumns, visible } from "../../diagnostics/display-width.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import { FindingsPage, type TerminalOptions } from "../../diagnostics/terminal/terminal.js";
import type { SmokeReport } from "../smoke/index.js";
import { coveragePercent, formatPercent, isBelowMinimum } from "./coverage.js";
import { type Difference, type DifferenceLine, truncateDifferences } from "./difference.js";
import { describeFailure, describeWarning } from "./failure.js";
import { countFailedTests, countRun, isFailed } from "./run-counts.js";
import type { Coverage, TestedFile, TestRun, TypeScriptRun } from "./test-run.js";

export interface TestReportOptions extends TerminalOptions {
  /** True if labels and annotations that are not expected were ignored. */
  readonly subset: boolean;
  /** True if Vitest has already printed failures of TypeScript tests. */
  readonly isTypeScriptReported?: boolean;
}

/**
 * Renders test results for a terminal: failures with their position, a line for each file, and totals.
 *
 * @example
 * process.stdout.write(renderTests(run, { cwd: process.cwd(), readSource, subset: false, color: true }));
 */
export function renderTests(run: TestRun, options: TestReportOptions): string {
  const page = new TestPage(options);
  const blocks = [
    ...run.diagnostics.flatMap((diagnostic) => page.finding(diagnostic)),
    ...(run.smoke?.diagnostics ?? []).flatMap((diagnostic) => page.finding(diagnostic)),
    ...run.files.flatMap((file) => page.problems(file)),
    ...(run.typescript ? page.typescript(run.typescript) : []),
    page.files(run),
    ...(run.smoke ? [page.smoke(run.smoke)] : []),
    ...(run.coverage ? [page.coverage(run.coverage)] : []),
    [page.summary(run)],
  ];
  const nonEmpty = blocks.filter((lines) => lines.length > 0);
  return nonEmpty.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

class TestPage {
  private readonly findings: FindingsPage;
  private readonly options: TestReportOptions;
  private readonly colors: ReturnType<typeof picocolors.createColors>;
  private readonly reported = new Set<string>();

  constructor(options: TestReportOptions) {
    this.options = options;
    this.findings = new FindingsPage(options);
    this.colors = picocolors.createColors(options.color ?? false);
  }

  /** Renders a finding once: several tests may report the same problem of a shared rule file. */
  finding(diagnostic: Diagnostic): string[][] {
    const key = JSON.stringify(diagnostic);
    if (this.reported.has(key)) return [];
    this.reported.add(key);
    return [this.findings.block(diagnostic)];
  }

  /** Renders problems, failures and warnings of a file. */
  problems({ source, diagnostics, outcomes }: TestedFile): string[][] {
    const blocks = diagnostics.flatMap((diagnostic) => this.finding(diagnostic));
    if (!source) return blocks;
    for (const outcome of outcomes) {
      for (const failure of outcome.failures) {
        const { diagnostic, differences } = describeFailure(failure, outcome, source, this.options.subset);
        const { line = 0 } = diagnostic.span?.start ?? {};
        blocks.push([...this.findings.block(diagnostic), ...this.differences(differences, String(line).length)]);
      }
      for (const warning of outcome.warnings)
        blocks.push(this.findings.block(describeWarning(warning, outcome, source)));
    }
    return blocks;
  }

  /** Renders a diff below the source excerpt, aligned with its gutter of `digits` columns. */
  private differences(differences: readonly Difference[], digits: number): string[] {
    if (differences.length === 0) return [];
    const { red, green, blue } = this.colors;
    const bar = `${" ".repeat(Math.max(digits, 2))} ${blue("|")}`;
    const { shown, left } = truncateDifferences(differences);
    const lines = [`${bar} ${red("- expected")}  ${green("+ got")}`];
    for (const difference of shown) lines.push(bar, ...difference.map((line) => `${bar} ${this.differenceLine(line)}`));
    if (left > 0) lines.push(bar, `${bar} and ${left} more`);
    return lines;
  }

  private differenceLine({ side, text }: DifferenceLine): string {
    if (side === "both") return `  ${visible(text)}`;
    return side === "expected" ? this.colors.red(`- ${visible(text)}`) : this.colors.green(`+ ${visible(text)}`);
  }

  /** Renders failures that Vitest has not printed yet. */
  typescript({ tests, errors: all }: TypeScriptRun): string[][] {
    const { red, bold } = this.colors;
    const isReported = this.options.isTypeScriptReported === true;
    const failed = tests.filter(({ state }) => state === "failed" && !isReported);
    const errors = all.filter(({ file }) => file === undefined || !isReported);
    const title = (name: string, file: string | undefined) => {
      const location =
        file === undefined ? [] : [`  ${this.colors.blue("-->")} ${visible(shownPath(file, this.options))}`];
      return [`${red(bold("error[test/typescript]"))}${bold(`: ${visible(name)}`)}`, ...location];
    };
    const indented = (text: string) => text.split("\n").map((line) => `   ${visible(line)}`.trimEnd());
    return [
      ...errors.map(({ file, message }) => {
        return file === undefined
          ? title(message, file)
          : [...title("the tests cannot be run", file), ...indented(message)];
      }),
      ...failed.map(({ file, name, messages }) => [...title(name, file), ...messages.flatMap(indented)]),
    ];
  }

  /** Renders a line for each file: pass or FAIL. */
  files({ files, typescript }: TestRun): string[] {
    const rows = [
      ...files.map((file) => ({ file: file.file, isFailed: isFailed(file), counts: formatFileCounts(file) })),
      ...(typescript ? typescriptRows(typescript) : []),
    ].map((row) => ({ ...row, shown: visible(shownPath(row.file, this.options)) }));
    const width = Math.min(60, Math.max(0, ...rows.map(({ shown }) => measureColumns(shown))));
    const { red, green } = this.colors;
    return rows.map(({ shown, isFailed, counts }) => {
      const state = isFailed ? red("FAIL") : green("pass");
      return `${state}  ${shown}${" ".repeat(Math.max(width - measureColumns(shown), 0))}  ${counts}`;
    });
  }

  /** Renders a line for each system and environment, and for each expression that was not judged. */
  smoke({ runs }: SmokeReport): string[] {
    return runs.flatMap(({ system, environment, expressions, series, lines, notJudged }) => [
      `${visible(system)} in ${visible(environment)}: ${formatCount(expressions, "expression")} over ${series} series${
        lines > 0 ? ` and ${formatCount(lines, "log line")}` : ""
      }`,
      ...notJudged.map(({ subject, why }) => `  not judged: ${visible(subject)}, ${visible(why)}`),
    ]);
  }

  coverage(coverage: Coverage): string[] {
    const { yellow, green, red } = this.colors;
    const untouched = coverage.rules.filter(({ isTouched }) => !isTouched);
    const touched = coverage.rules.length - untouched.length;
    const percent = formatPercent(coveragePercent(coverage));
    const line = `${touched} of ${formatCount(coverage.rules.length, "rule")} tested (${percent})`;
    const belowMinimum = `${line}, below the required ${coverage.minimum} %`;
    const base: PathBase = this.options;
    return [
      isBelowMinimum(coverage) ? red(belowMinimum) : untouched.length === 0 ? green(line) : yellow(line),
      ...untouched.map(({ kind, name, span }) => {
        const { line: row, column } = span.start;
        return `  not tested: ${kind} ${visible(name)}  ${visible(shownPath(span.file, base))}:${row}:${column}`;
      }),
    ];
  }

  summary(run: TestRun): string {
    const { files, failedFiles, tests, failed, errors, skipped, warnings } = countRun(run);
    const { red, green } = this.colors;
    const passed = `${formatCount(files, "file")} passed, ${formatCount(tests, "test")}`;
    const failures = tests === 0 ? "" : `, ${failed} of ${formatCount(tests, "test")}`;
    const broken = `${failedFiles} of ${formatCount(files, "file")} failed${failures}`;
    const other = errors === 0 ? [] : [formatCount(errors, files > 0 ? "other error" : "error")];
    const smokeCount = run.smoke && `${formatCount(totalExpressions(run.smoke.runs), "expression")} run`;
    const verdict =
      smokeCount !== undefined
        ? [smokeCount, ...(errors === 0 ? [] : [formatCount(errors, "error")])]
        : failedFiles > 0
          ? [broken, ...other]
          : files > 0 || errors === 0
            ? [passed, ...other]
            : other;
    const more = [
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
      ...(warnings > 0 ? [formatCount(warnings, "warning")] : []),
      `${Math.round(run.milliseconds)} ms`,
    ];
    const paint = failedFiles + errors > 0 ? red : green;
    return `${paint(verdict.join(", "))} (${more.join(", ")})`;
  }
}

function totalExpressions(runs: SmokeReport["runs"]): number {
  return runs.reduce((sum, { expressions }) => sum + expressions, 0);
}

function formatFileCounts(file: TestedFile): string {
  const failed = countFailedTests(file);
  const { length } = file.outcomes;
  if (!file.source || (isFailed(file) && failed === 0)) return "cannot be run";
  return failed === 0 ? formatCount(length, "test") : formatFailures(failed, length);
}

function typescriptRows({ tests, errors }: TypeScriptRun) {
  const files = new Map<string, { failed: number; all: number }>();
  for (const { file } of errors) if (file !== undefined) files.set(file, { failed: 0, all: 0 });
  const broken = new Set(files.keys());
  for (const { file, state } of tests) {
    const counts = files.get(file) ?? { failed: 0, all: 0 };
    files.set(file, { failed: counts.failed + Number(state === "failed"), all: counts.all + 1 });
  }
  return Array.from(files, ([file, { failed, all }]) => ({
    file,
    isFailed: failed > 0 || broken.has(file),
    counts: failed > 0 ? formatFailures(failed, all) : broken.has(file) ? "cannot be run" : formatCount(all, "test"),
  }));
}

function formatFailures(failed: number, all: number): string {
  return `${failed} of ${formatCount(all, "test")} failed`;
}

function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
