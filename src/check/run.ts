import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/finding.js";
import type { ExpressionLocation } from "../source/locate-expression.js";
import type { Allowance, AllowanceRegister } from "./allow.js";
import type {
  AnalyzedQuery,
  Check,
  CheckOn,
  DashboardSubject,
  EstateSubject,
  Finding,
  LogqlSubject,
  RoutingSubject,
  RuleSubject,
  SloSubject,
  Subject,
} from "./check.js";
import type { CollectionSubject } from "./collection-subject.js";
import { type CheckId, checkFindings } from "./findings.js";
import { sampleMessages } from "./notification/facts/sample-messages.js";
import { panelSubject } from "./subjects/panel-subject.js";

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly allowances: AllowanceRegister;
  /** Findings of a higher severity are lowered to this. */
  readonly maxSeverity: Severity;
}

/**
 * Runs every check on every subject of an estate that it is for.
 *
 * @param part - the subjects to check one by one. The whole estate is compared with itself in any case
 */
export function runChecks(estate: EstateSubject, options: RunOptions, part = estate): readonly Diagnostic[] {
  const run = new CheckRun(options);
  const inPanels = new Set(part.dashboards.flatMap(({ panels }) => panels.flatMap(({ queries }) => queries)));
  const others = part.queries.filter((query) => !query.rule && !inPanels.has(query));
  return [
    ...part.rules.flatMap((rule) => run.rule(rule)),
    ...part.dashboards.flatMap((dashboard) => run.dashboard(dashboard)),
    ...others.flatMap((query) => run.query(query.analyze())),
    ...part.slos.flatMap((slo) => run.slo(slo)),
    ...part.logqlQueries.flatMap((query) => run.logql(query)),
    ...part.routings.flatMap((routing) => run.routing(routing)),
    ...run.estate(estate),
  ];
}

/** Runs the checks on one subject after the other. An analyzed query is large, and is kept for its subject only. */
export class CheckRun {
  readonly #options: RunOptions;
  /** The checks for each kind of subject. */
  readonly #chosen = new Map<string, readonly Check[]>();

  constructor(options: RunOptions) {
    this.#options = options;
  }

  rule(rule: RuleSubject): readonly Diagnostic[] {
    const query = rule.query?.analyze();
    const ofQuery = query && this.#run(query, [], "query");
    const ofRule = this.#run(rule, [query], "rule", ofQuery?.failed);
    return [...(ofQuery?.diagnostics ?? []), ...ofRule.diagnostics];
  }

