import { renderSelector } from "../../model/expression/matchers.js";
import type { LabelSpec, Match } from "../../model/metric/label.js";
import { compileMatcher, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import type { SeriesLabels } from "../series/family.js";
import { generateMatches } from "../series/generate-matches.js";
import { type KnownValues, listLabelValues, typicalValues } from "../series/label-values.js";

type Matchers = Readonly<Record<string, Match<string> | undefined>>;
type Specs = Readonly<Record<string, LabelSpec>>;

const maxCandidates = 100;

/** Chooses one value for each label: the requested one, or else the first known one. */
export function chooseLabels(specs: Specs, requested: SeriesLabels, known: KnownValues): SeriesLabels {
  const chosen = Object.entries(specs).map(([name, spec]) => [
    name,
    requested[name] ?? listLabelValues(name, spec, known, maxCandidates)[0]!,
  ]);
  return Object.fromEntries(chosen);
}

/** Changes labels so that all matchers match; undefined if no candidate value does. */
export function satisfyMatchers(
  labels: SeriesLabels,
  specs: Specs,
  matchers: Matchers,
  known: KnownValues,
  version: PrometheusVersion,
): SeriesLabels | undefined {
  let changed = labels;
  for (const { label, test, pattern } of compilePredicates(matchers, version)) {
    if (test(changed[label] ?? "")) continue;
    const candidates = [
      ...candidateValues(label, specs, known),
      ...(pattern === undefined ? [] : generateMatches(pattern, version)),
    ];
    const match = candidates.find(test);
    if (match === undefined) return undefined;
    changed = { ...changed, [label]: match };
  }
  return changed;
}

/** Changes labels so that at least one matcher does not match; undefined if no candidate value achieves that. */
export function violateMatchers(
  labels: SeriesLabels,
  specs: Specs,
  matchers: Matchers,
  known: KnownValues,
  version: PrometheusVersion,
): SeriesLabels | undefined {
  const predicates = compilePredicates(matchers, version);
  if (predicates.some(({ label, test }) => !test(labels[label] ?? ""))) return labels;
  for (const { label, test } of predicates) {
    const value = candidateValues(label, specs, known).find((candidate) => !test(candidate));
    if (value !== undefined) return { ...labels, [label]: value };
  }
  return undefined;
}

function candidateValues(label: string, specs: Specs, known: KnownValues): readonly string[] {
  const spec = specs[label];
  const values = spec === undefined ? [] : listLabelValues(label, spec, known, maxCandidates);
  return typeof spec === "number" ? [...values, ...typicalValues(label)] : values;
}

interface LabelPredicate {
  readonly label: string;
  readonly test: (value: string) => boolean;
  /** The regular expression that a value must match. */
  readonly pattern: string | undefined;
}

function compilePredicates(matchers: Matchers, version: PrometheusVersion): readonly LabelPredicate[] {
  const { expr } = parse(
    `x${renderSelector(matchers as Readonly<Record<string, Match<string>>>).text}`,
    ruleDialect(version),
  );
  if (expr?.kind !== "selector") return [];
  return expr.matchers.map(({ label, operator, value }): LabelPredicate => {
    if (operator === "=") return { label, test: (one) => one === value, pattern: escapePattern(value) };
    if (operator === "!=") return { label, test: (one) => one !== value, pattern: undefined };
    const { test } = compileMatcher(value, version);
    if (operator === "=~") return { label, test, pattern: value };
    return { label, test: (one) => !test(one), pattern: undefined };
  });
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
