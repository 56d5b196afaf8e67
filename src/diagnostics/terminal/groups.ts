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
}

/** Up to this many findings are shown in full. */
const fewFindings = 10;

const severities: readonly Severity[] = ["error", "warning", "info"];

/**
 * Renders findings for a terminal: in full if they are few, and otherwise grouped by kind, the most serious first, each
 * kind with its number and some positions.
 */
export function renderTerminalGroups(diagnostics: readonly Diagnostic[], options: GroupedTerminalOptions): string {
  const ordered = sortDiagnostics(diagnostics);
  if (ordered.length <= fewFindings) return renderTerminal(diagnostics, options);
  const page = new FindingsPage(options);
  const { describe, errorsInFull = false, showsAll = "--all" } = options;
  const isInFull = ({ severity }: Diagnostic) => errorsInFull && severity === "error";
  const blocks = ordered.filter(isInFull).map((diagnostic) => page.block(diagnostic));
  const groups = groupByKind(ordered.filter((diagnostic) => !isInFull(diagnostic))).map((group) =>
    page.group(group, firstSentence(describe(group[0].id))),
  );
  const hint = `\`telltale explain ID\` says more about a finding; ${showsAll} shows each of them with its lines and its fix.`;
  const sections = [...blocks, ...groups].map((lines) => `${lines.join("\n")}\n`);
  return [...sections, `${hint}\n${page.summary(ordered)}\n`].join("\n");
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
