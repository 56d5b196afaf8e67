import { isAlertingRule, parseDuration } from "../../formats/prometheus/index.js";
import type { TemplateLimit } from "../../gotemplate/index.js";
import { metricName, parse, selectors } from "../../promql/index.js";
import { partsOfField } from "../prometheus/rule-field-parts.js";
import { createSubject, reportError, type Scope, type Subject } from "../scope.js";
import type { OwnedRule } from "./rule-uid.js";
import type { GroupToConvert } from "./rules.js";

/** The interval of Grafana's scheduler, in milliseconds. Intervals of groups are multiples of it. */
export const schedulerMs = 10_000;

/** Reports options of a group that rules of Grafana do not have. */
export function checkGroup(scope: Scope, group: GroupToConvert): void {
  const { data, rules } = group;
  const definition = rules.find(({ compiled }) => compiled?.definition.group)?.compiled?.definition.group;
  const subject = definition ? createSubject("rule group", data.name, definition) : subjectOf(group, rules[0]);
  if (data.limit !== undefined && data.limit > 0) {
    reportError(scope, "definition/unsupported", subject, {
      summary: "a group of Grafana-managed rules has no limit",
      details: "A rule that returns more alerts than expected would send them all.",
      fix: 'remove limit, or leave the rules to Prometheus: alerting: "prometheus"',
      option: ["limit"],
    });
  }
  const interval = data.interval === undefined ? undefined : parseDuration(data.interval);
  if (interval !== undefined && interval % schedulerMs !== 0) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `Grafana cannot evaluate rules every ${data.interval}`,
      details: "Intervals of Grafana-managed rules are multiples of 10 seconds.",
      fix: "use a multiple of 10s",
      option: ["interval"],
    });
  }
}

const maxTitleLength = 190;

/** Series that Prometheus writes for its own alerts, and Grafana does not. */
const alertSeries: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** Reports what a rule of Prometheus has, and one of Grafana cannot. */
export function checkGrafanaRule(scope: Scope, group: GroupToConvert, rule: OwnedRule): void {
  const { data, compiled } = rule;
  const subject = subjectOf(group, rule);
  const title = isAlertingRule(data) ? data.alert : data.record;
  if (title.length > maxTitleLength) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `the name has ${title.length} characters, and the title of a rule in Grafana at most ${maxTitleLength}`,
      fix: "shorten it",
    });
  }
  if (group.artifact.kind === "loki rules") return;
  const expr = compiled?.query.expr ?? parse(data.expr, scope.dialects.rule).expr;
  const read =
    expr &&
    selectors(expr)
      .map(metricName)
      .find((name) => name !== undefined && alertSeries.has(name));
  if (read === undefined) return;
  reportError(scope, "definition/unsupported", subject, {
    summary: `Grafana writes no ${read} series: the expression would never return anything`,
    details: "Prometheus keeps the state of its alerts in them. Grafana-managed rules have no such series.",
    fix: "repeat the condition of the other alert in this expression",
    parts: partsOfField(isAlertingRule(data) ? "alert" : "recordingRule", "expr"),
  });
}

/** A template of a rule: that of a label or an annotation. */
interface RuleText {
  readonly group: GroupToConvert;
  readonly rule: OwnedRule;
  readonly field: "labels" | "annotations";
  readonly name: string;
  readonly text: string;
}

/** Reports a part of a template that Grafana cannot execute. */
export function reportTemplateLimit(
  scope: Scope,
  { group, rule, field, name, text }: RuleText,
  { what, start, end }: TemplateLimit,
): void {
  reportError(scope, "definition/unsupported", subjectOf(group, rule), {
    summary: `templates of Grafana-managed rules have no ${what}`,
    details: `Grafana would print the template of "${name}" instead of the text.`,
    fix: "use $labels, $value, and functions that format them",
    parts: partsOfField("alert", field, name),
    excerpt: { text, start, end },
  });
}

/** The definition of a rule: the rule itself, or the file that it is in. */
function subjectOf({ artifact }: GroupToConvert, rule: OwnedRule | undefined): Subject {
  const definition = rule?.compiled?.definition;
  if (definition?.kind === "alert") return createSubject("alert", definition.name, definition);
  if (definition) return createSubject("recording rule", definition.record, definition);
  return artifact.raw
    ? createSubject("rule file", artifact.raw.name, artifact.raw)
    : createSubject("system", artifact.system.name, artifact.system);
}
