import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import type { Severity } from "../diagnostics/finding.js";
import type { AllowanceBook } from "./allow.js";
import type { Check, DashboardSubject, EstateSubject, Finding, Found, QuerySubject, RuleSubject } from "./check.js";
import { checkFindings } from "./findings.js";

type Subject = QuerySubject | RuleSubject | DashboardSubject | EstateSubject;

export interface RunOptions {
  readonly checks: readonly Check[];
  readonly book: AllowanceBook;
  /** The worst that a finding can be. */
  readonly worst: Severity;
}

/** Runs every check on everything of an estate that it is for. */
export function runChecks(estate: EstateSubject, { checks, book, worst }: RunOptions): Diagnostic[] {
  const found: Diagnostic[] = [];
  /** What was found in the expression, and the rule, that is looked at. */
  const told = new Set<string>();
  const isToldOf = ({ after }: Check) => told.size > 0 && after?.some((id) => told.has(id));
  const report = (check: Check, subject: Subject, findings: Iterable<Finding>) => {
    for (const finding of findings) {
      told.add(check.id);
      const verdict = book.judge(check.id, [finding.allow, subject.allow]);
      if (verdict === "allowed") continue;
      const diagnostic = diagnosticOf(check, subject, finding, worst);
      found.push(verdict === "found" ? diagnostic : withExpiry(diagnostic, verdict.expired));
    }
  };
  const [onQuery, onRule, onDashboard, onEstate] = [
    checks.filter((check) => check.on === "query"),
    checks.filter((check) => check.on === "rule"),
    checks.filter((check) => check.on === "dashboard"),
    checks.filter((check) => check.on === "estate"),
  ];
  const checkQuery = (query: QuerySubject) => {
    told.clear();
    for (const check of onQuery) if (!isToldOf(check)) report(check, query, check.run(query));
  };
  // A rule right after its expression: what was found out about that is still at hand.
  for (const rule of estate.rules) {
    if (rule.query) checkQuery(rule.query);
    else told.clear();
    for (const check of onRule) if (!isToldOf(check)) report(check, rule, check.run(rule));
  }
  for (const query of estate.queries) if (!query.rule) checkQuery(query);
  for (const dashboard of estate.dashboards) {
    for (const check of onDashboard) report(check, dashboard, check.run(dashboard));
  }
  for (const check of onEstate) report(check, estate, check.run(estate));
  return found;
}

const rank: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function diagnosticOf(check: Check, subject: Subject, finding: Finding, worst: Severity): Diagnostic {
  const { summary, details, fix, related } = finding;
  const severity = finding.severity ?? checkFindings[check.id].severity;
  const name = finding.subject ?? subject.name;
  const { span, excerpt } = placeOf(finding.at);
  return {
    id: check.id,
    severity: rank[severity] > rank[worst] ? worst : severity,
    summary,
    ...(details !== undefined && { details }),
    ...(fix !== undefined && { fix }),
    ...(name !== "" && { subject: name }),
    ...(span && { span }),
    ...(excerpt && { excerpt }),
    ...(related && { related }),
  };
}

function placeOf(at: Found | Span | undefined): Partial<Found> {
  if (at === undefined) return {};
  return "file" in at ? { span: at } : at;
}

function withExpiry(
  diagnostic: Diagnostic,
  { until, reason }: { readonly until: string | undefined; readonly reason: string },
) {
  const expiry = `It was allowed until ${until}: ${reason}`;
  return { ...diagnostic, details: diagnostic.details === undefined ? expiry : `${diagnostic.details} ${expiry}` };
}
