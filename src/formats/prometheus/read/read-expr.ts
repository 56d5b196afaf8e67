import { type Expr, type ParseError, parse } from "../../../promql/index.js";
import type { Decoder, YamlEntry, YamlNode } from "../../../yaml/index.js";
import type { SourceText } from "../source-rules.js";
import { rangeIn } from "../source-text.js";
import type { RuleFileReader } from "./rule-file-reader.js";
import { ruleText } from "./rule-text.js";

export interface ParsedExpr {
  readonly expr: SourceText | undefined;
  readonly parsed: Expr | undefined;
  readonly exprErrors: readonly ParseError[];
}

/** Reads a rule's expression and reports its syntax errors. */
export function readExpr(reader: RuleFileReader, fields: ReadonlyMap<string, YamlEntry>, rule: YamlNode): ParsedExpr {
  const { decoder } = reader;
  const expr = ruleText(reader, fields, "expr");
  if (expr === undefined) {
    const range = fields.get("expr")?.value ?? { start: rule.start, end: rule.start };
    decoder.report("rules/missing-expr", range, "the rule has no expression", { fix: "set expr" });
    return { expr, parsed: undefined, exprErrors: [] };
  }
  const { expr: parsed, errors } = parse(expr.value, reader.dialect);
  reportSyntaxErrors(decoder, expr, errors);
  return { expr, parsed, exprErrors: errors };
}

/** Reports the syntax errors of an expression at their positions in the file. */
export function reportSyntaxErrors(
  decoder: Decoder<"promql/syntax">,
  expr: SourceText,
  errors: readonly ParseError[],
): void {
  for (const { message, start, end, hint } of errors) {
    decoder.report("promql/syntax", rangeIn(expr, start, end), message, {
      ...(hint !== undefined && { fix: hint }),
      excerpt: { text: expr.value, start, end },
      related: [decoder.related("the expression starts here", { start: expr.start, end: expr.start })],
    });
  }
}
