import { durationMs } from "../model/definition/duration.js";
import { resolve } from "../model/definition/per-environment.js";
import { type Dialect, type Expr, formatDuration, inferAllLabels, print, windowVariable } from "../promql/index.js";
import { ruleKey } from "../simulate/rules/group.js";
import { locate } from "../source/locate-expression.js";
import type { SourceFiles } from "../source/source-files.js";
import { createDraft, type WrittenText } from "./create-draft.js";
import type { Edit } from "./expression/edit.js";
import { expressionEdits } from "./expression/expression-edits.js";
import { parseRule, type SystemContext } from "./facts.js";
import type { MutableRule, MutantDraft } from "./mutable-rule.js";

/** An expression as it was written, before it is printed. */
interface WrittenExpression extends WrittenText {
  readonly expr: Expr;
  readonly dialect: Dialect;
  /** The value of `${window}`, in milliseconds. */
  readonly window: number | undefined;
}

/** Changes the expression of a rule, one part at a time; only within some parts of it, if they are given. */
export function mutateExpression(
  rule: MutableRule,
  context: SystemContext,
  sources: SourceFiles,
  within?: readonly Expr[],
): readonly Omit<MutantDraft, "alerts" | "series">[] {
  const written = writtenExpression(rule, context, sources);
  if (!written) return [];
  const { text, expr, window } = written;
  const labels = inferAllLabels(expr, context.lookUp);
  const { artifact, group, index } = rule;
  const isComparedAbove = context.isComparedAbove(ruleKey({ file: artifact.path, group, index }));
  const facts = { ...context, text, labels, window, isComparedAbove };
  const seen = new Set([printed(expr, written)]);
  return expressionEdits(expr, facts).flatMap((edit) => {
    if (within && !within.some(({ start, end }) => edit.start >= start && edit.end <= end)) return [];
    const changed = applyEdit(edit, written);
    if (changed === undefined || seen.has(changed)) return [];
    seen.add(changed);
    return [createDraft(edit, changed, rule, written)];
  });
}

function writtenExpression(
  { rule, compiled, artifact }: MutableRule,
  context: SystemContext,
  sources: SourceFiles,
): WrittenExpression | undefined {
  if (!compiled) {
    const expr = parseRule(rule.expr, context.dialect);
    const span = artifact.raw?.origin.span;
    const locateRaw = (start: number, end: number) => ({ span, excerpt: { text: rule.expr, start, end } });
    return expr && { text: rule.expr, expr, dialect: context.dialect, window: undefined, locate: locateRaw };
  }
  const { query, definition } = compiled;
  const { composed, dialect, expr } = query;
  if (!expr || query.errors.length > 0) return undefined;
  const { settings } = artifact;
  const window = definition.window === undefined ? undefined : resolve(definition.window, settings.environment);
  return {
    ...{ text: composed.text, expr, dialect },
    window: durationMs(window ?? settings.window),
    locate: (start, end) => locate(composed, start, end, sources),
  };
}

/** Returns the expression with a change, as it is printed; undefined if it is no longer valid. */
function applyEdit({ start, end, replacement }: Edit, written: WrittenExpression): string | undefined {
  const text = `${written.text.slice(0, start)}${replacement}${written.text.slice(end)}`;
  const expr = parseRule(text, written.dialect);
  return expr && printed(expr, written);
}

function printed(expr: Expr, { window }: WrittenExpression): string {
  return print(expr, {
    variables: (name) => (name === windowVariable && window !== undefined ? formatDuration(window) : undefined),
  });
}