  dashboard(dashboard: DashboardSubject): readonly Diagnostic[] {
    const panels = dashboard.panels.flatMap((panel) => {
      const allow = this.#options.allowances.merge(panel.allow, dashboard.allow);
      const subject = panelSubject(panel, dashboard, allow);
      const ofQueries = subject.queries.flatMap((query) => this.query(query));
      return [...ofQueries, ...this.#run(subject, [], "panel").diagnostics];
    });
    return [...this.#run(dashboard, [], "dashboard").diagnostics, ...panels];
  }

  query(query: AnalyzedQuery): readonly Diagnostic[] {
    return this.#run(query, [], "query").diagnostics;
  }

  logql(query: LogqlSubject): readonly Diagnostic[] {
    return this.#run(query, [], "logql").diagnostics;
  }

  slo(slo: SloSubject): readonly Diagnostic[] {
    return this.#run(slo, [], "slo").diagnostics;
  }

  /** Messages are large, and are kept for their alert only. */
  routing(routing: RoutingSubject): readonly Diagnostic[] {
    const diagnostics = [...this.#run(routing, [], "routing").diagnostics];
    for (const messages of sampleMessages(routing)) {
      diagnostics.push(...this.#run(messages, [], "messages").diagnostics);
    }
    return diagnostics;
  }

  collection(collection: CollectionSubject): readonly Diagnostic[] {
    return this.#run(collection, [], "collection").diagnostics;
  }

  estate(estate: EstateSubject): readonly Diagnostic[] {
    return this.#run(estate, [], "estate").diagnostics;
  }

  #run<S extends Subject, Args extends readonly unknown[]>(
    subject: S,
    args: Args,
    on: Check["on"],
    failedBefore: ReadonlySet<CheckId> = none,
  ): CheckResult {
    // Checks of this kind take this subject and these arguments.
    const checks = this.#checksFor(subject, on) as readonly unknown[] as readonly CheckOn<S, Args>[];
    return runOn(subject, args, checks, failedBefore, this.#options);
  }

  /** Chooses the checks once for all subjects of a kind. */
  #checksFor(subject: Subject, on: Check["on"]): readonly Check[] {
    const kind = kindOfRule(subject);
    const key = `${on} ${kind} ${subject.context.catalogue !== undefined}`;
    const chosen =
      this.#chosen.get(key) ??
      afterCauses(this.#options.checks.filter((check) => check.on === on && isFor(check, subject, kind)));
    this.#chosen.set(key, chosen);
    return chosen;
  }
}

/** Orders checks so that each comes behind those that may report the cause of what it finds. */
function afterCauses(checks: readonly Check[]): readonly Check[] {
  const ordered = new Set<Check>();
  const add = (check: Check): void => {
    const causes = checks.filter(({ id }) => check.after?.includes(id));
    for (const cause of causes) if (!ordered.has(cause)) add(cause);
    ordered.add(check);
  };
  checks.forEach(add);
  return [...ordered];
}

interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  /** The checks that reported something, allowed or not. */
  readonly failed: ReadonlySet<CheckId>;
}

const none: ReadonlySet<CheckId> = new Set();

/**
 * Runs checks on one subject. A check is skipped if one of its `after` checks has reported the cause: on this subject, or
 * (`failedBefore`) on the expression of this rule.
 */
function runOn<S extends Subject, Args extends readonly unknown[]>(
  subject: S,
  args: Args,
  checks: readonly CheckOn<S, Args>[],
  failedBefore: ReadonlySet<CheckId>,
  { allowances, maxSeverity }: RunOptions,
): CheckResult {
  const diagnostics: Diagnostic[] = [];
  const failed = new Set<CheckId>();
  const parts = "parts" in subject ? (subject as Subject as AnalyzedQuery).parts : undefined;
  for (const check of checks) {
    if (parts && check.reads && parts[check.reads].length === 0) continue;
    if (check.after?.some((id) => failed.has(id) || failedBefore.has(id))) continue;
    for (const finding of check.run(subject, ...args)) {
      failed.add(check.id);
      const match = allowances.match(check.id, [finding.allow, subject.allow]);
      if (match === "allowed") continue;
      const diagnostic = toDiagnostic(check.id, subject, finding, check.keepsSeverity ? "error" : maxSeverity);
      diagnostics.push(match === "not allowed" ? diagnostic : withExpiry(diagnostic, match.expired));
    }
  }
  return { diagnostics, failed };
}

/** False for a check that finds nothing on a subject, by what it is for. */
export function isFor(
  check: Pick<Check, "of" | "needsCatalogue">,
  subject: Subject,
  kind = kindOfRule(subject),
): boolean {
  if (check.of !== undefined && check.of !== kind) return false;
  return !check.needsCatalogue || subject.context.catalogue !== undefined;
}

/** The kind of a rule; of an expression, what it is in. */
function kindOfRule(subject: Subject): string | undefined {
  if (subject.kind === "rule") return "alert" in subject.data ? "alert" : "recording rule";
  return subject.kind === "query" ? subject.in : undefined;
}

const rank: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function toDiagnostic(id: CheckId, subject: Subject, finding: Finding, maxSeverity: Severity): Diagnostic {
  const { summary, details, fix, related } = finding;
  const severity = finding.severity ?? checkFindings[id].severity;
  const name = finding.subject ?? subject.name;
  const { span, excerpt } = toLocation(finding.at);
  return {
    id,
    severity: rank[severity] > rank[maxSeverity] ? maxSeverity : severity,
    summary,
    ...(details !== undefined && { details }),
    ...(fix !== undefined && { fix }),
    ...(name !== "" && { subject: name }),
    ...(span && { span }),
    ...(excerpt && { excerpt }),
    ...(related && { related }),
    ...appliedEdits(finding),
  };
}

/** The edits of a finding, unless one is of a text that is in no file. */
function appliedEdits({ edits = [] }: Finding): Pick<Diagnostic, "edits"> {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length > 0 && known.length === edits.length ? { edits: known } : {};
}

function toLocation(at: ExpressionLocation | Span | undefined): Partial<ExpressionLocation> {
  if (at === undefined) return {};
  return "file" in at ? { span: at } : at;
}

function withExpiry(diagnostic: Diagnostic, { until, reason }: Allowance): Diagnostic {
  const expiry = `It was allowed until ${until}: ${reason}`;
  return { ...diagnostic, details: diagnostic.details === undefined ? expiry : `${diagnostic.details} ${expiry}` };
}
