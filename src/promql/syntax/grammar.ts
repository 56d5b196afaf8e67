import type { Dialect } from "./dialect.js";
import { isAtLeast } from "./dialect.js";

/** What a keyword is to the grammar; `number` is Inf and NaN. */
export type KeywordClass = "operator" | "aggregator" | "keyword" | "preprocessor" | "number";

/** The parts of the language that differ from release to release, worked out once for a dialect. */
export interface Grammar {
  readonly dialect: Dialect;
  /** Keywords in lower case; the lexer folds case before it looks. */
  readonly keywords: ReadonlyMap<string, KeywordClass>;
  /** `fill(…)` and its like are keywords only in front of a parenthesis. */
  readonly fillModifiers: boolean;
  /** `foo > 5m`, `foo[300]`, and `1_000` (2.54). */
  readonly numbersAreDurations: boolean;
  /** `</` and `>/` (3.11). */
  readonly trimOperators: boolean;
  /** `{"a.b"}` and `{"a.b"="c"}` (2.51). */
  readonly quotedNames: boolean;
  /** `by ("a.b")` (3.0). */
  readonly quotedGroupingLabels: boolean;
  /** Before 3.0 any letter after a range stood for the colon of a subquery: `foo[5m x 1m]`. */
  readonly letterIsColon: boolean;
  /** Arithmetic in brackets and after `offset` is part of the grammar (3.4), though perhaps not switched on. */
  readonly durationExpressions: boolean;
  readonly durationExpressionsEnabled: boolean;
  /** The words that stand for a duration: `step`, `range`, `min_of`, … */
  readonly durationWords: ReadonlySet<string>;
  readonly extendedRangeSelectorsEnabled: boolean;
  readonly fillModifiersEnabled: boolean;
  readonly experimentalFunctionsEnabled: boolean;
  /** `start()`, `end()`, `step()` and `range()` outside of brackets and `@` (3.12). */
  readonly queryContextFunctions: boolean;
}

const aggregators = [
  "sum",
  "avg",
  "count",
  "min",
  "max",
  "group",
  "stddev",
  "stdvar",
  "topk",
  "bottomk",
  "count_values",
  "quantile",
];
const keywords = ["offset", "by", "without", "on", "ignoring", "group_left", "group_right", "bool"];

const grammars = new WeakMap<Dialect, Grammar>();

export function grammarFor(dialect: Dialect): Grammar {
  let grammar = grammars.get(dialect);
  if (!grammar) {
    grammar = makeGrammar(dialect);
    grammars.set(dialect, grammar);
  }
  return grammar;
}

function makeGrammar(dialect: Dialect): Grammar {
  const since = (major: number, minor: number): boolean => isAtLeast(dialect.version, major, minor);
  const { features } = dialect;
  return {
    dialect,
    keywords: keywordsOf(since),
    fillModifiers: since(3, 10),
    numbersAreDurations: since(2, 54),
    trimOperators: since(3, 11),
    quotedNames: since(2, 51),
    quotedGroupingLabels: since(3, 0),
    letterIsColon: !since(3, 0),
    durationExpressions: since(3, 4),
    durationExpressionsEnabled: since(3, 14) || (since(3, 4) && features.has("promql-duration-expr")),
    durationWords: durationWordsOf(since),
    extendedRangeSelectorsEnabled: since(3, 16) || features.has("promql-extended-range-selectors"),
    fillModifiersEnabled: features.has("promql-binop-fill-modifiers"),
    experimentalFunctionsEnabled: features.has("promql-experimental-functions"),
    queryContextFunctions: since(3, 12),
  };
}

type Since = (major: number, minor: number) => boolean;

function keywordsOf(since: Since): Map<string, KeywordClass> {
  const map = new Map<string, KeywordClass>();
  const add = (kind: KeywordClass, words: readonly string[]): void => {
    for (const word of words) map.set(word, kind);
  };
  add("operator", ["and", "or", "unless", "atan2"]);
  add("aggregator", aggregators);
  add("keyword", keywords);
  add("preprocessor", ["start", "end"]);
  add("number", ["inf", "nan"]);
  if (since(2, 54)) add("aggregator", ["limitk", "limit_ratio"]);
  if (since(3, 7)) add("keyword", ["anchored", "smoothed"]);
  if (since(3, 6)) add("preprocessor", ["step"]);
  if (since(3, 10)) add("preprocessor", ["range"]);
  if (since(3, 13)) add("preprocessor", ["min_of", "max_of"]);
  return map;
}

function durationWordsOf(since: Since): Set<string> {
  const words = new Set<string>();
  if (since(3, 6)) words.add("step");
  if (since(3, 10)) words.add("range");
  if (since(3, 13)) words.add("min_of").add("max_of");
  else if (since(3, 6)) words.add("min").add("max");
  return words;
}

const notMetricNames = new Set([
  "atan2",
  "bool",
  "on",
  "ignoring",
  "group_left",
  "group_right",
  "inf",
  "nan",
  "fill",
  "fill_left",
  "fill_right",
]);

/** Whether a token of this kind may be the name of a metric outside of quotes. */
export function isMetricNameKind(kind: string, grammar: Grammar): boolean {
  if (kind === "identifier" || kind === "metric identifier") return true;
  return grammar.keywords.has(kind) && !notMetricNames.has(kind);
}

/** Whether a token of this kind may be a label in by (…), on (…) and their like; `without`, oddly, may not. */
export function isLabelKind(kind: string, grammar: Grammar): boolean {
  if (kind === "identifier" || kind === "metric identifier") return true;
  const word = grammar.keywords.get(kind);
  return word !== undefined && word !== "number" && kind !== "without";
}

/** A plain word that no release lets a metric be named without quotes. */
export function isReservedName(name: string): boolean {
  return notMetricNames.has(name.toLowerCase());
}

const metricNamePattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelNamePattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A metric name that needs no quotes in any release. */
export function isPlainMetricName(name: string): boolean {
  return metricNamePattern.test(name);
}

/** A label name that needs no quotes in any release. */
export function isPlainLabelName(name: string): boolean {
  return labelNamePattern.test(name);
}
