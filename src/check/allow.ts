import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { type FindingEntry, type FindingTable, finding } from "../diagnostics/finding.js";
import { nearest } from "../diagnostics/nearest.js";
import type { Allowances } from "../model/definition/definition.js";
import { allowFindings, checkFindings } from "./findings.js";
import { smokeFindings } from "./smoke-findings.js";

/** One exception to a check. */
export interface Allowance {
  readonly id: string;
  readonly reason: string;
  /** The last day on which it applies, as `2027-01-31`. */
  readonly until: string | undefined;
  locate(): Span | undefined;
  /** The definition or rule that it is written on, in the user's words. */
  readonly subject: string | undefined;
}

/** Result of matching a finding with allowances. */
export type AllowanceMatch = "allowed" | "not allowed" | { readonly expired: Allowance };

/** Takes the allowances of subjects, and matches findings with them. */
export interface AllowanceRegister {
  /** Adds the allowances of a definition. `locate` is only called for those with a problem: it takes time. */
  add(allow: Allowances | undefined, locate: () => Span | undefined, subject: string): Allowances | undefined;
  /** Adds allowances read from comments. */
  addAll(allowances: readonly Allowance[]): Allowances | undefined;
  /** Merges the allowances of something with those of what contains it. */
  merge(inner: Allowances | undefined, outer: Allowances | undefined): Allowances | undefined;
  /** Matches a finding with the allowances that apply to it, and marks the matching one as used. */
  match(id: string, scopes: readonly (Allowances | undefined)[]): AllowanceMatch;
}

/**
 * Matches findings with allowances, and remembers which allowances were needed. Subjects carry the `Allowances` object
 * that was added for them; adding one again, for another environment, changes nothing.
 */
export class AllowanceTracker implements AllowanceRegister {
  readonly #today: string;
  readonly #judged: FindingTable;
  readonly #entries = new Map<Allowances, readonly Allowance[]>();
  readonly #used = new Set<Allowance>();

  /** `today` decides which allowances have expired; `judged` are the findings that this run can have. */
  constructor(today: string, judged: FindingTable) {
    this.#today = today;
    this.#judged = judged;
  }

  add(allow: Allowances | undefined, locate: () => Span | undefined, subject: string): Allowances | undefined {
    if (allow === undefined || allow === null || this.#entries.has(allow)) return allow;
    const added = Object.entries(allow).map(([id, value]): Allowance => {
      const { reason, until } = typeof value === "string" ? { reason: value, until: undefined } : value;
      return { id, reason, until, locate, subject };
    });
    this.#entries.set(allow, added);
    return allow;
  }

  /** `key` is the result for the same allowances in an earlier run. */
  addAll(allowances: readonly Allowance[], key?: Allowances): Allowances | undefined {
    if (allowances.length === 0) return undefined;
    key ??= Object.fromEntries(allowances.map(({ id, reason }) => [id, reason]));
    this.#entries.set(key, allowances);
    return key;
  }

  /** `merged` is the result for the same allowances in an earlier run. */
  merge(inner: Allowances | undefined, outer: Allowances | undefined, merged?: Allowances): Allowances | undefined {
    if (!inner || !outer) return inner ?? outer;
    merged ??= { ...outer, ...inner };
    this.#entries.set(merged, [...this.#entriesOf(inner), ...this.#entriesOf(outer)]);
    return merged;
  }

  match(id: string, scopes: readonly (Allowances | undefined)[]): AllowanceMatch {
    let expired: Allowance | undefined;
    for (const allowance of scopes.flatMap((allow) => (allow ? this.#entriesOf(allow) : []))) {
      if (allowance.id !== id || isMalformed(allowance)) continue;
      this.#used.add(allowance);
      if (allowance.until === undefined || allowance.until >= this.#today) return "allowed";
      expired = allowance;
    }
    return expired ? { expired } : "not allowed";
  }

  /** Reports the problems of the allowances themselves, once every finding has been matched. */
  *report(allFindings: FindingTable): Generator<Diagnostic> {
    for (const allowance of new Set([...this.#entries.values()].flat())) {
      const problem = this.#findProblem(allowance, allFindings);
      if (problem === undefined) continue;
      const { subject } = allowance;
      const span = allowance.locate();
      yield {
        ...problem,
        ...finding(allowFindings, problem.id),
        ...(subject !== undefined && { subject }),
        ...(span && { span }),
      };
    }
  }

  #entriesOf(allow: Allowances): readonly Allowance[] {
    return this.#entries.get(allow) ?? [];
  }

  #findProblem(allowance: Allowance, allFindings: FindingTable) {
    const { id } = allowance;
    if (!isAllowable(id)) return unknownCheck(id, allFindings);
    if (isMalformed(allowance)) return malformed(allowance);
    if (!Object.hasOwn(this.#judged, id) || this.#used.has(allowance)) return undefined;
    return {
      id: "allow/unused" as const,
      summary: `the allowance of ${id} matches no finding`,
      details: "The problem it was written for is gone. Left in place, it would hide the next one.",
      fix: "remove it",
    };
  }
}

/** All other findings keep something from being read, compiled or run, and must be fixed. */
const allowable: Readonly<Record<string, FindingEntry>> = { ...checkFindings, ...smokeFindings };

/** True for a finding that a definition or a comment can allow. */
export function isAllowable(id: string): boolean {
  return Object.hasOwn(allowable, id);
}

function unknownCheck(id: string, allFindings: FindingTable) {
  if (Object.hasOwn(allFindings, id)) {
    return {
      id: "allow/unknown-check" as const,
      summary: `${id} cannot be allowed`,
      details: "Only the findings of checks can.",
    };
  }
  const near = nearest(id, Object.keys(allowable));
  return {
    id: "allow/unknown-check" as const,
    summary: `there is no check ${JSON.stringify(id)}`,
    ...(near !== undefined && { fix: `write ${near}` }),
  };
}

function malformed({ id, reason, until }: Allowance) {
  return reason.trim() === ""
    ? {
        id: "allow/malformed" as const,
        summary: `${id} is allowed without a reason`,
        details: "Later readers need the reason to judge whether it still holds. Without one, it has no effect.",
        fix: "add the reason",
      }
    : {
        id: "allow/malformed" as const,
        summary: `${id} is allowed until ${JSON.stringify(until)}, which is not a date`,
        details: "Until the date is corrected, the allowance has no effect.",
        fix: "write the date as 2027-01-31",
      };
}

function isMalformed({ reason, until }: Allowance): boolean {
  return reason.trim() === "" || (until !== undefined && !isDate(until));
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
