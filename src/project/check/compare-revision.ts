import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import { baselineFindings } from "../findings.js";
import { checkOutRevision } from "../git/checkout-revision.js";
import { type BaselineEntry, matchEntries, toEntries } from "./baseline.js";
import type { CheckOptions } from "./check.js";

/** Findings compared with those of an earlier revision. */
export interface RevisionComparison {
  /** Findings that the revision did not have. */
  readonly fresh: readonly Diagnostic[];
  /** Findings that are gone. */
  readonly resolved: readonly BaselineEntry[];
  readonly unchanged: number;
}

/** The findings of a run, and the folder that their relative paths start from. */
interface Run {
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the same check on the files of a revision, and compares. Findings match on any line of a file. */
export async function compareRevision(
  revision: string,
  now: Run,
  options: CheckOptions,
  run: (options: CheckOptions) => Promise<Run>,
): Promise<RevisionComparison | { readonly problem: Diagnostic }> {
  const checkout = checkOutRevision(options.cwd, revision);
  if ("problem" in checkout) return { problem: noRevision(checkout.problem) };
  try {
    const before = await run({ ...options, cwd: checkout.cwd });
    // Files that the change adds are missing there.
    const findings = before.diagnostics.filter(({ id }) => !id.startsWith("files/"));
    const entries = toEntries(findings, { cwd: checkout.copy, root: before.root });
    const base = { cwd: checkout.repository, root: now.root };
    const { fresh, known, left } = matchEntries(sortDiagnostics(now.diagnostics), entries, base);
    return { fresh, resolved: left, unchanged: known };
  } finally {
    checkout.remove();
  }
}

function noRevision(problem: string): Diagnostic {
  return {
    ...finding(baselineFindings, "baseline/no-revision"),
    summary: `cannot compare with an earlier revision: ${problem}`,
    details: "Without it, every finding would seem new.",
    fix: "correct the name given with --since; in CI, fetch the history (fetch-depth: 0)",
  };
}
