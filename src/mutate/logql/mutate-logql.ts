import { definedRuleDialect, type Expr, parse, print } from "../../logql/index.js";
import { durationMs } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import { servicesOf } from "../../model/system/catalogue.js";
import { formatDuration, windowVariable } from "../../promql/index.js";
import { locate } from "../../source/locate-expression.js";
import type { SourceFiles } from "../../source/source-files.js";
import { createDraft } from "../create-draft.js";
import type { MutableRule, MutantDraft } from "../mutable-rule.js";
import { logqlEdits } from "./logql-edits.js";

/** Changes the expression of a rule that Loki evaluates, one part at a time. */
export function mutateLogql(
  rule: MutableRule,
  sources: SourceFiles,
): readonly Omit<MutantDraft, "alerts" | "series">[] {
  const { compiled, artifact } = rule;
  if (!compiled?.query.logql || compiled.query.errors.length > 0) return [];
  const { definition, query } = compiled;
  const { settings, system } = artifact;
  const { composed, logql } = query;
  const own = definition.window === undefined ? undefined : resolve(definition.window, settings.environment);
  const window = durationMs(own ?? settings.window);
  const streams = [...composed.references.logs, ...servicesOf(system).flatMap(({ logs }) => logs)];
  const selecting = new Set(streams.flatMap(({ selector }) => Object.keys(selector)));
  const facts = { text: composed.text, window, isOfStream: (label: string) => selecting.has(label) };
  const seen = new Set([printed(logql!, window)]);
  return logqlEdits(logql!, facts).flatMap((edit) => {
    const { start, end, replacement } = edit;
    const { expr, errors } = parse(
      `${composed.text.slice(0, start)}${replacement}${composed.text.slice(end)}`,
      definedRuleDialect,
    );
    if (!expr || errors.length > 0) return [];
    const changed = printed(expr, window);
    if (seen.has(changed)) return [];
    seen.add(changed);
    const written = { text: composed.text, locate: (from: number, to: number) => locate(composed, from, to, sources) };
    return [createDraft(edit, changed, rule, written)];
  });
}

function printed(expr: Expr, window: number | undefined): string {
  return print(expr, {
    variables: (name) => (name === windowVariable && window !== undefined ? formatDuration(window) : undefined),
  });
}
