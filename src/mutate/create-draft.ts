import type { Excerpt, Span } from "../diagnostics/diagnostic.js";
import type { Edit } from "./expression/edit.js";
import type { MutableRule, MutantDraft } from "./mutable-rule.js";

/** The text of an expression as it was written. */
export interface WrittenText {
  readonly text: string;
  locate(start: number, end: number): { readonly span: Span | undefined; readonly excerpt: Excerpt | undefined };
}

/** Describes a change to the expression of a rule. */
export function createDraft(
  edit: Edit,
  expr: string,
  { rule, artifact, group, index, subject, key }: MutableRule,
  { text, locate }: WrittenText,
): Omit<MutantDraft, "alerts" | "series"> {
  const { kind, start, end, before = text.slice(start, end), after = edit.replacement } = edit;
  const { span, excerpt } = locate(start, end);
  return {
    ...{ kind, system: artifact.system.name, subject, before, after },
    owner: "alert" in rule ? rule.alert : rule.record,
    ...(span && { span }),
    ...(excerpt && { excerpt }),
    key: `${key} ${kind} ${start} ${edit.replacement} ${after}`,
    patch: { kind: "rule", path: artifact.path, group, index, rule: { ...rule, expr } },
  };
}
