import { hasKind, isDefinitionOf } from "../definition/definition.js";
import {
  completeRecord,
  either,
  instance,
  list,
  number,
  object,
  record,
  required,
  type Shape,
  string,
  varying,
} from "../definition/option-table.js";

/** A histogram, classic or native, or some of its series. */
export const distributionShape: Shape = instance("a histogram, or some of its series", (value) =>
  /istogram/.test(metricTypeOf(value)),
);

/** A metric with one value or one distribution for each of its series; not a classic histogram or a summary. */
export const seriesShape: Shape = instance(
  "a counter or another metric with a single name, or some of its series",
  (value) => /^(?:counter|gauge|info|nativeHistogram)$/.test(metricTypeOf(value)),
);

/** The type of a metric, or of the metric that some series belong to; empty for anything else. */
function metricTypeOf(value: object): string {
  if (hasKind(value, "histogramSeries")) return "histogram";
  const { metric } = value as { readonly metric?: unknown };
  const owner = hasKind(value, "series") ? metric : value;
  return isDefinitionOf(owner, "metric") ? String((owner as { type?: unknown }).type) : "";
}

/** A capability: `http({ … })`, `cache({ … })`, `database({ … })`, `worker({ … })`. */
export function capabilityShape(name: "http" | "cache" | "database" | "worker"): Shape {
  return instance(
    `the ${name}({ … }) of a service`,
    (value) => hasKind(value, "capability") && (value as { capability?: unknown }).capability === name,
  );
}

const values = either(
  "a string, a list of strings or a regular expression",
  string,
  list(string),
  instance("", isRegExp),
);

/** A matcher of a label. */
export const matcherShape: Shape = varying(
  either(
    "a string, a list of strings, a regular expression, not(…) or a variable",
    values,
    instance("", (value) => hasKind(value, "variable")),
    instance("", (value) => hasKind(value, "not")),
  ),
);

/** The argument of `not`. */
export const negatedShape: Shape = values;

/** Matchers by label. */
export const matchersShape: Shape = record(matcherShape);

/** The values of a label, as the definition of a metric declares them. */
export const labelSpecShape: Shape = either(
  "a number, a list of values, or { values, about }",
  number,
  list(string),
  object({ values: required(list(string)), about: required(number) }),
);

/** The labels of a metric, a service or a system. */
export const labelsShape: Shape = completeRecord(labelSpecShape);

function isRegExp(value: object): boolean {
  return value instanceof RegExp;
}
