import type { RuleField } from "../../compile/prometheus/rule-field-parts.js";
import { LineTable, type TextRange } from "../../diagnostics/positions.js";
import {
  rangeIn,
  type SourceGroup,
  type SourceLabel,
  type SourceRule,
  type SourceRuleFile,
} from "../../formats/prometheus/index.js";
import type { Allowances } from "../../model/definition/definition.js";
import type { Allowance, AllowanceTracker } from "../allow.js";
import type { QuerySubject, RuleSubject } from "../check.js";
import { type AllowComment, findCommentedLines, readAllowComments } from "../comments.js";
import type { SubjectInputs } from "./inputs.js";
import { querySubject } from "./query-subject.js";
import type { Recording } from "./series-lookup.js";

/** The rules of a file in file order, each with what its comments allow. */
export function fileRules(source: SourceRuleFile, text: string, inputs: SubjectInputs): RuleSubject[] {
  const rules = source.groups.flatMap((group) => group.rules.map((rule) => ({ rule, group })));
  const allowed = allowancesOf(
    rules.map(({ rule }) => rule),
    source,
    text,
    inputs.allowances,
  );
  return rules.map(({ rule, group }, index) => ruleSubject(rule, group, source, allowed(index), inputs));
}

/** The recordings of a file. */
export function fileRecordings(source: SourceRuleFile): Recording[] {
  return source.groups.flatMap((group) =>
    group.rules.flatMap((rule) =>
      rule.kind === "record" && rule.name
        ? [{ record: rule.name.value, expr: rule.parsed, labels: withGroupLabels(rule, group).labels ?? {} }]
        : [],
    ),
  );
}

/** A rule as it is evaluated: Prometheus adds the labels of the group, and those of the rule go before them. */
function withGroupLabels({ data }: SourceRule, group: SourceGroup): SourceRule["data"] {
  return group.data.labels ? { ...data, labels: { ...group.data.labels, ...data.labels } } : data;
}

function ruleSubject(
  rule: SourceRule,
  group: SourceGroup,
  source: SourceRuleFile,
  allow: Allowances | undefined,
  { context, lookup }: SubjectInputs,
): RuleSubject {
  const what = rule.kind === "alert" ? "alert" : "recording rule";
  const name = rule.name ? `${what} "${rule.name.value}"` : `${what} without a name`;
  const subject: RuleSubject & { query: QuerySubject | undefined } = {
    kind: "rule",
    name,
    allow,
    context,
    data: withGroupLabels(rule, group),
    group: group.data.name,
    identity: undefined,
    query: undefined,
    locate: (field, key) => source.span(placeOf(rule, group, field, key)),
  };
  const { parsed, expr, exprErrors } = rule;
  if (parsed && expr && exprErrors.length === 0) {
    subject.query = querySubject(
      {
        name,
        allow,
        context,
        in: what,
        expr: parsed,
        text: expr.value,
        window: undefined,
        locate: (start, end) => ({ span: source.span(rangeIn(expr, start, end)), excerpt: undefined }),
      },
      lookup,
      subject,
    );
  }
  return subject;
}

function placeOf(
  rule: SourceRule,
  group: SourceGroup,
  field: RuleField | undefined,
  key: string | undefined,
): TextRange {
  const among = field === "labels" ? [...rule.labels, ...group.labels] : rule.annotations;
  const keyed = key === undefined ? undefined : labelPlace(among, key);
  const name = rule.name ?? { start: rule.start, end: rule.start + 1 };
  if (keyed) return keyed;
  if (field === "alert" || field === "record") return name;
  return (field && rule.fields.get(field)) ?? name;
}

function labelPlace(labels: readonly SourceLabel[], key: string): TextRange | undefined {
  return labels.find(({ name }) => name.value === key)?.value;
}

/** Allowances of comments, by the number of the rule. */
function allowancesOf(
  rules: readonly SourceRule[],
  source: SourceRuleFile,
  text: string,
  allowances: AllowanceTracker,
): (rule: number) => Allowances | undefined {
  const comments = readAllowComments(text, source.file);
  if (comments.length === 0) return () => undefined;
  const table = new LineTable(text);
  const line = (offset: number) => table.position(offset).line;
  const stretches = rules.map(({ start, end }) => ({ first: line(start), last: line(Math.max(start, end - 1)) }));
  const lines = text.split(/\r\n|\r|\n/);
  const byRule = new Map<number | "file" | undefined, Allowance[]>();
  for (const comment of comments) {
    const rule = comment.wholeFile ? "file" : findCommentedLines(comment, stretches, lines);
    const name = typeof rule === "number" ? rules[rule]!.name?.value : undefined;
    byRule.set(rule, [...(byRule.get(rule) ?? []), allowanceOf(comment, name)]);
  }
  const whole = allowances.addAll(byRule.get("file") ?? []);
  // One that belongs to no rule stays unused, and is reported as such.
  allowances.addAll(byRule.get(undefined) ?? []);
  const added = new Map<number, Allowances | undefined>();
  for (const [rule, own] of byRule) if (typeof rule === "number") added.set(rule, allowances.addAll(own));
  return (rule) => allowances.merge(added.get(rule), whole);
}

function allowanceOf({ id, until, reason, span }: AllowComment, name: string | undefined): Allowance {
  return { id, until, reason, locate: () => span, subject: name === undefined ? undefined : `rule "${name}"` };
}
