import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { readRuleFile } from "../../../src/formats/prometheus/index.js";

/** The result of `promtool check rules` for one file. */
export interface Verdict {
  readonly exit: number;
  readonly output: string;
}

/** Runs `promtool check rules` on many files in few calls. It panics on some; the files after them need another call. */
export function runPromtool(texts: readonly string[]): Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), "rules-"));
  try {
    const names = texts.map((_, index) => `f${index}.yml`);
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, names[index]!), text);
    const verdicts: Verdict[] = [];
    while (verdicts.length < names.length) {
      const command = `promtool check rules ${names.slice(verdicts.length).join(" ")} 2>&1`;
      const { stdout } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
      for (const output of stdout.split(/^(?=Checking f\d+\.yml$)/m)) verdicts.push(parseVerdict(output));
    }
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parseVerdict(output: string): Verdict {
  return { exit: /^(?:f\d+\.yml: |panic: )/m.test(output) ? 1 : 0, output };
}

/** The difference between Telltale's verdict and promtool's. Undefined if they agree. */
export function compareVerdicts(text: string, { exit, output }: Verdict): string | undefined {
  const { diagnostics } = readRuleFile(text, { file: "rules.yml", version: { major: 2, minor: 42 } });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 !== (exit === 1)) return `promtool: ${output}\nours: ${JSON.stringify(errors)}`;
  const isLint = output.includes("duplicate rule(s)");
  if (exit === 0 && isLint !== diagnostics.some(({ id }) => id === "rules/duplicate-rules")) return `lint: ${output}`;
  const missing = printedPositions(output).find(
    (position) => !diagnostics.some((diagnostic) => isAt(diagnostic, position)),
  );
  return missing && `no diagnostic of Telltale at ${missing.join(":")}: ${output}`;
}

type PrintedPosition = readonly [line: number, column: number | undefined];

/** The positions that promtool prints. It prints 0:0 for an unknown position, and only a line for YAML errors. */
function printedPositions(output: string): PrintedPosition[] {
  const positions: PrintedPosition[] = [];
  for (const line of output.split("\n")) {
    const problem = /^\S+: ((?:\d+:\d+: )+)(?:group |Groupname |groupname: )/.exec(line);
    for (const [, row, column] of problem?.[1]?.matchAll(/(\d+):(\d+): /g) ?? []) {
      if (row !== "0") positions.push([Number(row), Number(column)]);
    }
    const decoding = /^ {2}line (\d+): /.exec(line);
    if (decoding) positions.push([Number(decoding[1]), undefined]);
  }
  return positions;
}

function isAt({ span, related = [] }: Diagnostic, [line, column]: PrintedPosition): boolean {
  return [span, ...related.map((other) => other.span)].some(
    (candidate) => candidate?.start.line === line && (column === undefined || candidate.start.column === column),
  );
}
