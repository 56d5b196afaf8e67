import {
  type LabelComparison,
  type LabelFilter,
  type LineFilter,
  listComparisons,
  type Stage,
} from "../../logql/index.js";
import { formatDuration, quote } from "../../promql/index.js";
import type { Edit } from "../expression/edit.js";
import { conditionEdits, shorten } from "../expression/function-edits.js";
import { otherPatterns } from "../expression/selector-edits.js";

/** Drops filters, or a part of them, and moves the bounds that they compare labels with. */
export function stageEdits(stage: Stage, text: string): readonly Edit[] {
  if (stage.kind === "line filter") return lineFilterEdits(stage, text);
  if (stage.kind !== "label filter") return [];
  return [
    dropStage(stage, text),
    ...operandEdits(stage.filter, text),
    ...listComparisons(stage.filter).flatMap(labelComparisonEdits),
  ];
}

function lineFilterEdits(filter: LineFilter, text: string): readonly Edit[] {
  const { alternatives } = filter;
  const fewer = alternatives.length < 2 ? [] : alternatives.map((_, index) => dropAlternative(filter, index, text));
  return [dropStage(filter, text), ...fewer];
}

function dropStage({ start, end }: Stage, text: string): Edit {
  // The pipe of a label filter stands in front of it.
  const pipe = /\|\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const before = shorten(text.slice(start - pipe, end));
  return { kind: "filter", start: start - pipe, end, replacement: "", before, after: "no filter" };
}

function dropAlternative({ alternatives }: LineFilter, index: number, text: string): Edit {
  const { start, end } = alternatives[index]!;
  const [from, to] = index === 0 ? [start, alternatives[1]!.start] : [alternatives[index - 1]!.end, end];
  return { kind: "filter", start: from, end: to, replacement: "", before: text.slice(start, end), after: "left out" };
}

/** Drops the operands of `and` and `or`. */
function operandEdits(filter: LabelFilter, text: string): readonly Edit[] {
  const edits: Edit[] = [];
  const open = [filter];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "paren") open.push(next.inner);
    if (next.kind !== "and" && next.kind !== "or") continue;
    edits.push(...conditionEdits({ ...next, operator: next.kind }, text));
    open.push(next.right, next.left);
  }
  return edits;
}

const opposites: Readonly<Record<string, string>> = { ">": "<", ">=": "<", "<": ">", "<=": ">", "=": "!=", "!=": "=" };

/** Moves the bound of a number and turns its comparison round; changes what a pattern matches. */
function labelComparisonEdits({ label, operator, value, start, end }: LabelComparison): readonly Edit[] {
  const edit = (kind: Edit["kind"], compared: string, changed = operator as string): Edit => ({
    ...{ kind, start, end, replacement: `${label.name} ${changed} ${compared}` },
  });
  if (value.kind === "ip") return [];
  if (value.kind === "string") {
    if (value.variable !== undefined) return [];
    return otherPatterns({ operator, value: value.value }).map((pattern) => edit("matcher", quote(pattern)));
  }
  const opposite = opposites[operator];
  return [
    ...(opposite === undefined ? [] : [edit("comparison", value.raw, opposite)]),
    ...[1.1, 0.9].map((factor) => edit("threshold", scaled(value, factor))),
  ];
}

function scaled(value: Exclude<LabelComparison["value"], { kind: "ip" | "string" }>, factor: number): string {
  if (value.kind === "duration") {
    const microseconds = Math.round((value.nanoseconds * factor) / 1000);
    return microseconds % 1000 === 0 ? formatDuration(microseconds / 1000) : `${microseconds}us`;
  }
  if (value.kind === "bytes") return `${Math.round(value.bytes * factor)}B`;
  return String(Number((value.value * factor).toPrecision(6)));
}
