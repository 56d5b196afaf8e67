import type { Slo } from "../../model/slo/slo.js";
import { compileMatcher, type Expr, selectors, type VectorSelector, walk } from "../../promql/index.js";
import { generateMatches } from "../series/generate-matches.js";

type Labels = Readonly<Record<string, string>>;

/** A series of a test, in the notation of promtool. */
export interface CountedSeries {
  readonly name: string;
  readonly labels: Labels;
}

/** The series of an SLO that a test writes: those of its failed or good events, and those of all others, or of all. */
export interface CountedEvents {
  readonly part: CountedSeries;
  readonly rest: CountedSeries;
  /** True if `rest` are all events, and not those that `part` leaves out. */
  readonly isTotal: boolean;
}

/** Finds series that an SLO counts; undefined unless it is the sum of rates of counters, one for all and one for a part. */
export function findCountedEvents(slo: Slo, total: Expr, errors: Expr): CountedEvents | undefined {
  const [all, ...more] = rateSelectors(total);
  const [some, ...others] = rateSelectors(errors);
  if (!all || !some || more.length > 0 || others.length > 0) return undefined;
  const grouped = Object.fromEntries(slo.indicator.groupedBy.map((label) => [label, "a"]));
  const isTotal = all.name !== some.name;
  const own = isTotal ? all.matchers : [...all.matchers, ...some.matchers];
  const part = sampleLabels(isTotal ? some.matchers : own, grouped);
  const rest = isTotal ? sampleLabels(all.matchers, grouped) : sampleRest(all, some, grouped);
  if (!part || !rest) return undefined;
  return { part: { name: some.name!, labels: part }, rest: { name: all.name!, labels: rest }, isTotal };
}

/** The selectors of services' series, if each is that of a rate. */
function rateSelectors(expr: Expr): readonly VectorSelector[] {
  const own = selectors(expr).filter(({ name = "" }) => !name.startsWith("slo:"));
  let rates = 0;
  walk(expr, (node) => {
    if (node.kind !== "call") return;
    if (node.name === "rate") rates += 1;
    else rates = Number.NaN;
  });
  return rates === own.length && own.every(({ name }) => name !== undefined) ? own : [];
}

type Matcher = VectorSelector["matchers"][number];

/** Labels that all matchers match. */
function sampleLabels(matchers: readonly Matcher[], given: Labels): Labels | undefined {
  const labels: Record<string, string> = { ...given };
  for (const matcher of matchers) {
    const candidates = [labels[matcher.label] ?? [], ...candidatesFor(matcher)].flat();
    const value = candidates.find((text) => matchers.every((one) => one.label !== matcher.label || matches(one, text)));
    if (value === undefined) return undefined;
    labels[matcher.label] = value;
  }
  return labels;
}

/** Labels of events that are counted, and are not of the part: they differ in one that only the part selects. */
function sampleRest(all: VectorSelector, part: VectorSelector, given: Labels): Labels | undefined {
  for (const matcher of part.matchers) {
    const value = candidatesFor(matcher).find((text) => !matches(matcher, text));
    if (value === undefined || all.matchers.some((one) => one.label === matcher.label && !matches(one, value)))
      continue;
    const others = part.matchers.filter(({ label }) => label !== matcher.label);
    const labels = sampleLabels([...all.matchers.filter(({ label }) => label !== matcher.label), ...others], given);
    if (labels) return { ...labels, [matcher.label]: value };
  }
  return undefined;
}

/** Values of which some match and others do not. */
function candidatesFor({ operator, value }: Matcher): readonly string[] {
  const own = operator === "=" || operator === "!=" ? [value] : generateMatches(value);
  return [...own, "200", "a", "other"];
}

function matches({ operator, value }: Matcher, text: string): boolean {
  if (operator === "=" || operator === "!=") return (text === value) === (operator === "=");
  return compileMatcher(value).test(text) === (operator === "=~");
}
