import { resolve } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Severity } from "../../diagnostics/finding.js";
import { suggestion } from "../../diagnostics/suggestion.js";
import type { CheckLevel } from "../../model/project/check-settings.js";
import type { Config } from "../../model/project/config.js";
import { allFindings } from "../all-findings.js";
import { compileGlob, type Matcher, shellGlobs } from "../files/glob.js";
import { portablePath } from "../files/portable-path.js";

/** The findings to report, and their severities. */
export interface FindingLevels {
  readonly levels: Readonly<Record<string, CheckLevel>>;
  /** For some files. The last one that matches a file and has the id counts. */
  readonly overrides: readonly { readonly matches: Matcher; readonly levels: Readonly<Record<string, CheckLevel>> }[];
  /** The folder that patterns of files are relative to. */
  readonly root: string;
}

/** The levels that a configuration sets. */
export function levelsOf({ checks = {}, overrides = [] }: Pick<Config, "checks" | "overrides">, root: string) {
  const compiled = overrides.map(({ files, checks: levels }) => {
    return { matches: matchAny(files), levels };
  });
  return { levels: checks, overrides: compiled, root } satisfies FindingLevels;
}

/** Matches paths by several patterns; `rules/` stands for everything in that folder. */
export function matchAny(patterns: readonly string[]): Matcher {
  const globs = patterns.map((pattern) => compileGlob(pattern.replace(/\/$/, "/**"), shellGlobs)!);
  return (path) => globs.some((matches) => matches(path));
}

/** Sets the severities of findings, and leaves out those that are off. */
export function setLevels(diagnostics: readonly Diagnostic[], { levels, overrides, root }: FindingLevels) {
  if (Object.keys(levels).length === 0 && overrides.length === 0) return diagnostics;
  const levelFor = ({ id, span }: Diagnostic): CheckLevel | undefined => {
    const file = span && portablePath(root, resolve(root, span.file));
    const override = overrides.findLast(({ matches, levels: own }) => id in own && file !== undefined && matches(file));
    return override?.levels[id] ?? levels[id];
  };
  return diagnostics.flatMap((diagnostic) => {
    const level = levelFor(diagnostic);
    if (level === undefined) return diagnostic;
    return level === "off" ? [] : { ...diagnostic, severity: level };
  });
}

const severities: readonly Severity[] = ["info", "warning", "error"];

/** A choice of findings for one report. */
export interface FindingFilter {
  /** Ids, or topics: `promql` stands for all that begin with `promql/`. Undefined for all. */
  readonly only?: readonly string[] | undefined;
  readonly minSeverity?: Severity | undefined;
}

export function filterFindings(diagnostics: readonly Diagnostic[], { only, minSeverity = "info" }: FindingFilter) {
  const lowest = severities.indexOf(minSeverity);
  return diagnostics.filter(({ id, severity }) => isChosen(id, only) && severities.indexOf(severity) >= lowest);
}

/** True for an id that is to be reported. */
export function isChosen(id: string, only: FindingFilter["only"]): boolean {
  return only === undefined || only.some((name) => isNamed(id, name));
}

function isNamed(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name.replace(/\/$/, "")}/`);
}

/** Describes a name that is neither the id of a finding nor a topic. */
export function unknownFinding(name: string): string | undefined {
  const ids = Object.keys(allFindings);
  if (ids.some((id) => isNamed(id, name))) return undefined;
  const topics = [...new Set(ids.map((id) => id.slice(0, id.indexOf("/"))))];
  return `there is no finding "${name}": ${suggestion(name, name.includes("/") ? ids : topics)}`;
}
