import picocolors from "picocolors";
import { FindingsPage, type TerminalOptions } from "../../diagnostics/terminal/terminal.js";
import type { MutantResult } from "../mutant.js";
import { countMutants, groupByOwner, type MutationRun, scoreOf } from "./mutation-run.js";
import { describeSurvivor } from "./survivor.js";

/**
 * Renders mutation testing for a terminal: each change that no test noticed, a table by alert, and the score.
 *
 * @example
 * process.stdout.write(renderMutation(run, { cwd: process.cwd(), readSource, color: true }));
 */
export function renderMutation(run: MutationRun, options: TerminalOptions): string {
  const page = new FindingsPage(options);
  const colors = picocolors.createColors(options.color ?? false);
  const unnoticed = run.results.filter(({ state }) => state !== "killed");
  const blocks = [
    ...run.diagnostics.map((diagnostic) => page.block(diagnostic)),
    ...unnoticed.map((result) => page.block(describeSurvivor(result))),
    ...(run.results.length === 0 ? [] : [tableLines(run.results), [summary(run, colors)]]),
  ];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function tableLines(results: readonly MutantResult[]): string[] {
  const rows = groupByOwner(results).map(([owner, own]) => {
    const counts = countMutants(own);
    return [
      owner,
      String(counts.killed),
      String(counts.survived),
      String(counts.uncovered),
      formatScore(scoreOf(counts)),
    ];
  });
  const table = [["", "killed", "survived", "not covered", "score"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
}

function summary(run: MutationRun, { green, red, yellow }: ReturnType<typeof picocolors.createColors>): string {
  const counts = countMutants(run.results);
  const score = scoreOf(counts);
  const isBelow = score < run.minimum;
  const limit =
    run.minimum === 0 ? "" : `, ${isBelow ? "below the minimum of" : "minimum"} ${formatScore(run.minimum)}`;
  const paint = isBelow ? red : score === 1 ? green : yellow;
  const text = `${counts.killed} of ${run.results.length} changes noticed by ${run.tests} tests: ${formatScore(score)}${limit}`;
  return paint(text);
}

/** Rounds down, so that only a full score is 100 %. */
function formatScore(score: number): string {
  return `${Math.floor(score * 1000) / 10} %`;
}
