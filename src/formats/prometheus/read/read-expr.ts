import { type Expr as LogqlExpr, ruleDialect as logqlRules, parse as parseLogql } from "../../../logql/index.js";
import { type Expr, type ParseError, parse } from "../../../promql/index.js";
import type { Decoder, YamlEntry, YamlNode } from "../../../yaml/index.js";
import type { SourceText } from "../source-rules.js";
import { rangeIn } from "../source-text.js";
import type { RuleFileReader } from "./rule-file-reader.js";
import { ruleText } from "./rule-text.js";

export interface ParsedExpr {
  readonly expr: SourceText | undefined;
  readonly parsed: Expr | undefined;
  readonly logql: LogqlExpr | undefined;
  readonly exprErrors: readonly ParseError[];
}

/** Reads a rule's expression and reports its syntax errors. */
export function readExpr(reader: RuleFileReader, fields: ReadonlyMap<string, YamlEntry>, rule: YamlNode): ParsedExpr {
  const { decoder } = reader;
  const expr = ruleText(reader, fields, "expr");
  if (expr === undefined) {
    const range = fields.get("expr")?.value ?? { start: rule.start, end: rule.start };
    decoder.report("rules/missing-expr", range, "the rule has no expression", { fix: "set expr" });
    return { expr, parsed: undefined, logql: undefined, exprErrors: [] };
  }
  if (reader.language === "logql") {
    const { expr: logql, errors } = parseLogql(expr.value, logqlRules);
    reportSyntaxErrors(decoder, expr, errors, "logql/syntax");
    return { expr, parsed: undefined, logql, exprErrors: errors };
  }
  const { expr: parsed, errors } = parse(expr.value, reader.dialect);
  reportSyntaxErrors(decoder, expr, errors, "promql/syntax");
  return { expr, parsed, logql: undefined, exprErrors: errors };
}

/** Reports the syntax errors of an expression at their positions in the file. */
export function reportSyntaxErrors<Id extends "promql/syntax" | "logql/syntax">(
  decoder: Decoder<Id>,
  expr: SourceText,
  errors: readonly ParseError[],
  id: Id,
): void {
  for (const { message, start, end, hint } of errors) {
    decoder.report(id, rangeIn(expr, start, end), message, {
      ...(hint !== undefined && { fix: hint }),
      excerpt: { text: expr.value, start, end },
      related: [decoder.related("the expression starts here", { start: expr.start, end: expr.start })],
    });
  }
}
