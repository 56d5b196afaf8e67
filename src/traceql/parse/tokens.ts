import type { AggregateOperator, MetricsOperator, Scope } from "../syntax/ast.js";

/** Fields that every span has, by the name that needs no scope. */
export const intrinsics: ReadonlySet<string> = new Set(
  (
    "duration name status statusMessage kind parent rootName rootServiceName traceDuration " +
    "nestedSetLeft nestedSetRight nestedSetParent"
  ).split(" "),
);

/** The fields behind `span:`, `trace:` and their like. */
export const scopedIntrinsics: ReadonlyMap<string, readonly string[]> = new Map([
  ["trace", ["duration", "rootName", "rootService", "id"]],
  ["span", ["duration", "name", "kind", "status", "statusMessage", "id", "parentID", "childCount"]],
  ["event", ["name", "timeSinceStart"]],
  ["link", ["traceID", "spanID"]],
  ["instrumentation", ["name", "version"]],
]);

/** The scopes of attributes, which a dot follows. */
export const attributeScopes: ReadonlySet<string> = new Set<Scope>([
  "span",
  "resource",
  "event",
  "link",
  "instrumentation",
  "parent",
]);

/** Values that are words. */
export const literalWords: ReadonlySet<string> = new Set(
  "true false nil ok error unset unspecified internal server client producer consumer".split(" "),
);

/** The words for the limits of integers, which are not reserved. */
export const integerWords: ReadonlySet<string> = new Set(["minInt", "maxInt"]);

export const aggregateOperators: ReadonlySet<string> = new Set<AggregateOperator>([
  "count",
  "avg",
  "max",
  "min",
  "sum",
]);

export const metricsOperators: ReadonlySet<string> = new Set<MetricsOperator>([
  "rate",
  "count_over_time",
  "min_over_time",
  "max_over_time",
  "avg_over_time",
  "sum_over_time",
  "quantile_over_time",
  "histogram_over_time",
]);

const otherWords = "by coalesce select compare topk bottomk with childCount rootService id traceID spanID parentID";

/** Words that cannot be the name of a hint. */
export const keywords: ReadonlySet<string> = new Set([
  ...intrinsics,
  ...literalWords,
  ...aggregateOperators,
  ...metricsOperators,
  ...otherWords.split(" "),
  "timeSinceStart",
  "version",
]);

/** Operators and punctuation of two and three characters; a shorter one is the start of each. */
export const longOperators: ReadonlySet<string> = new Set(
  "!= =~ !~ >= <= && || >> << !> !< !>> !<< &~ &> &< &>> &<<".split(" "),
);

export const shortOperators: ReadonlySet<string> = new Set(", { } ( ) = > < + - / % * ^ ! | ~".split(" "));
