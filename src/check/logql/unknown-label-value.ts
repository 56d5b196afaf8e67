import { nearest } from "../../diagnostics/nearest.js";
import { listNames } from "../../diagnostics/suggestion.js";
import { type LogQuery, listComparisons, type Stage } from "../../logql/index.js";
import { compileMatcher, hasVariable } from "../../promql/index.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";
import { type KnownStreams, knownLogQueries, rewrittenLabels } from "../expression/streams.js";

export const unknownLogLabelValue: CheckOn<LogqlSubject> = {
  id: "logql/unknown-label-value",
  on: "logql",
  *run(subject) {
    for (const { query, streams } of knownLogQueries(subject)) {
      for (const comparison of comparisons(query)) yield* check(comparison, streams, subject);
    }
  },
};

/** A comparison of a label with a text, in a selector or a label filter. */
interface TextComparison {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly isInSelector: boolean;
}

function* comparisons({ selector, stages }: LogQuery): Generator<TextComparison> {
  for (const { label, operator, value, valueStart, valueEnd, variable } of selector.matchers) {
    if (variable) continue;
    yield { label, operator, value, start: valueStart, end: valueEnd, isInSelector: true };
  }
  for (const [index, stage] of stages.entries()) {
    const rewritten = rewrittenLabels(stages.slice(0, index));
    for (const comparison of filterComparisons(stage)) if (!rewritten.has(comparison.label)) yield comparison;
  }
}

function* filterComparisons(stage: Stage): Generator<TextComparison> {
  if (stage.kind !== "label filter") return;
  for (const { label, operator, value } of listComparisons(stage.filter)) {
    if (value.kind !== "string" || value.variable !== undefined) continue;
    const { start, end } = value;
    yield { label: label.name, operator, value: value.value, start, end, isInSelector: false };
  }
}

function* check(comparison: TextComparison, streams: KnownStreams, subject: LogqlSubject): Generator<Finding> {
  const { label, operator, value, start, end, isInSelector } = comparison;
  const values = streams.valuesOf(label);
  if (!values || hasVariable(value) || canMatch(operator, value, values)) return;
  const sameWord = values.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  const near = sameWord ?? (operator.endsWith("~") ? undefined : nearest(value, values));
  const isNegative = operator.startsWith("!");
  const selects = isInSelector ? "The selector selects nothing" : "No line passes the filter";
  const reason = sameWord === undefined ? "" : " Loki compares upper and lower case.";
  yield {
    summary: `"${label}" is never ${operator.endsWith("~") ? `anything that matches ${value}` : JSON.stringify(value)}`,
    details: `${isNegative ? "The comparison excludes a value that does not occur" : selects}.${reason}`,
    fix: near === undefined ? `write one of ${listNames(values.map((one) => JSON.stringify(one)))}` : `write "${near}"`,
    at: subject.locate(start, end),
  };
}

/** True if the comparison can match a value of the list, or a missing label. */
function canMatch(operator: string, value: string, values: readonly string[]): boolean {
  if (!operator.endsWith("~")) return value === "" || values.includes(value);
  const pattern = compileMatcher(value);
  return !pattern.isValid || pattern.test("") || values.some((candidate) => pattern.test(candidate));
}
