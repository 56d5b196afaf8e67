import type { Choice } from "./choice.js";
import { classicHistogram, families, identifyingLabels } from "./families.js";
import { dataEnd, dataStart } from "./series.js";

/** The labels by which the series of a vector differ, apart from the name: those that operators match by. */
export type Shape = readonly string[];

/** The shapes of operands. */
export const shapes: readonly Shape[] = [["job", "instance"], ["job", "instance", "code"], ["job"]];

export const durations = ["30s", "1m", "90s", "2m", "3m30s", "5m", "7m", "10m", "15m"];
const steps = ["", "", "15s", "30s", "45s", "1m", "2m"];

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((label) => b.includes(label));
}

/** Returns the metrics whose series differ by these labels, with floats or native histograms. */
export function metricsWith(shape: Shape, histograms: boolean): string[] {
  const matching = families.filter(
    (family) => family.samples.endsWith("histogram") === histograms && sameShape(identifyingLabels(family), shape),
  );
  const classic = [...Object.keys(classicHistogram.labels)];
  const parts = ["sum", "count"].map((suffix) => `${classicHistogram.name}_${suffix}`);
  return [...matching.map(({ name }) => name), ...(!histograms && sameShape(classic, shape) ? parts : [])];
}

const matchersByLabel: Readonly<Record<string, readonly string[]>> = {
  job: ['job="api"', 'job!="api"', 'job=~"api|web"', 'job!~"w.*"', 'job=~"a.+"', 'job!=""'],
  instance: ['instance="1"', 'instance!="3"', 'instance=~"[12]"', 'instance!~"2|4"', 'instance=~".*"'],
  code: ['code="500"', 'code!="500"', 'code=~"5.."', 'code!~"4.."'],
};

/** A vector selector without modifiers; mostly it selects every series of the metric. */
export function selector(metric: string, shape: Shape, choice: Choice): string {
  const matchers = shape
    .filter(() => choice.chance(0.12))
    .map((label) => choice.of(matchersByLabel[label] ?? [`${label}!=""`]));
  if (choice.chance(0.03)) matchers.push('absent=""');
  if (choice.chance(0.05)) return `{${[`__name__="${metric}"`, ...matchers].join(",")}}`;
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(",")}}`;
}

const offsets = ["1m", "2m", "5m", "30s", "7m", "-1m", "-90s", "-2m"];

/** Generates offset and `@` modifiers with a probability, in either order. */
export function modifiers(choice: Choice, share = 0.12, at = true): string {
  const parts: string[] = [];
  if (choice.chance(share)) parts.push(` offset ${choice.of(offsets)}`);
  if (at && choice.chance(share)) {
    const kind = choice.of(["start()", "end()", "a time"]);
    parts.push(` @ ${kind === "a time" ? timestamp(choice) : kind}`);
  }
  return choice.chance(0.5) ? parts.join("") : parts.reverse().join("");
}

/** A random time within the data, in seconds. */
function timestamp({ random }: Choice): string {
  const milliseconds = dataStart + random.below(dataEnd - dataStart);
  return random.chance(0.5) ? String(Math.round(milliseconds / 60_000) * 60) : String(milliseconds / 1000);
}

/** A range over a metric, or a subquery over an expression. */
export function range(of: { metric: string; shape: Shape } | { inner: string; at: boolean }, choice: Choice): string {
  const length = choice.of(durations);
  if ("inner" in of) return `${of.inner}[${length}:${choice.of(steps)}]${modifiers(choice, 0.3, of.at)}`;
  return `${selector(of.metric, of.shape, choice)}[${length}]${modifiers(choice)}`;
}
