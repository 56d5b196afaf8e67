import { compactArray } from "../../promql/parse/compact-array.js";
import type {
  Extraction,
  LabelAssignment,
  LabelSelection,
  LineFilter,
  LineFilterOperator,
  LineMatch,
  LogfmtParser,
  SelectedLabel,
  Stage,
} from "../syntax/ast.js";
import { isAtComparison, parseLabelFilter } from "./label-filter.js";
import { matchOperators, parseMatcher } from "./matchers.js";
import { isAtName, parseIpArgument, parseLabelName, parseString } from "./names.js";
import type { TokenStream } from "./token-stream.js";

const lineFilterOperators: ReadonlySet<string> = new Set<LineFilterOperator>(["|=", "!=", "|~", "!~", "|>", "!>"]);

export interface Pipeline {
  readonly stages: readonly Stage[];
  /** The end of the last stage. */
  readonly end: number;
  /** The offset of the pipe that was just taken, if `unwrap` is the current token. */
  readonly unwrapStart: number | undefined;
}

/** Parses the stages behind a selector, up to `unwrap`. */
export function parseStages(tokens: TokenStream): Pipeline {
  const stages: Stage[] = [];
  let { previousEnd: end } = tokens;
  for (;;) {
    const { kind, start } = tokens;
    if (lineFilterOperators.has(kind)) stages.push(parseLineFilter(tokens));
    else if (kind === "VARIABLE") stages.push(parseVariableStage(tokens, start, false));
    else if (kind === "|") {
      tokens.advance();
      if ((tokens.kind as string) === "unwrap") return { stages: compactArray(stages), end, unwrapStart: start };
      stages.push(parseStage(tokens, start));
    } else return { stages: compactArray(stages), end, unwrapStart: undefined };
    end = tokens.previousEnd;
  }
}

function parseLineFilter(tokens: TokenStream): LineFilter {
  const { kind, start, end: operatorEnd } = tokens;
  tokens.advance();
  const alternatives = [parseLineMatch(tokens)];
  while (tokens.accept("or")) alternatives.push(parseLineMatch(tokens));
  const operator = kind as LineFilterOperator;
  const end = tokens.previousEnd;
  return { kind: "line filter", operator, operatorEnd, alternatives: compactArray(alternatives), start, end };
}

function parseLineMatch(tokens: TokenStream): LineMatch {
  const { kind, start } = tokens;
  const pattern = kind === "ip" ? parseIpArgument(tokens) : parseString(tokens, "ip");
  return { isIp: kind === "ip", pattern, start, end: tokens.previousEnd };
}

function parseVariableStage(tokens: TokenStream, start: number, hasPipe: boolean): Stage {
  const { variable, written: raw, end } = tokens;
  tokens.advance();
  return { kind: "variable", variable, hasPipe, raw, start, end };
}

/** Parses a stage behind its pipe, which is at `start`. */
function parseStage(tokens: TokenStream, start: number): Stage {
  const { kind } = tokens;
  switch (kind) {
    case "json":
      tokens.advance();
      return { kind, extractions: parseExtractions(tokens), start, end: tokens.previousEnd };
    case "logfmt":
      return parseLogfmt(tokens, start);
    case "unpack":
    case "decolorize":
      tokens.advance();
      return { kind, start, end: tokens.previousEnd };
    case "regexp":
    case "pattern":
      tokens.advance();
      return { kind, pattern: parseString(tokens), start, end: tokens.previousEnd };
    case "line_format":
      tokens.advance();
      return { kind, template: parseString(tokens), start, end: tokens.previousEnd };
    case "label_format":
      tokens.advance();
      return { kind, assignments: parseAssignments(tokens), start, end: tokens.previousEnd };
    case "drop":
    case "keep":
      return parseSelection(tokens, kind, start);
    case "VARIABLE":
      return parseVariable(tokens, start);
    case "IDENTIFIER":
    case "(": {
      const filter = parseLabelFilter(tokens);
      return { kind: "label filter", filter, start, end: filter.end };
    }
    default:
      return tokens.unexpected();
  }
}

/** A dashboard variable behind a pipe: a label to compare, or a whole stage. */
function parseVariable(tokens: TokenStream, start: number): Stage {
  const { variable, start: nameStart, end, written: name } = tokens;
  tokens.advance();
  if (!isAtComparison(tokens)) return { kind: "variable", variable, hasPipe: true, raw: name, start, end };
  const filter = parseLabelFilter(tokens, { name, start: nameStart, end });
  return { kind: "label filter", filter, start, end: filter.end };
}

function parseLogfmt(tokens: TokenStream, start: number): LogfmtParser {
  tokens.advance();
  let strict = false;
  let keepEmpty = false;
  for (; tokens.kind === "FUNCTION_FLAG"; tokens.advance()) {
    if (tokens.written === "--strict") strict = true;
    else keepEmpty = true;
  }
  const extractions = parseExtractions(tokens);
  return { kind: "logfmt", strict, keepEmpty, extractions, start, end: tokens.previousEnd };
}

const noExtractions: readonly Extraction[] = [];

function parseExtractions(tokens: TokenStream): readonly Extraction[] {
  if (!isAtName(tokens)) return noExtractions;
  const extractions = [parseExtraction(tokens)];
  while (tokens.accept(",")) extractions.push(parseExtraction(tokens));
  return compactArray(extractions);
}

function parseExtraction(tokens: TokenStream): Extraction {
  const label = parseLabelName(tokens);
  const path = tokens.accept("=") ? parseString(tokens) : undefined;
  return { label, path, start: label.start, end: tokens.previousEnd };
}

function parseAssignments(tokens: TokenStream): readonly LabelAssignment[] {
  const assignments = [parseAssignment(tokens)];
  while (tokens.accept(",")) assignments.push(parseAssignment(tokens));
  return compactArray(assignments);
}

function parseAssignment(tokens: TokenStream): LabelAssignment {
  const label = parseLabelName(tokens);
  tokens.expect("=");
  const source = isAtName(tokens)
    ? { kind: "label" as const, ...parseLabelName(tokens) }
    : tokens.kind === "STRING"
      ? parseString(tokens)
      : tokens.unexpected(["IDENTIFIER", "STRING"]);
  return { label, source, start: label.start, end: source.end };
}

function parseSelection(tokens: TokenStream, kind: "drop" | "keep", start: number): LabelSelection {
  const labels: SelectedLabel[] = [];
  do {
    tokens.advance();
    labels.push(parseSelectedLabel(tokens));
  } while (tokens.kind === ",");
  return { kind, labels: compactArray(labels), start, end: tokens.previousEnd };
}

function parseSelectedLabel(tokens: TokenStream): SelectedLabel {
  const isVariable = tokens.kind === "VARIABLE";
  const label = parseLabelName(tokens);
  if (!matchOperators.has(tokens.kind)) return { kind: "label", ...label };
  const matcher = parseMatcher(tokens, label, isVariable);
  return { kind: "matcher", matcher, start: matcher.start, end: matcher.end };
}
