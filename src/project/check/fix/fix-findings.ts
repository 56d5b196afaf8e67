import { resolve } from "node:path";
import type { OutsideFile } from "../../../check/files/check-files.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { Fix } from "./apply-edits.js";
import { planFixes, type Recheck } from "./plan-fixes.js";
import { unifiedDiff } from "./unified-diff.js";
import { refusal, replaceFile } from "./write-fixes.js";

/** The fixes of a run. */
export interface FixResult {
  /** The findings that are fixed. */
  readonly findings: ReadonlySet<Diagnostic>;
  readonly count: number;
  /** The files that changed, or would. */
  readonly files: readonly string[];
  /** All changes, in the unified format. */
  readonly diff: string;
  /** Fixes that were not applied, because they do more or less than they should. */
  readonly unverified: number;
  /** Files with fixes that are not written, and the reasons. */
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
}

/** The run that findings are from. */
interface Run {
  readonly root: string;
  readonly fixable?: {
    readonly files: readonly OutsideFile[];
    readonly findings: readonly Diagnostic[];
    readonly recheck: Recheck;
  };
}

/**
 * Fixes findings in the files that were given, as far as each fix does what it says and nothing else.
 *
 * @param mode - `show` only renders the changes
 */
export async function fixFindings(
  diagnostics: readonly Diagnostic[],
  { root, fixable }: Run,
  mode: "write" | "show",
): Promise<FixResult> {
  const fixes = diagnostics.flatMap((finding): Fix[] => (finding.edits ? [{ finding, edits: finding.edits }] : []));
  if (fixable === undefined || fixes.length === 0) return nothingFixed;
  const reasons = new Map<string, string>();
  const texts = new Map<string, string>();
  const touched = new Set(fixes.flatMap(({ edits }) => edits.map(({ span }) => span.file)));
  for (const { path, text } of fixable.files) {
    if (!touched.has(path)) continue;
    const reason = refusal(resolve(root, path), text);
    if (reason === undefined) texts.set(path, text);
    else reasons.set(path, reason);
  }
  const candidates = fixes.filter(({ edits }) => edits.every(({ span }) => texts.has(span.file)));
  const plan = await planFixes(texts, candidates, fixable.findings, fixable.recheck);
  const diffs: string[] = [];
  const written = new Set<string>();
  for (const [path, text] of plan.texts) {
    const before = texts.get(path)!;
    const problem = mode === "write" ? replaceFile(resolve(root, path), before, text) : undefined;
    if (problem === undefined) {
      written.add(path);
      diffs.push(unifiedDiff(path, before, text));
    } else reasons.set(path, problem);
  }
  const applied = plan.fixes.filter(({ edits }) => edits.every(({ span }) => written.has(span.file)));
  return {
    findings: new Set(applied.map(({ finding }) => finding)),
    count: applied.length,
    files: [...written],
    diff: diffs.join(""),
    unverified: candidates.length - plan.fixes.length,
    refused: Array.from(reasons, ([file, reason]) => ({ file, reason })),
  };
}

const nothingFixed: FixResult = {
  findings: new Set(),
  count: 0,
  files: [],
  diff: "",
  unverified: 0,
  refused: [],
};
