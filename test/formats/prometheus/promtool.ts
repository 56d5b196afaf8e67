import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { readRuleFile } from "../../../src/formats/prometheus/index.js";

/** What `promtool check rules` said of one file. */
export interface Verdict {
  readonly exit: number;
  readonly output: string;
}

/** Has promtool judge many files, in as few calls as possible: it panics on some, and the rest must be asked again. */
export function judge(texts: readonly string[]): Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), "rules-"));
  try {
    const names = texts.map((_, index) => `f${index}.yml`);
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, names[index]!), text);
    const verdicts: Verdict[] = [];
    while (verdicts.length < names.length) {
      const command = `promtool check rules ${names.slice(verdicts.length).join(" ")} 2>&1`;
      const { stdout } = spawnSync("sh", ["-c", command], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
      for (const output of stdout.split(/^(?=Checking f\d+\.yml$)/m)) verdicts.push(verdictOf(output));
    }
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function verdictOf(output: string): Verdict {
  return { exit: /^(?:f\d+\.yml: |panic: )/m.test(output) ? 1 : 0, output };
}

/** How our verdict differs from promtool's; undefined when it does not. */
export function difference(text: string, { exit, output }: Verdict): string | undefined {
  const { diagnostics } = readRuleFile(text, { file: "rules.yml", version: { major: 2, minor: 42 } });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 !== (exit === 1)) return `promtool: ${output}\nours: ${JSON.stringify(errors)}`;
  const isLint = output.includes("duplicate rule(s)");
  if (exit === 0 && isLint !== diagnostics.some(({ id }) => id === "rules/duplicate-rules")) return `lint: ${output}`;
  const missing = printedPlaces(output).find((place) => !diagnostics.some((found) => stands(found, place)));
  return missing && `nothing of ours stands at ${missing.join(":")}: ${output}`;
}

type PrintedPlace = readonly [line: number, column: number | undefined];

/** The places that promtool names. 0:0 is none, and errors of YAML have a line only. */
function printedPlaces(output: string): PrintedPlace[] {
  const places: PrintedPlace[] = [];
  for (const line of output.split("\n")) {
    const problem = /^\S+: ((?:\d+:\d+: )+)(?:group |Groupname |groupname: )/.exec(line);
    for (const [, row, column] of problem?.[1]?.matchAll(/(\d+):(\d+): /g) ?? []) {
      if (row !== "0") places.push([Number(row), Number(column)]);
    }
    const decoding = /^ {2}line (\d+): /.exec(line);
    if (decoding) places.push([Number(decoding[1]), undefined]);
  }
  return places;
}

function stands({ span, related = [] }: Diagnostic, [line, column]: PrintedPlace): boolean {
  return [span, ...related.map((other) => other.span)].some(
    (place) => place?.start.line === line && (column === undefined || place.start.column === column),
  );
}
