import { type LineFilter, type LogQuery, logQueries, type Stage, type StringLiteral } from "../../logql/index.js";
import { compileMatcher, hasVariable, quote } from "../../promql/index.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";
import { isParser, listConjuncts } from "../expression/streams.js";

export const neverMatches: CheckOn<LogqlSubject> = {
  id: "logql/never-matches",
  on: "logql",
  *run(subject) {
    for (const query of logQueries(subject.expr)) {
      for (const { summary, fix, at } of [...findLabelContradictions(query), ...findLineContradictions(query.stages)]) {
        yield { summary, details: "No line passes both.", fix, at: subject.locate(at.start, at.end) };
      }
    }
  },
};

/** Limit on the filters that each is compared with, so that long queries take linear time. */
const maxCompared = 100;

interface Contradiction extends Pick<Finding, "summary"> {
  readonly fix: string;
  readonly at: { readonly start: number; readonly end: number };
}

/** A comparison of a label with a text. */
interface Comparison {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
  readonly isInSelector: boolean;
  readonly at: { readonly start: number; readonly end: number };
}

function* findLabelContradictions({ selector, stages }: LogQuery): Generator<Contradiction> {
  let known: Comparison[] = [];
  function* add(comparison: Comparison): Generator<Contradiction> {
    if (hasVariable(comparison.value) || hasVariable(comparison.label)) return;
    const other = known.find((one) => one.label === comparison.label && excludes(one, comparison));
    if (known.length < maxCompared) known.push(comparison);
    if (other) yield { ...describeLabels(other, comparison), at: comparison.at };
  }
  for (const { label, operator, value, variable, start, end } of selector.matchers) {
    if (variable === undefined) yield* add({ label, operator, value, isInSelector: true, at: { start, end } });
  }
  for (const stage of stages) {
    if (stage.kind === "label filter") {
      for (const { label, operator, value, start, end } of listConjuncts(stage.filter)) {
        if (value.kind !== "string" || value.variable !== undefined) continue;
        yield* add({ label: label.name, operator, value: value.value, isInSelector: false, at: { start, end } });
      }
    } else if (isParser(stage)) {
      // A parser may add labels; those of the stream stay.
      known = known.filter(({ isInSelector }) => isInSelector);
    } else if (changesLabels(stage)) known = [];
  }
}

/** True if one of two comparisons accepts a single value, which the other rejects. */
function excludes(one: Comparison, other: Comparison): boolean {
  if (one.operator === "=") return !accepts(other, one.value);
  return other.operator === "=" && !accepts(one, other.value);
}

function accepts({ operator, value }: Comparison, candidate: string): boolean {
  if (operator === "=" || operator === "!=") return (value === candidate) === (operator === "=");
  const pattern = compileMatcher(value);
  return !pattern.isValid || pattern.test(candidate) === (operator === "=~");
}

function describeLabels(one: Comparison, other: Comparison): Pick<Contradiction, "summary" | "fix"> {
  const written = ({ label, operator, value }: Comparison) => `${label}${operator}${quote(value)}`;
  const isAlternative = one.operator === "=" && other.operator === "=" && !other.isInSelector && !one.isInSelector;
  return {
    summary: `${written(other)} contradicts ${written(one)}`,
    fix: isAlternative ? `write | ${written(one)} or ${written(other)} for either` : "leave one of them out",
  };
}

/** True for a stage that changes labels. */
function changesLabels({ kind }: Stage): boolean {
  return kind === "label_format" || kind === "drop" || kind === "keep" || kind === "variable";
}

function* findLineContradictions(stages: readonly Stage[]): Generator<Contradiction> {
  let known: LineFilter[] = [];
  for (const stage of stages) {
    if (stage.kind === "line filter") {
      const other = known.find((one) => contradicts(one, stage) || contradicts(stage, one));
      if (known.length < maxCompared) known.push(stage);
      if (!other) continue;
      yield {
        summary: `the line filter contradicts ${other.operator} ${quote(other.alternatives[0]!.pattern.value)} in front of it`,
        fix: "leave one of them out",
        at: stage,
      };
    } else if (/^(?:line_format|unpack|decolorize|variable)$/.test(stage.kind)) known = [];
  }
}

/** True if every line that passes `|=` has a text that `!=` rejects, or if the filters differ in nothing but their sign. */
function contradicts(positive: LineFilter, negative: LineFilter): boolean {
  if (positive.operator[0] !== "|" || negative.operator !== `!${positive.operator[1]}`) return false;
  if ([...positive.alternatives, ...negative.alternatives].some(({ isIp }) => isIp)) return false;
  const refused = negative.alternatives.map(({ pattern }) => pattern).filter(isKnown);
  return positive.alternatives.every(({ pattern }) => {
    if (!isKnown(pattern)) return false;
    const isRefused = ({ value }: StringLiteral) =>
      positive.operator === "|=" ? pattern.value.includes(value) : pattern.value === value;
    return refused.some(isRefused);
  });
}

function isKnown({ value, variable }: StringLiteral): boolean {
  return variable === undefined && !hasVariable(value);
}
