import type { AnyRulesArtifact, DashboardArtifact } from "../../compile/compiled.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { AllowanceTracker } from "../allow.js";
import type { DashboardSubject, LogqlSubject, QuerySubject, RuleSubject } from "../check.js";
import { checks } from "../registry.js";
import { CheckRun } from "../run.js";
import { compiledDashboard } from "../subjects/compiled-dashboard.js";
import { compiledRules } from "../subjects/compiled-rules.js";
import type { SubjectInputs } from "../subjects/inputs.js";
import { AllowanceLog } from "./allowance-log.js";

/** The subjects of one artifact: rules, or a dashboard. Their checks look at nothing else of its kind. */
export interface Part {
  readonly artifact: AnyRulesArtifact | DashboardArtifact;
  readonly rules: readonly RuleSubject[];
  readonly dashboard: DashboardSubject | undefined;
  readonly queries: readonly QuerySubject[];
  readonly logqlQueries: readonly LogqlSubject[];
  readonly added: AllowanceLog;
  findings: PartFindings | undefined;
}

/** The findings of a part, in three lists: those of all parts are in the order of the lists. */
export interface PartFindings {
  readonly main: readonly Diagnostic[];
  readonly ofQueries: readonly Diagnostic[];
  readonly ofLogql: readonly Diagnostic[];
  readonly matched: AllowanceLog;
}

/** Everything that subjects are created from, besides the artifact and allowances. */
export type PartInputs = Omit<SubjectInputs, "allowances">;

/** Creates the subjects of an artifact, or returns those of the last time. */
export function createPart(
  artifact: Part["artifact"],
  sources: SourceFiles,
  inputs: PartInputs,
  tracker: AllowanceTracker,
  before: Part | undefined,
): Part {
  if (before) {
    before.added.replay(tracker);
    return before;
  }
  const added = new AllowanceLog(tracker);
  const all = { ...inputs, allowances: added };
  if (artifact.kind === "grafana dashboard") {
    const { subject: dashboard, queries, logqlQueries } = compiledDashboard(artifact, sources, all);
    return { artifact, rules: [], dashboard, queries, logqlQueries, added, findings: undefined };
  }
  const rules = compiledRules(artifact, sources, all);
  return {
    ...{ artifact, rules, dashboard: undefined, added, findings: undefined },
    queries: rules.flatMap(({ query }) => query ?? []),
    logqlQueries: rules.flatMap(({ logql }) => logql ?? []),
  };
}

/** Runs the checks on a part, unless they ran before and the same allowances apply. */
export function checkPart(part: Part, tracker: AllowanceTracker): PartFindings {
  if (part.findings?.matched.replay(tracker)) return part.findings;
  const matched = new AllowanceLog(tracker);
  const run = new CheckRun({ checks, allowances: matched, maxSeverity: "error" });
  const { rules, dashboard, queries, logqlQueries } = part;
  const inPanels = new Set(dashboard?.panels.flatMap((panel) => panel.queries));
  const others = dashboard ? queries.filter((query) => !inPanels.has(query)) : [];
  part.findings = {
    main: dashboard ? run.dashboard(dashboard) : rules.flatMap((rule) => run.rule(rule)),
    ofQueries: others.flatMap((query) => run.query(query.analyze())),
    ofLogql: logqlQueries.flatMap((query) => run.logql(query)),
    matched,
  };
  return part.findings;
}

/** True if two artifacts hold rules of the same definitions, compiled to the same data. */
export function haveSameRules(one: AnyRulesArtifact, other: AnyRulesArtifact): boolean {
  if (one.path !== other.path || one.rules.length !== other.rules.length) return false;
  if (one.raw !== other.raw) return false;
  return one.rules.every((rule, index) => {
    const same = other.rules[index]!;
    return (
      rule.definition === same.definition &&
      rule.query.expr === same.query.expr &&
      rule.query.logql === same.query.logql &&
      rule.group === same.group &&
      JSON.stringify(rule.data) === JSON.stringify(same.data)
    );
  });
}
