import type { RuleField } from "../../compile/prometheus/rule-field-parts.js";
import type { Recording } from "../../compile/series-lookup.js";
import { LineTable, type TextRange } from "../../diagnostics/positions.js";
import {
  namePosition,
  parseDuration,
  rangeIn,
  type SourceGroup,
  type SourceLabel,
  type SourceRule,
  type SourceRuleFile,
} from "../../formats/prometheus/index.js";
import type { Allowances } from "../../model/definition/definition.js";
import { settingMs } from "../../model/project/project.js";
import type { Allowance, AllowanceRegister } from "../allow.js";
import type { CheckContext, QuerySubject, RuleSubject } from "../check.js";
import { type AllowComment, findCommentedLines, readAllowComments } from "../comments.js";
import type { SubjectInputs } from "./inputs.js";
import { querySubject } from "./query-subject.js";

/** Creates the subjects of a file's rules in file order, with the allowances of comments. */
export function fileRules(source: SourceRuleFile, text: string, inputs: SubjectInputs): RuleSubject[] {
  const rules = source.groups.flatMap((group) => group.rules.map((rule) => ({ rule, group })));
  const allowed = readAllowances(
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

/** A rule as Prometheus evaluates it: with the labels of its group, which the rule's own labels override. */
function withGroupLabels({ data }: SourceRule, group: SourceGroup): SourceRule["data"] {
  return group.data.labels ? { ...data, labels: { ...group.data.labels, ...data.labels } } : data;
}

function ruleSubject(
  rule: SourceRule,
  group: SourceGroup,
  source: SourceRuleFile,
  allow: Allowances | undefined,
  inputs: SubjectInputs,
): RuleSubject {
  const { context } = inputs;
  const kindName = rule.kind === "alert" ? "alert" : "recording rule";
  const name = rule.name ? `${kindName} "${rule.name.value}"` : `${kindName} without a name`;
  const { parsed, logql, expr, exprErrors } = rule;
  const locate = (start: number, end: number) => ({
    span: source.span(rangeIn(expr!, start, end)),
    excerpt: undefined,
  });
  const fields = { name, allow, context, in: kindName, locate } as const;
  const subject: RuleSubject & { query: QuerySubject | undefined } = {
    kind: "rule",
    name,
    allow,
    context,
    data: withGroupLabels(rule, group),
    group: group.data.name,
    interval: intervalOf(group, context),
    identity: undefined,
    query: undefined,
    logql:
      logql && expr && exprErrors.length === 0
        ? { ...fields, kind: "logql", expr: logql, text: expr.value, streams: [] }
        : undefined,
    locate: (field, key) => source.span(fieldRange(rule, group, field, key)),
  };
  if (parsed && expr && exprErrors.length === 0) {
    subject.query = querySubject({ ...fields, expr: parsed, text: expr.value, window: undefined }, inputs, subject);
  }
  return subject;
}

/** The interval of a group; without one of its own, that of the server, where it is known. */
function intervalOf({ data }: SourceGroup, { settings }: CheckContext): number | undefined {
  const own = data.interval === undefined ? 0 : parseDuration(data.interval);
  if (own !== 0) return own;
  return settings.evaluationInterval && settingMs(settings.evaluationInterval);
}

function fieldRange(
  rule: SourceRule,
  group: SourceGroup,
  field: RuleField | undefined,
  key: string | undefined,
): TextRange {
  const among = field === "labels" ? [...rule.labels, ...group.labels] : rule.annotations;
  const keyed = key === undefined ? undefined : labelRange(among, key);
  const name = namePosition(rule);
  if (keyed) return keyed;
  if (field === "alert" || field === "record") return name;
  return (field && rule.fields.get(field)) ?? name;
}

function labelRange(labels: readonly SourceLabel[], key: string): TextRange | undefined {
  return labels.find(({ name }) => name.value === key)?.value;
}

/** Reads allowances from comments. Returns them by the index of the rule. */
function readAllowances(
  rules: readonly SourceRule[],
  source: SourceRuleFile,
  text: string,
  allowances: AllowanceRegister,
): (rule: number) => Allowances | undefined {
  const comments = readAllowComments(text, source.file);
  if (comments.length === 0) return () => undefined;
  const table = new LineTable(text);
  const line = (offset: number) => table.position(offset).line;
  const ranges = rules.map(({ start, end }) => ({ first: line(start), last: line(Math.max(start, end - 1)) }));
  const lines = text.split(/\r\n|\r|\n/);
  const byRule = new Map<number | "file" | undefined, Allowance[]>();
  for (const comment of comments) {
    const rule = comment.isForFile ? "file" : findCommentedLines(comment, ranges, lines);
    const name = typeof rule === "number" ? rules[rule]!.name?.value : undefined;
    byRule.set(rule, [...(byRule.get(rule) ?? []), toAllowance(comment, name)]);
  }
  const whole = allowances.addAll(byRule.get("file") ?? []);
  // A comment that belongs to no rule is added too, and reported as unused.
  allowances.addAll(byRule.get(undefined) ?? []);
  const added = new Map<number, Allowances | undefined>();
  for (const [rule, own] of byRule) if (typeof rule === "number") added.set(rule, allowances.addAll(own));
  return (rule) => allowances.merge(added.get(rule), whole);
}

function toAllowance({ id, until, reason, span }: AllowComment, name: string | undefined): Allowance {
  return { id, until, reason, locate: () => span, subject: name === undefined ? undefined : `rule "${name}"` };
}
