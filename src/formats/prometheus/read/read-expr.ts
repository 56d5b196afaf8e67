import { type Expr as LogqlExpr, ruleDialect as logqlRules, parse as parseLogql } from "../../../logql/index.js";
import { type Dialect, type Expr, type ParseError, parse } from "../../../promql/index.js";
import type { Decoder, YamlEntry, YamlNode } from "../../../yaml/index.js";
import type { SourceText } from "../source-rules.js";
import { rangeIn } from "../source-text.js";
import type { RuleLanguage } from "../types.js";
import type { RuleFileReader } from "./rule-file-reader.js";
import { detectLanguage, languageNames } from "./rule-language.js";
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
  const parsed = parseExpr(expr.value, reader.language, reader.dialect);
  if (parsed.exprErrors.length === 0) return { expr, ...parsed };
  const other = reader.evidence && detectLanguage(expr.value, reader.dialect);
  if (other !== undefined && other !== reader.language) {
    reportMixedLanguages(reader, expr, other);
    return { expr, ...parseExpr(expr.value, other, reader.dialect) };
  }
  reportSyntaxErrors(decoder, expr, parsed.exprErrors, `${reader.language}/syntax`);
  return { expr, ...parsed };
}

function parseExpr(text: string, language: RuleLanguage, dialect: Dialect): Omit<ParsedExpr, "expr"> {
  if (language === "logql") {
    const { expr, errors } = parseLogql(text, logqlRules);
    return { parsed: undefined, logql: expr, exprErrors: errors };
  }
  const { expr, errors } = parse(text, dialect);
  return { parsed: expr, logql: undefined, exprErrors: errors };
}

/** Reports the first expression that is in the other language. The rest of the file is checked as if it were allowed. */
function reportMixedLanguages(reader: RuleFileReader, expr: SourceText, other: RuleLanguage): void {
  const { decoder, language, evidence } = reader;
  if (reader.hasReportedMix) return;
  reader.hasReportedMix = true;
  const related = [decoder.related(`this expression is ${languageNames[language]}`, evidence!)];
  decoder.report(
    "rules/mixed-languages",
    expr,
    `the expression is ${languageNames[other]} in a file of ${languageNames[language]}`,
    {
      details:
        "Rules in PromQL are evaluated by Prometheus, rules in LogQL by Loki. Both refuse a file that has the other's.",
      fix: "keep the rules of each language in files of their own",
      related,
    },
  );
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
