import { selectorText } from "../../model/expression/matchers.js";
import type { LabelSpec, Match } from "../../model/metric/label.js";
import { compileMatcher, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import type { SeriesLabels } from "../series/family.js";
import { matchingTexts } from "../series/generate-matches.js";
import { type KnownValues, labelValues, usualValues } from "../series/label-values.js";

type Matchers = Readonly<Record<string, Match<string> | undefined>>;
type Specs = Readonly<Record<string, LabelSpec>>;

const mostTried = 100;

/** One value for each label: what is asked for, or else the first that the label is known to have. */
export function oneOfEach(specs: Specs, asked: SeriesLabels, known: KnownValues): SeriesLabels {
  const chosen = Object.entries(specs).map(([name, spec]) => [
    name,
    asked[name] ?? labelValues(name, spec, known, mostTried)[0]!,
  ]);
  return Object.fromEntries(chosen);
}

/** The same labels, changed so that the matchers let them through; undefined where none can be found that do. */
export function matching(
  labels: SeriesLabels,
  specs: Specs,
  matchers: Matchers,
  known: KnownValues,
  version: PrometheusVersion,
): SeriesLabels | undefined {
  let changed = labels;
  for (const { label, test, pattern } of testsOf(matchers, version)) {
    if (test(changed[label] ?? "")) continue;
    const value = [
      ...valuesFor(label, specs, known),
      ...(pattern === undefined ? [] : matchingTexts(pattern, version)),
    ];
    const found = value.find(test);
    if (found === undefined) return undefined;
    changed = { ...changed, [label]: found };
  }
  return changed;
}

/** The same labels, changed so that the matchers do not let them through; undefined where none can be found. */
export function notMatching(
  labels: SeriesLabels,
  specs: Specs,
  matchers: Matchers,
  known: KnownValues,
  version: PrometheusVersion,
): SeriesLabels | undefined {
  const tests = testsOf(matchers, version);
  if (tests.some(({ label, test }) => !test(labels[label] ?? ""))) return labels;
  for (const { label, test } of tests) {
    const found = valuesFor(label, specs, known).find((value) => !test(value));
    if (found !== undefined) return { ...labels, [label]: found };
  }
  return undefined;
}

function valuesFor(label: string, specs: Specs, known: KnownValues): readonly string[] {
  const spec = specs[label];
  const values = spec === undefined ? [] : labelValues(label, spec, known, mostTried);
  return typeof spec === "number" ? [...values, ...usualValues(label)] : values;
}

interface Test {
  readonly label: string;
  readonly test: (value: string) => boolean;
  /** The regular expression that a value has to match. */
  readonly pattern: string | undefined;
}

function testsOf(matchers: Matchers, version: PrometheusVersion): readonly Test[] {
  const { expr } = parse(
    `x${selectorText(matchers as Readonly<Record<string, Match<string>>>).text}`,
    ruleDialect(version),
  );
  if (expr?.kind !== "selector") return [];
  return expr.matchers.map(({ label, operator, value }): Test => {
    if (operator === "=") return { label, test: (one) => one === value, pattern: escaped(value) };
    if (operator === "!=") return { label, test: (one) => one !== value, pattern: undefined };
    const { test } = compileMatcher(value, version);
    if (operator === "=~") return { label, test, pattern: value };
    return { label, test: (one) => !test(one), pattern: undefined };
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
