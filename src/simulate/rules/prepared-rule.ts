import { compareText } from "../../diagnostics/order.js";
import { parseDuration } from "../../formats/prometheus/duration.js";
import { isAlertingRule, type Rule } from "../../formats/prometheus/types.js";
import { type Expr as LogqlExpr, ruleDialect as logqlRules, parse as parseLogql } from "../../logql/index.js";
import { type Dialect, type Expr, parse } from "../../promql/index.js";
import type { RuleGroupSource, RuleReference } from "./group.js";

/** A rule with its expression parsed and its labels sorted. */
export interface PreparedRule {
  readonly kind: "alert" | "record";
  readonly reference: RuleReference;
  readonly name: string;
  /** Undefined if the expression is not PromQL, or does not parse: see `error`. */
  readonly expr: Expr | undefined;
  /** The expression of a rule that Loki evaluates; undefined if it does not parse. */
  readonly logql: LogqlExpr | undefined;
  readonly error: string | undefined;
  readonly hold: number;
  readonly keepFiring: number;
  /** Includes the labels of the group. */
  readonly labels: readonly (readonly [string, string])[];
  readonly annotations: readonly (readonly [string, string])[];
}

/** Parses the rules of a group, or some of them: expressions, durations and labels. */
export function prepareRules(
  group: RuleGroupSource,
  dialect: Dialect,
  isNeeded: (reference: RuleReference) => boolean = () => true,
): PreparedRule[] {
  return group.rules.flatMap((rule, index) => {
    const reference = { file: group.file, group: group.name, index };
    return isNeeded(reference) ? [prepareRule(rule, reference, group, dialect)] : [];
  });
}

function prepareRule(rule: Rule, reference: RuleReference, group: RuleGroupSource, dialect: Dialect): PreparedRule {
  const isOfLoki = group.language === "logql";
  const { expr, logql, error } = isOfLoki ? parseLogqlRule(rule) : parseRule(rule, dialect);
  return {
    kind: isAlertingRule(rule) ? "alert" : "record",
    reference,
    name: isAlertingRule(rule) ? rule.alert : rule.record,
    expr,
    logql,
    error,
    hold: isAlertingRule(rule) ? durationOrZero(rule.for) : 0,
    // Loki ignores it.
    keepFiring: isAlertingRule(rule) && !isOfLoki ? durationOrZero(rule.keep_firing_for) : 0,
    labels: sorted({ ...group.labels, ...rule.labels }),
    annotations: isAlertingRule(rule) ? sorted(rule.annotations ?? {}) : [],
  };
}

type ParsedExpression = Pick<PreparedRule, "expr" | "logql" | "error">;

interface ParsedRule extends ParsedExpression {
  readonly dialect: Dialect;
}

/**
 * Caches parsed expressions, since many tests run the same rules. Rules are immutable and the result depends only on the
 * rule and the dialect, so sharing it is safe.
 */
const parseCache = new WeakMap<Rule, ParsedRule>();

function parseRule(rule: Rule, dialect: Dialect): ParsedRule {
  const cached = parseCache.get(rule);
  if (cached && isSameDialect(cached.dialect, dialect)) return cached;
  const { expr, errors } = parse(rule.expr, dialect);
  const [error] = errors;
  const parsed = {
    ...{ dialect, expr: error ? undefined : expr, logql: undefined },
    error: error && `parse error: ${error.message}`,
  };
  parseCache.set(rule, parsed);
  return parsed;
}

const logqlCache = new WeakMap<Rule, ParsedExpression>();

function parseLogqlRule(rule: Rule): ParsedExpression {
  const cached = logqlCache.get(rule);
  if (cached) return cached;
  const { expr, errors } = parseLogql(rule.expr, logqlRules);
  const [error] = errors;
  const parsed = { expr: undefined, logql: error ? undefined : expr, error: error?.message };
  logqlCache.set(rule, parsed);
  return parsed;
}

function isSameDialect(a: Dialect, b: Dialect): boolean {
  const sameVersion = a.version.major === b.version.major && a.version.minor === b.version.minor;
  return sameVersion && a.features.size === b.features.size && [...a.features].every((one) => b.features.has(one));
}

function durationOrZero(duration: string | undefined): number {
  return duration === undefined ? 0 : (parseDuration(duration) ?? 0);
}

function sorted(labels: NonNullable<Rule["labels"]>): (readonly [string, string])[] {
  return Object.entries(labels).sort(([a], [b]) => compareText(a, b));
}
