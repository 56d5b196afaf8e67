import { compileMatcher, type VectorSelector } from "../../promql/index.js";
import { generateMatches } from "../series/generate-matches.js";

export type Labels = Readonly<Record<string, string>>;

type Matcher = VectorSelector["matchers"][number];

/** Labels that all matchers match. */
export function sampleLabels(matchers: readonly Matcher[], given: Labels): Labels | undefined {
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
export function sampleRest(all: VectorSelector, part: VectorSelector, given: Labels): Labels | undefined {
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

/** Values of which some match and others do not: first those that a reader knows, of statuses of HTTP. */
function candidatesFor({ operator, value }: Matcher): readonly string[] {
  const isPattern = operator === "=~" || operator === "!~";
  const statuses = isPattern && /\d/.test(value) ? ["500", "404", "200"] : [];
  return [...statuses, ...(isPattern ? generateMatches(value) : [value]), "200", "a", "other"];
}

function matches({ operator, value }: Matcher, text: string): boolean {
  if (operator === "=" || operator === "!=") return (text === value) === (operator === "=");
  return compileMatcher(value).test(text) === (operator === "=~");
}
