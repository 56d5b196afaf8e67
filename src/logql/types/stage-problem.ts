import { parseTemplate } from "../../gotemplate/index.js";
import { lineTemplateOptions } from "../../gotemplate/loki/functions.js";
import { loadRe2 } from "../../regexp/re2.js";
import type { Extraction, LabelFilter, LabelFormat, LineFilter, Stage } from "../syntax/ast.js";
import { type ParsedPath, parseJsonPath, parseLogfmtKey } from "../syntax/extraction-path.js";
import { parseIpRange } from "../syntax/ip-range.js";
import { findLinePatternProblem } from "./pattern.js";

/**
 * Finds the problem of a stage for which Loki refuses to run a query, in its words. `parse` has found those of the parsers
 * `pattern` and `regexp`, and of the patterns of matchers and label filters.
 */
export function findStageProblem(stage: Stage): string | undefined {
  switch (stage.kind) {
    case "line filter":
      return findLineFilterProblem(stage);
    case "label filter":
      return findLabelFilterProblem(stage.filter);
    case "json":
      return findExtractionProblem(stage.extractions, parseJsonPath);
    case "logfmt":
      return findExtractionProblem(stage.extractions, parseLogfmtKey);
    case "line_format": {
      const problem = findTemplateProblem(stage.template.value, "line");
      return problem === undefined ? undefined : `invalid line template: ${problem}`;
    }
    case "label_format":
      return findLabelFormatProblem(stage);
    default:
      return undefined;
  }
}

function findLineFilterProblem({ operator, alternatives }: LineFilter): string | undefined {
  for (const { isIp, pattern } of alternatives) {
    const { value } = pattern;
    const problem = isIp
      ? findIpProblem(value, operator === "|=" || operator === "!=")
      : operator.endsWith("~")
        ? findRegexpProblem(value)
        : operator.endsWith(">")
          ? findLinePatternProblem(value)
          : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function findIpProblem(range: string, isOperation = true): string | undefined {
  if (!isOperation) return "ip: invalid operation";
  return parseIpRange(range) === undefined ? `ip: invalid pattern: ${JSON.stringify(range)}` : undefined;
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
function findLabelFilterProblem(filter: LabelFilter): string | undefined {
  let inner = filter;
  while (inner.kind === "paren") inner = inner.inner;
  return inner.kind === "comparison" && inner.value.kind === "ip" ? findIpProblem(inner.value.range.value) : undefined;
}

function findExtractionProblem(
  extractions: readonly Extraction[],
  parse: (text: string) => ParsedPath<unknown>,
): string | undefined {
  for (const { label, path } of extractions) {
    const text = path?.value ?? label.name;
    const { problem } = parse(text);
    if (problem !== undefined) return `cannot parse expression [${text}]: ${problem}`;
  }
  return undefined;
}

function findLabelFormatProblem({ assignments }: LabelFormat): string | undefined {
  const names = new Set<string>();
  for (const { label } of assignments) {
    if (label.name === "__error__") return "__error__ cannot be formatted";
    if (names.has(label.name)) return `multiple label name '${label.name}' not allowed in a single format operation`;
    names.add(label.name);
  }
  for (const { label, source } of assignments) {
    const problem = source.kind === "string" ? findTemplateProblem(source.value, "label") : undefined;
    if (problem !== undefined) return `invalid template for label '${label.name}': ${problem}`;
  }
  return undefined;
}

function findTemplateProblem(text: string, name: string): string | undefined {
  const [error] = parseTemplate(text, lineTemplateOptions).errors;
  if (error === undefined) return undefined;
  const line = text.slice(0, error.start).split("\n").length;
  return `template: ${name}:${line}: ${error.message}`;
}
