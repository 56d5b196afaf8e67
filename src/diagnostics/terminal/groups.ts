import type { Diagnostic } from "../diagnostic.js";
import type { FindingId, Severity } from "../finding.js";
import { sortDiagnostics } from "../order.js";
import { FindingsPage, renderTerminal, type TerminalOptions } from "./terminal.js";

export interface GroupedTerminalOptions extends TerminalOptions {
  /** Describes a kind of finding in a sentence or two. */
  readonly describe: (id: FindingId) => string;
  /** How to see each finding. @default "--all" */
  readonly showsAll?: string;
  /** Shows every error in full, before the others. @default false */
  readonly errorsInFull?: boolean;
  /** Rows of the terminal. @default 50 */
  readonly height?: number;
}

/** Up to this many findings are shown in full. */
const fewFindings = 10;

const severities: readonly Severity[] = ["error", "warning", "info"];

/** Severities that are shown with a line for each kind, and those that are only counted: in turn, until all is on a screen. */
const shorter: readonly { readonly inLines: readonly Severity[]; readonly counted: readonly Severity[] }[] = [
  { inLines: [], counted: [] },
  { inLines: [], counted: ["info"] },
  { inLines: ["warning"], counted: ["info"] },
  { inLines: ["error", "warning"], counted: ["info"] },
];

/**
 * Renders findings for a terminal: in full if they are few, and otherwise grouped by kind, the most serious first, each
 * kind with its number and some positions. Of many kinds, it leaves out the positions of the less serious.
 */
export function renderTerminalGroups(diagnostics: readonly Diagnostic[], options: GroupedTerminalOptions): string {
  const ordered = sortDiagnostics(diagnostics);
  if (ordered.length <= fewFindings) return renderTerminal(diagnostics, options);
  const page = new FindingsPage(options);
  const { describe, errorsInFull = false, showsAll = "--all", height = 50 } = options;
  const isInFull = ({ severity }: Diagnostic) => errorsInFull && severity === "error";
  const blocks = ordered.filter(isInFull).map((diagnostic) => page.block(diagnostic));
  const groups = groupByKind(ordered.filter((diagnostic) => !isInFull(diagnostic)));
  const hint = `\`telltale explain ID\` says more about a finding; ${showsAll} shows each of them with its lines and its fix.`;
  const end = `${hint}\n${page.summary(ordered)}\n`;
  const texts = shorter.map(({ inLines, counted }) => {
    const isOf = (some: readonly Severity[]) => (group: Group) => some.includes(group[0].severity);
    const whole = groups.filter((group) => !isOf([...inLines, ...counted])(group));
    const sections = [
      ...blocks,
      ...whole.map((group) => page.group(group, firstSentence(describe(group[0].id)))),
      ...inLines.map((severity) => groups.filter(isOf([severity])).map((group) => page.groupLine(group))),
      ...counted.map((severity) => page.counts(groups.filter(isOf([severity])))),
    ];
    return [...sections.filter(isFilled).map((lines) => `${lines.join("\n")}\n`), end].join("\n");
  });
  return texts.find((text) => text.split("\n").length <= height) ?? texts.at(-1)!;
}

function isFilled(lines: readonly string[]): boolean {
  return lines.length > 0;
}

/** The rest says when the severity differs. */
function firstSentence(description: string): string {
  return /^.*?\.(?= [A-Z]|$)/.exec(description)?.[0] ?? description;
}

type Group = readonly [Diagnostic, ...Diagnostic[]];

function groupByKind(ordered: readonly Diagnostic[]): readonly Group[] {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>();
  for (const diagnostic of ordered) {
    const key = `${diagnostic.severity} ${diagnostic.id}`;
    const group = groups.get(key);
    if (group) group.push(diagnostic);
    else groups.set(key, [diagnostic]);
  }
  const rank = ([{ severity }]: Group) => severities.indexOf(severity);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.length - a.length);
}
