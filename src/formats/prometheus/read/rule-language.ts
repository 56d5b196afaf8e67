import { parse, ruleDialect } from "../../../logql/index.js";
import type { SourceRule } from "../source-rules.js";
import type { ReadRuleFileResult } from "./read-rule-file.js";

/**
 * True for a file of rules that Loki evaluates: it has expressions that are LogQL and not PromQL, or the namespace that
 * Loki's tools write, and none that is PromQL alone.
 */
export function isRuleFileOfLoki(text: string, { file }: ReadRuleFileResult): boolean {
  const rules = file?.groups.flatMap((group) => group.rules) ?? [];
  const hasNamespace =
    /^["']?namespace["']?[ \t]*:/m.test(text) && !/^["']?(?:apiVersion|kind)["']?[ \t]*:/m.test(text);
  if (rules.length === 0 || (!hasNamespace && rules.every(isPromql))) return false;
  const isOnlyLogql = (rule: SourceRule) => !isPromql(rule) && isLogql(rule);
  return (
    (hasNamespace || rules.some(isOnlyLogql)) &&
    rules.every((rule) => !isPromql(rule) || isLogql(rule)) &&
    rules.some(isLogql)
  );
}

function isPromql({ exprErrors }: SourceRule): boolean {
  return exprErrors.length === 0;
}

function isLogql({ expr }: SourceRule): boolean {
  return expr !== undefined && parse(expr.value, ruleDialect).errors.length === 0;
}
