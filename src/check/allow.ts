import { definitionFindings, logqlFindings } from "../compile/findings.js";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/finding.js";
import { nearest } from "../diagnostics/nearest.js";
import { alertmanagerFindings } from "../formats/alertmanager/findings.js";
import { dashboardFileFindings } from "../formats/grafana/findings.js";
import { jsonFindings } from "../formats/json/findings.js";
import { ruleFileFindings } from "../formats/prometheus/findings.js";
import { templateFindings } from "../gotemplate/findings.js";
import type { Allowances } from "../model/definition/definition.js";
import { promqlFindings } from "../promql/findings.js";
import { yamlFindings } from "../yaml/findings.js";
import { allowFindings, smokeFindings } from "./findings.js";

/** One exception that someone has made. */
export interface Allowance {
  readonly id: string;
  readonly reason: string;
  /** The last day it holds, as `2027-01-31`. */
  readonly until: string | undefined;
  place(): Span | undefined;
  /** What it was made for, in the user's words. */
  readonly subject: string | undefined;
}

/** What an exception means for one finding. */
export type Verdict = "allowed" | "found" | { readonly expired: Allowance };

/**
 * Keeps account of exceptions: which there are, which hold, which were needed. Subjects carry the `Allowances` they
 * were entered under; the same ones entered again, for another environment, are the same exceptions.
 */
export class AllowanceBook {
  readonly #today: string;
  readonly #ids: ReadonlySet<string>;
  readonly #entries = new Map<Allowances, readonly Allowance[]>();
  readonly #used = new Set<Allowance>();

  /** Days are compared with `today`; `ids` are the checks there are. */
  constructor(today: string, ids: ReadonlySet<string>) {
    this.#today = today;
    this.#ids = ids;
  }

  /** Enters what a definition says. To find its place takes time: it is asked for when there is something to say. */
  enter(allow: Allowances | undefined, place: () => Span | undefined, subject: string): Allowances | undefined {
    if (allow === undefined || this.#entries.has(allow)) return allow;
    const made = Object.entries(allow).map(([id, value]): Allowance => {
      const { reason, until } = typeof value === "string" ? { reason: value, until: undefined } : value;
      return { id, reason, until, place, subject };
    });
    this.#entries.set(allow, made);
    return allow;
  }

  /** Enters what comments say. */
  enterAll(allowances: readonly Allowance[]): Allowances | undefined {
    if (allowances.length === 0) return undefined;
    const key: Allowances = Object.fromEntries(allowances.map(({ id, reason }) => [id, reason]));
    this.#entries.set(key, allowances);
    return key;
  }

  /** The exceptions of something and of what it is in, as one. */
  join(inner: Allowances | undefined, outer: Allowances | undefined): Allowances | undefined {
    if (!inner || !outer) return inner ?? outer;
    const joined: Allowances = { ...outer, ...inner };
    this.#entries.set(joined, [...this.#of(inner), ...this.#of(outer)]);
    return joined;
  }

  /** Whether a finding of a check is allowed, and notes that the exception was needed. */
  judge(id: string, places: readonly (Allowances | undefined)[]): Verdict {
    let expired: Allowance | undefined;
    for (const allowance of places.flatMap((allow) => (allow ? this.#of(allow) : []))) {
      if (allowance.id !== id || isMalformed(allowance)) continue;
      this.#used.add(allowance);
      if (allowance.until === undefined || allowance.until >= this.#today) return "allowed";
      expired = allowance;
    }
    return expired ? { expired } : "found";
  }

  /** What is wrong with the exceptions themselves, once everything has been judged. */
  *problems(): Generator<Diagnostic> {
    const all = new Set([...this.#entries.values()].flat());
    for (const allowance of all) {
      const { subject } = allowance;
      const problem = this.#problemOf(allowance);
      if (problem === undefined) continue;
      const span = allowance.place();
      yield {
        ...problem,
        ...finding(allowFindings, problem.id),
        ...(subject !== undefined && { subject }),
        ...(span && { span }),
      };
    }
  }

  #of(allow: Allowances): readonly Allowance[] {
    return this.#entries.get(allow) ?? [];
  }

  #problemOf(allowance: Allowance) {
    const { id } = allowance;
    const isWeighedElsewhere = id in smokeFindings;
    if (!isWeighedElsewhere && !this.#ids.has(id)) return unknownCheck(id, this.#ids);
    if (isMalformed(allowance)) return malformed(allowance);
    if (isWeighedElsewhere) return undefined;
    if (this.#used.has(allowance)) return undefined;
    return {
      id: "allow/unused" as const,
      summary: `${id} is allowed here, but finds nothing`,
      details: "What it was allowed for is gone. Left standing, it would hide the next one.",
      fix: "remove it",
    };
  }
}

/** What keeps something from being read or compiled has to be put right. */
const neverAllowed: ReadonlySet<string> = new Set(
  [
    allowFindings,
    yamlFindings,
    jsonFindings,
    promqlFindings,
    templateFindings,
    ruleFileFindings,
    alertmanagerFindings,
    dashboardFileFindings,
    definitionFindings,
    logqlFindings,
  ].flatMap((ids) => Object.keys(ids)),
);

function unknownCheck(id: string, ids: ReadonlySet<string>) {
  if (neverAllowed.has(id)) return { id: "allow/unknown-check" as const, summary: `${id} cannot be allowed` };
  const near = nearest(id, ids);
  return {
    id: "allow/unknown-check" as const,
    summary: `no check is called ${JSON.stringify(id)}`,
    ...(near !== undefined && { fix: `write ${near}` }),
  };
}

function malformed({ id, reason, until }: Allowance) {
  return reason.trim() === ""
    ? {
        id: "allow/malformed" as const,
        summary: `${id} is allowed without a reason`,
        details: "Whoever reads it later must be able to judge whether it still holds. Until then it does not count.",
        fix: "say why",
      }
    : {
        id: "allow/malformed" as const,
        summary: `${id} is allowed until ${JSON.stringify(until)}, which is no day`,
        fix: "write the day as 2027-01-31",
      };
}

function isMalformed({ reason, until }: Allowance): boolean {
  return reason.trim() === "" || (until !== undefined && !isDay(until));
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
