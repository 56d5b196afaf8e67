import { printStage } from "../../print/stages.js";
import type { LineFilter, Stage as StageNode } from "../../syntax/ast.js";
import { type ParsedPath, parseJsonPath, parseLogfmtKey } from "../../syntax/extraction-path.js";
import { findStageProblem } from "../../types/stage-problem.js";
import { compileLabelFilter } from "../filters/label-filter.js";
import { lineFilter } from "../filters/line-filter.js";
import { decolorizer } from "../format/decolorize.js";
import { labelFormatter } from "../format/label-format.js";
import { lineFormatter } from "../format/line-format.js";
import type { LabelTest } from "../labels/line-labels.js";
import { jsonExtractor } from "../parsers/extract-json.js";
import { jsonParser } from "../parsers/parse-json.js";
import { logfmtExtractor, logfmtParser } from "../parsers/parse-logfmt.js";
import { patternParser } from "../parsers/parse-pattern.js";
import { regexpParser } from "../parsers/parse-regexp.js";
import { unpackParser } from "../parsers/unpack.js";
import { QueryFailure } from "../query/failure.js";
import { labelSelector } from "./select-labels.js";
import { type Stage, stage } from "./stage.js";

/** The stages of a pipeline, and the filters that its parsers apply early. */
export interface CompiledStages {
  readonly stages: readonly Stage[];
  readonly earlyFilters: ReadonlyMap<string, LabelTest>;
}

/** Compiles the stages of a query, in the order in which Loki executes them. */
export function compileStages(nodes: readonly StageNode[]): CompiledStages {
  const stages: Stage[] = [];
  const earlyFilters = new Map<string, LabelTest>();
  for (const node of orderStages(nodes)) {
    const problem = findStageProblem(node);
    if (problem) throw new QueryFailure(`parse error : stage '${printStage(node)}' : ${problem.message}`);
    if (node.kind !== "label filter") {
      stages.push(compileStage(node));
      continue;
    }
    const filter = compileLabelFilter(node.filter);
    if (filter === undefined) continue;
    const { test, required, isSingle } = filter;
    stages.push(stage((line, labels) => (test(labels) ? line : undefined), required));
    const [label] = required;
    if (isSingle && label !== undefined && !earlyFilters.has(label)) earlyFilters.set(label, test);
  }
  return { stages, earlyFilters };
}

/**
 * Moves line filters before the stages that do not change lines. Those behind `line_format` and `unpack` stay behind
 * them, and nothing moves before a label filter.
 */
function orderStages(nodes: readonly StageNode[]): readonly StageNode[] {
  const ordered: StageNode[] = [];
  let filters: LineFilter[] = [];
  let others: StageNode[] = [];
  const flush = (): void => {
    ordered.push(...filters, ...others);
    filters = [];
    others = [];
  };
  for (const node of nodes) {
    if (node.kind === "label filter") {
      flush();
      ordered.push(node);
    } else if (node.kind === "line filter") filters.push(node);
    else {
      others.push(node);
      if (node.kind === "line_format" || node.kind === "unpack") flush();
    }
  }
  flush();
  return ordered;
}

function compileStage(node: Exclude<StageNode, { kind: "label filter" }>): Stage {
  switch (node.kind) {
    case "line filter":
      return lineFilter(node);
    case "json":
      return node.extractions.length === 0
        ? jsonParser()
        : jsonExtractor(
            node.extractions.map(({ label: { name }, path }) => ({
              label: name,
              path: checked(parseJsonPath(path?.value ?? name)),
            })),
          );
    case "logfmt":
      return node.extractions.length === 0
        ? logfmtParser(node)
        : logfmtExtractor(
            node.extractions.map(({ label: { name }, path }) => ({
              label: name,
              key: checked(parseLogfmtKey(path?.value ?? name)),
            })),
            node.strict,
          );
    case "pattern":
      return patternParser(node.pattern.value);
    case "regexp":
      return regexpParser(node.pattern.value);
    case "unpack":
      return unpackParser();
    case "line_format":
      return lineFormatter(node.template.value);
    case "label_format":
      return labelFormatter(node);
    case "decolorize":
      return decolorizer();
    case "drop":
    case "keep":
      return labelSelector(node);
    case "variable":
      throw new QueryFailure(`the dashboard variable ${node.raw} has no value`);
  }
}

/** The path of an extraction, whose problems `findStageProblem` finds. */
function checked<T>(parsed: ParsedPath<T>): T {
  if (parsed.problem !== undefined) throw new QueryFailure(parsed.problem);
  return parsed.path;
}
