import { type Expr, type VectorSelector, walk } from "../../promql/index.js";
import { type Labels, sampleLabels } from "./sample-labels.js";
import { bucketOf, type Course } from "./tested-values.js";

/** What a selector of a condition reads: a series, or the buckets of a classic histogram. */
export interface ReadSeries {
  readonly members: readonly { readonly name: string; readonly labels: Labels }[];
  /** Courses to try, one for each member. Last, nothing at all. */
  readonly courses: readonly (readonly Course[])[];
}

type Use = "value" | "counter" | "histogram" | "buckets";

/** Events a minute, of which a rate is a whole number. */
const events = 60;

/** Those of each name and labels that are selected; undefined if a selector has no name, or no value can match it. */
export function readSeries(failed: Expr): readonly ReadSeries[] | undefined {
  const numbers = numbersIn(failed);
  const found = new Map<string, ReadSeries>();
  for (const { selector, use } of usesOf(failed)) {
    const labels = sampleLabels(selector.matchers, {});
    if (selector.name === undefined || !labels) return undefined;
    const key = JSON.stringify([selector.name, Object.entries(labels).toSorted()]);
    found.set(key, readAs(use, { name: selector.name, labels }, numbers));
  }
  return Array.from(found.values());
}

/** The selectors, and what they select: counters are those of rates, native histograms those of their functions. */
function usesOf(failed: Expr): readonly { readonly selector: VectorSelector; readonly use: Use }[] {
  const found: { selector: VectorSelector; use: Use }[] = [];
  walk(failed, (node, parent) => {
    if (node.kind !== "selector") return;
    const calls: string[] = [];
    for (let path = parent; path; path = path.parent) if (path.expr.kind === "call") calls.push(path.expr.name);
    const isCounter = parent?.expr.kind === "matrix" && counting.has(calls[0] ?? "");
    found.push({ selector: node, use: isCounter ? useOfCounter(node, calls) : "value" });
  });
  return found;
}

const counting: ReadonlySet<string> = new Set(["rate", "increase", "irate"]);

function useOfCounter({ name = "", matchers }: VectorSelector, calls: readonly string[]): Use {
  if (!calls.some((call) => call.startsWith("histogram_"))) return "counter";
  if (!name.endsWith("_bucket")) return "histogram";
  return matchers.some(({ label }) => label === "le") ? "counter" : "buckets";
}

function readAs(use: Use, series: ReadSeries["members"][number], numbers: readonly number[]): ReadSeries {
  const sides = numbers.flatMap((number) => (number === 0 ? [0] : [2 * number, -2 * number]));
  const bounds = numbers.filter((number) => number > 0).flatMap((number) => [number / 2, number, number * 2]);
  switch (use) {
    case "value":
      return alone(
        series,
        [1, 0, ...sides].map((value) => ({ kind: "stays", value })),
      );
    case "counter": {
      const rates = [...sides, 1, 0].filter((rate) => rate >= 0);
      return alone(
        series,
        rates.map((rate) => ({ kind: "counts", each: events * rate })),
      );
    }
    case "histogram": {
      const indexes = [...new Set(bounds.map(bucketOf))];
      const observed = indexes.map((index): Course => ({ kind: "observes", each: { [index]: events } }));
      return alone(series, [...observed, { kind: "observes", each: {} }]);
    }
    case "buckets":
      return bucketsOf(
        series,
        [...new Set(bounds)].toSorted((one, other) => one - other),
      );
  }
}

function alone(series: ReadSeries["members"][number], courses: readonly Course[]): ReadSeries {
  const texts = new Map([...courses, missing].map((course) => [JSON.stringify(course), [course]]));
  return { members: [series], courses: [...texts.values()] };
}

const missing: Course = { kind: "missing" };

/** The buckets of a classic histogram, of which one has all observations: those above it count them, too. */
function bucketsOf({ name, labels }: ReadSeries["members"][number], bounds: readonly number[]): ReadSeries {
  const members = [...bounds.map(String), "+Inf"].map((le) => ({ name, labels: { ...labels, le } }));
  const observed = members.map((_, filled) =>
    members.map((_, at): Course => ({ kind: "counts", each: at < filled ? 0 : events })),
  );
  const none = members.map((): Course => ({ kind: "counts", each: 0 }));
  return { members, courses: [...observed, none, members.map(() => missing)] };
}

/** The numbers of an expression, without their signs. */
function numbersIn(failed: Expr): readonly number[] {
  const numbers = new Set<number>();
  walk(failed, (node) => {
    if (node.kind === "number" && Number.isFinite(node.value)) numbers.add(Math.abs(node.value));
  });
  return [...numbers];
}
