import { lineTemplateOptions, parseTemplate } from "../../gotemplate/index.js";
import { loadRe2 } from "../../regexp/re2.js";
import type {
  Extraction,
  LabelFilter,
  LabelFormat,
  LineFilter,
  LineMatch,
  Stage,
  StringLiteral,
} from "../syntax/ast.js";
import { type ParsedPath, parseJsonPath, parseLogfmtKey } from "../syntax/extraction-path.js";
import { parseIpRange } from "../syntax/ip-range.js";
import { literalRange } from "../syntax/literal-range.js";
import { findLinePatternProblem } from "./pattern.js";

export interface StageProblem {
  readonly message: string;
  readonly at: { readonly start: number; readonly end: number };
}

/** Replaces dashboard variables, so that the rest of a text can be checked. */
type Mask = (text: string) => string;

/**
 * Finds the problem of a stage for which Loki refuses to run a query, in its words. `parse` has found those of the parsers
 * `pattern` and `regexp`, and of the patterns of matchers and label filters. With `mask`, texts may have dashboard
 * variables; those whose validity depends on the value of one have no problem.
 */
export function findStageProblem(stage: Stage, mask: Mask = (text) => text): StageProblem | undefined {
  switch (stage.kind) {
    case "line filter":
      return findFirst(stage.alternatives, (match) => findLineFilterProblem(stage.operator, match, mask));
    case "label filter":
      return findLabelFilterProblem(stage.filter, mask);
    case "json":
      return findFirst(stage.extractions, (one) => findExtractionProblem(one, parseJsonPath, mask));
    case "logfmt":
      return findFirst(stage.extractions, (one) => findExtractionProblem(one, parseLogfmtKey, mask));
    case "line_format":
      return findTemplateProblem(stage.template, "line", "invalid line template", mask);
    case "label_format":
      return findLabelFormatProblem(stage, mask);
    default:
      return undefined;
  }
}

function findFirst<T>(items: readonly T[], find: (item: T) => StageProblem | undefined): StageProblem | undefined {
  for (const item of items) {
    const problem = find(item);
    if (problem) return problem;
  }
  return undefined;
}

function findLineFilterProblem(
  operator: LineFilter["operator"],
  { isIp, pattern }: LineMatch,
  mask: Mask,
): StageProblem | undefined {
  if (isIp) return findIpProblem(pattern, mask, operator === "|=" || operator === "!=");
  const value = mask(pattern.value);
  const message = operator.endsWith("~")
    ? findRegexpProblem(value)
    : operator.endsWith(">")
      ? findLinePatternProblem(value)
      : undefined;
  return message === undefined ? undefined : { message, at: pattern };
}

function findIpProblem(range: StringLiteral, mask: Mask, isOperation = true): StageProblem | undefined {
  if (!isOperation) return { message: "ip: invalid operation", at: range };
  if (isIpRange(range.value) || mask(range.value) !== range.value) return undefined;
  return { message: `ip: invalid pattern: ${JSON.stringify(range.value)}`, at: range };
}

/** True for an IP address, or a range of them. */
export function isIpRange(text: string): boolean {
  return parseIpRange(text) !== undefined;
}

function findRegexpProblem(pattern: string): string | undefined {
  try {
    loadRe2().RE2JS.compile(pattern);
    return undefined;
  } catch (problem) {
    return `error parsing regexp: ${(problem as Error).message.replace(/^error parsing regexp: /, "")}`;
  }
}

/** The range of a filter that stands alone; others match nothing. */
function findLabelFilterProblem(filter: LabelFilter, mask: Mask): StageProblem | undefined {
  let inner = filter;
  while (inner.kind === "paren") inner = inner.inner;
  return inner.kind === "comparison" && inner.value.kind === "ip" ? findIpProblem(inner.value.range, mask) : undefined;
}

function findExtractionProblem(
  { label, path }: Extraction,
  parse: (text: string) => ParsedPath<unknown>,
  mask: Mask,
): StageProblem | undefined {
  const text = path?.value ?? label.name;
  const { problem } = parse(text);
  if (problem === undefined || mask(text) !== text) return undefined;
  return { message: `cannot parse expression [${text}]: ${problem}`, at: path ?? label };
}

function findLabelFormatProblem({ assignments }: LabelFormat, mask: Mask): StageProblem | undefined {
  const names = new Set<string>();
  for (const { label } of assignments) {
    const { name } = label;
    if (name === "__error__") return { message: "__error__ cannot be formatted", at: label };
    if (names.has(name)) {
      return { message: `multiple label name '${name}' not allowed in a single format operation`, at: label };
    }
    names.add(name);
  }
  return findFirst(assignments, ({ label, source }) =>
    source.kind === "string"
      ? findTemplateProblem(source, "label", `invalid template for label '${label.name}'`, mask)
      : undefined,
  );
}

function findTemplateProblem(literal: StringLiteral, name: string, what: string, mask: Mask): StageProblem | undefined {
  const { value: text } = literal;
  const [error] = parseTemplate(text, lineTemplateOptions).errors;
  if (error === undefined || mask(text) !== text) return undefined;
  const line = text.slice(0, error.start).split("\n").length;
  const message = `${what}: template: ${name}:${line}: ${error.message}`;
  return { message, at: literalRange(literal, error) };
}
