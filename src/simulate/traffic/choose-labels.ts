import { renderSelector } from "../../model/expression/matchers.js";
import type { LabelSpec, Match } from "../../model/metric/label.js";
import { compileMatcher, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import type { SeriesLabels } from "../series/family.js";
import { generateMatches } from "../series/generate-matches.js";
import { type KnownValues, listLabelValues, typicalValues } from "../series/label-values.js";

type Matchers = Readonly<Record<string, Match<string> | undefined>>;
type Specs = Readonly<Record<string, LabelSpec>>;

const maxCandidates = 100;

/** One value for each label: what is asked for, or else the first that the label is known to have. */
export function chooseLabels(specs: Specs, requested: SeriesLabels, known: KnownValues): SeriesLabels {
  const chosen = Object.entries(specs).map(([name, spec]) => [
    name,
    requested[name] ?? listLabelValues(name, spec, known, maxCandidates)[0]!,
  ]);
  return Object.fromEntries(chosen);
}

/** The same labels, changed so that the matchers let them through; undefined where none can be found that do. */
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
    const value = [
      ...candidateValues(label, specs, known),
      ...(pattern === undefined ? [] : generateMatches(pattern, version)),
    ];
    const match = value.find(test);
    if (match === undefined) return undefined;
    changed = { ...changed, [label]: match };
  }
  return changed;
}

/** The same labels, changed so that the matchers do not let them through; undefined where none can be found. */
export function violateMatchers(
  labels: SeriesLabels,
  specs: Specs,
  matchers: Matchers,
  known: KnownValues,
  version: PrometheusVersion,
): SeriesLabels | undefined {
  const tests = compilePredicates(matchers, version);
  if (tests.some(({ label, test }) => !test(labels[label] ?? ""))) return labels;
  for (const { label, test } of tests) {
    const found = candidateValues(label, specs, known).find((value) => !test(value));
    if (found !== undefined) return { ...labels, [label]: found };
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
  /** The regular expression that a value has to match. */
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
