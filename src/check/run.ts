import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/finding.js";
import type { ExpressionLocation } from "../source/locate-expression.js";
import type { Allowance, AllowanceTracker } from "./allow.js";
import type { Check, CheckOn, EstateSubject, Finding, QuerySubject, Subject } from "./check.js";
import { type CheckId, checkFindings } from "./findings.js";
import { panelSubject } from "./subjects/panel-subject.js";

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly allowances: AllowanceTracker;
  /** Findings of a higher severity are lowered to this. */
  readonly maxSeverity: Severity;
}

/** Runs every check on every subject of an estate that it is for. */
export function runChecks(estate: EstateSubject, options: RunOptions): Diagnostic[] {
  const { checks } = options;
  const onQuery = checks.filter((check) => check.on === "query");
  const onLogql = checks.filter((check) => check.on === "logql");
  const onRule = checks.filter((check) => check.on === "rule");
  const onPanel = checks.filter((check) => check.on === "panel");
  const onDashboard = checks.filter((check) => check.on === "dashboard");
  const onSlo = checks.filter((check) => check.on === "slo");
  const onEstate = checks.filter((check) => check.on === "estate");
  const all: Diagnostic[] = [];
  const collect = ({ diagnostics, failed }: CheckResult) => {
    all.push(...diagnostics);
    return failed;
  };
  for (const rule of estate.rules) {
    const query = rule.query?.analyze();
    const failed = query ? collect(runOn(query, [], onQuery, none, options)) : none;
    collect(runOn(rule, [query], onRule, failed, options));
  }
  const inPanels = new Set<QuerySubject>();
  for (const dashboard of estate.dashboards) {
    collect(runOn(dashboard, [], onDashboard, none, options));
    for (const panel of dashboard.panels) {
      const allow = options.allowances.merge(panel.allow, dashboard.allow);
      const subject = panelSubject(panel, dashboard, allow);
      for (const query of subject.queries) collect(runOn(query, [], onQuery, none, options));
      collect(runOn(subject, [], onPanel, none, options));
      for (const query of panel.queries) inPanels.add(query);
    }
  }
  for (const query of estate.queries) {
    if (!query.rule && !inPanels.has(query)) collect(runOn(query.analyze(), [], onQuery, none, options));
  }
  for (const slo of estate.slos) collect(runOn(slo, [], onSlo, none, options));
  for (const query of estate.logqlQueries) collect(runOn(query, [], onLogql, none, options));
  collect(runOn(estate, [], onEstate, none, options));
  return all;
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
  for (const check of checks) {
    if (check.after?.some((id) => failed.has(id) || failedBefore.has(id))) continue;
    for (const finding of check.run(subject, ...args)) {
      failed.add(check.id);
      const match = allowances.match(check.id, [finding.allow, subject.allow]);
      if (match === "allowed") continue;
      const diagnostic = toDiagnostic(check.id, subject, finding, maxSeverity);
      diagnostics.push(match === "not allowed" ? diagnostic : withExpiry(diagnostic, match.expired));
    }
  }
  return { diagnostics, failed };
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
  };
}

function toLocation(at: ExpressionLocation | Span | undefined): Partial<ExpressionLocation> {
  if (at === undefined) return {};
  return "file" in at ? { span: at } : at;
}

function withExpiry(diagnostic: Diagnostic, { until, reason }: Allowance): Diagnostic {
  const expiry = `It was allowed until ${until}: ${reason}`;
  return { ...diagnostic, details: diagnostic.details === undefined ? expiry : `${diagnostic.details} ${expiry}` };
}
