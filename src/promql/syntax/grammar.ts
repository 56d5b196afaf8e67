import type { Dialect } from "./dialect.js";
import { isAtLeast } from "./dialect.js";

/** Class of a keyword; `number` is Inf and NaN. */
export type KeywordClass = "operator" | "aggregator" | "keyword" | "preprocessor" | "number";

/** The differences of the language between releases, computed once per dialect. */
export interface Grammar {
  readonly dialect: Dialect;
  /** Keywords in lower case. The lexer ignores case. */
  readonly keywords: ReadonlyMap<string, KeywordClass>;
  /** `fill(…)`, `fill_left(…)` and `fill_right(…)`, keywords only in front of a parenthesis (3.10). */
  readonly fillModifiers: boolean;
  /** `foo > 5m`, `foo[300]`, and `1_000` (2.54). */
  readonly numbersAreDurations: boolean;
  /** `</` and `>/` (3.11). */
  readonly trimOperators: boolean;
  /** `{"a.b"}` and `{"a.b"="c"}` (2.51). */
  readonly quotedNames: boolean;
  /** `by ("a.b")` (3.0). */
  readonly quotedGroupingLabels: boolean;
  /** Before 3.0 any letter after a range was lexed as the colon of a subquery: `foo[5m x 1m]`. */
  readonly letterIsColon: boolean;
  /** Arithmetic in brackets and after `offset` is part of the grammar (3.4), enabled or not. */
  readonly durationExpressions: boolean;
  readonly durationExpressionsEnabled: boolean;
  /** The functions of duration expressions: `step`, `range`, `min_of`, … */
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

/** Memoises a pure function of an immutable key, so sharing it between compilations is safe. */
const grammars = new WeakMap<Dialect, Grammar>();

export function grammarFor(dialect: Dialect): Grammar {
  let grammar = grammars.get(dialect);
  if (!grammar) {
    grammar = createGrammar(dialect);
    grammars.set(dialect, grammar);
  }
  return grammar;
}

function createGrammar(dialect: Dialect): Grammar {
  const since = (major: number, minor: number): boolean => isAtLeast(dialect.version, major, minor);
  const { features } = dialect;
  return {
    dialect,
    keywords: keywordsFor(since),
    fillModifiers: since(3, 10),
    numbersAreDurations: since(2, 54),
    trimOperators: since(3, 11),
    quotedNames: since(2, 51),
    quotedGroupingLabels: since(3, 0),
    letterIsColon: !since(3, 0),
    durationExpressions: since(3, 4),
    durationExpressionsEnabled: since(3, 14) || (since(3, 4) && features.has("promql-duration-expr")),
    durationWords: durationWordsFor(since),
    extendedRangeSelectorsEnabled: since(3, 16) || features.has("promql-extended-range-selectors"),
    fillModifiersEnabled: features.has("promql-binop-fill-modifiers"),
    experimentalFunctionsEnabled: features.has("promql-experimental-functions"),
    queryContextFunctions: since(3, 12),
  };
}

type Since = (major: number, minor: number) => boolean;

function keywordsFor(since: Since): Map<string, KeywordClass> {
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

function durationWordsFor(since: Since): Set<string> {
  const words = new Set<string>();
  if (since(3, 6)) words.add("step");
  if (since(3, 10)) words.add("range");
  if (since(3, 13)) words.add("min_of").add("max_of");
  else if (since(3, 6)) words.add("min").add("max");
  return words;
}

const notMetricNames = new Set(["atan2", "bool", "on", "ignoring", "group_left", "group_right", "inf", "nan"]);

/** True if a token of this kind may be an unquoted metric name. */
export function isMetricNameKind(kind: string, grammar: Grammar): boolean {
  if (kind === "identifier" || kind === "metric identifier") return true;
  return grammar.keywords.has(kind) && !notMetricNames.has(kind);
}

/** True if a token of this kind may be a label in by (…), on (…) and similar lists. Prometheus excludes `without`. */
export function isLabelKind(kind: string, grammar: Grammar): boolean {
  if (kind === "identifier" || kind === "metric identifier") return true;
  const word = grammar.keywords.get(kind);
  return word !== undefined && word !== "number" && kind !== "without";
}

/**
 * True for a word that is never a metric name without quotes. `fill` is one in every release, unless a parenthesis follows
 * it.
 */
export function isReservedMetricName(name: string): boolean {
  return notMetricNames.has(name.toLowerCase());
}

const metricNamePattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelNamePattern = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** True for a metric name that needs no quotes in any release. */
export function isPlainMetricName(name: string): boolean {
  return metricNamePattern.test(name);
}

/** True for a label name that needs no quotes in any release. */
export function isPlainLabelName(name: string): boolean {
  return labelNamePattern.test(name);
}
