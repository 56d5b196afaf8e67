import { resolve } from "../../model/definition/per-environment.js";
import type { Slo } from "../../model/slo/slo.js";
import { budgetOf } from "../../model/slo/slo-series.js";
import { type Expr, selectors, walk } from "../../promql/index.js";
import { locateInCall } from "../../source/locate-in-call.js";
import type { SourceFiles } from "../../source/source-files.js";
import { parseRule, type SystemContext } from "../facts.js";
import type { MutableRule, MutantDraft } from "../mutable-rule.js";
import { mutateExpression } from "../mutate-expression.js";
import { mutateFields } from "../rule/mutate-fields.js";

type Draft = Omit<MutantDraft, "alerts" | "series">;

/** The SLO that a rule was generated from; undefined for a rule that somebody wrote. */
export function sloOf({ artifact, compiled }: MutableRule): Slo | undefined {
  const definition = compiled?.definition;
  if (!definition?.group?.isOfSlo) return undefined;
  const slos = artifact.system.definitions.flatMap((one) => (one.kind === "slo" ? [one] : []));
  return slos.find(({ rules, alerts }) => [...rules, ...alerts].some((one) => one === definition));
}

/**
 * Changes an SLO: the expressions of its indicator, its objective, the severities of its alerts and their runbook.
 * Everything else in its rules is generated. A change counts once, however many of the rules it reaches.
 */
export function mutateSloRule(
  rule: MutableRule,
  slo: Slo,
  context: SystemContext,
  sources: SourceFiles,
): readonly Draft[] {
  const fields = mutateFields(rule, context, sources)
    .filter(({ kind }) => kind === "severity" || kind === "runbook")
    .map((draft) => ({ ...draft, key: changeKey(slo, draft) }));
  const drafts = [
    ...indicatorDrafts(rule, context, sources),
    ...objectiveDrafts(rule, slo, context, sources),
    ...fields,
  ];
  return drafts.map((draft) => ({ ...draft, owner: slo.name, subject: `SLO "${slo.name}"` }));
}

/** Changes the parts that read series of services. Their windows, and the functions over them, are generated. */
function indicatorDrafts(rule: MutableRule, context: SystemContext, sources: SourceFiles): readonly Draft[] {
  const expr = rule.compiled?.query.expr;
  if ("alert" in rule.rule || !expr) return [];
  return mutateExpression(rule, context, sources, indicatorParts(expr)).filter(
    ({ kind }) => kind !== "window" && kind !== "function",
  );
}

/** The parts of an expression that read series, but none of an SLO. */
function indicatorParts(expr: Expr): readonly Expr[] {
  const names = selectors(expr).map(({ name = "" }) => name);
  if (names.length === 0) return [];
  if (!names.some((name) => name.startsWith("slo:"))) return [expr];
  const children: Expr[] = [];
  walk(expr, (node, parent) => void (parent?.expr === expr && children.push(node)));
  return children.flatMap(indicatorParts);
}

/** Enlarges and reduces the error budget by a tenth, in the conditions of all alerts. */
function objectiveDrafts(
  rule: MutableRule,
  slo: Slo,
  { dialect }: SystemContext,
  sources: SourceFiles,
): readonly Draft[] {
  const { artifact, group, index, rule: data } = rule;
  const budget = resolve(budgetOf(slo), artifact.settings.environment);
  const expr = "alert" in data ? parseRule(data.expr, dialect) : undefined;
  if (!expr || budget === undefined) return [];
  const numbers: Expr[] = [];
  walk(expr, (node) => void (node.kind === "number" && node.value === budget && numbers.push(node)));
  if (numbers.length === 0) return [];
  const span = locateInCall(slo.origin, [{ argument: 1, path: ["objective"] }], sources) ?? slo.origin.span;
  return [budget * 1.1, budget * 0.9].map((other) => {
    const words = { kind: "threshold" as const, before: percentage(budget), after: percentage(other) };
    const changed = replaceAll(data.expr, numbers, String(Number(other.toPrecision(6))));
    return {
      ...words,
      ...{ system: artifact.system.name, owner: slo.name, subject: slo.name, key: changeKey(slo, words) },
      ...(span && { span }),
      patch: { kind: "rule", path: artifact.path, group, index, rule: { ...data, expr: changed } },
    };
  });
}

function replaceAll(text: string, parts: readonly Expr[], replacement: string): string {
  return parts
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end }) => `${result.slice(0, start)}${replacement}${result.slice(end)}`, text);
}

/** The objective with an error budget. */
function percentage(budget: number): string {
  return `${Number(((1 - budget) * 100).toPrecision(8))}%`;
}

function changeKey({ system, name }: Slo, { kind, before, after }: Pick<Draft, "kind" | "before" | "after">): string {
  return JSON.stringify([system, "slo", name, kind, before, after]);
}
