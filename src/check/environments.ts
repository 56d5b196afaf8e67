import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** A finding in the output of one environment. */
export interface EnvironmentFinding {
  readonly diagnostic: Diagnostic;
  readonly environment: string;
  /** The environments that the definition is compiled for. */
  readonly among: readonly string[];
}

/**
 * Merges equal findings of several environments, and those of expressions that one call makes: of a single mistake there.
 * Names the environments unless it is all of them.
 */
export function mergeEnvironments(findings: readonly EnvironmentFinding[]): Diagnostic[] {
  const same = new Map<string, { readonly first: EnvironmentFinding; readonly environments: Set<string> }>();
  for (const one of findings) {
    const key = keyOf(one.diagnostic);
    const before = same.get(key);
    if (before) before.environments.add(one.environment);
    else same.set(key, { first: one, environments: new Set([one.environment]) });
  }
  return Array.from(same.values(), ({ first: { diagnostic, among }, environments }) => {
    if (environments.size === among.length) return diagnostic;
    const where = `in ${[...environments].join(", ")}`;
    if (diagnostic.subject === undefined) return { ...diagnostic, summary: `${diagnostic.summary} (${where})` };
    return { ...diagnostic, subject: `${diagnostic.subject}, ${where}` };
  });
}

/** The subject of a finding tells it from others of its place, unless the expression is written elsewhere: in a library. */
function keyOf({ excerpt, subject, ...finding }: Diagnostic): string {
  return JSON.stringify([finding, excerpt && finding.span ? undefined : subject]);
}
