import type { LabelSpec } from "../../model/metric/label.js";
import type { AnyMetric } from "../../model/metric/metric.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { SeriesLabels } from "./family.js";
import { canHaveValue, type KnownValues, listLabelValues } from "./label-values.js";

/** What one matcher after the other of a selector asks for, by label: any of the values. */
export type RequestedLabels = Readonly<Record<string, readonly string[]>>;

/**
 * The labels that a process itself puts on the series of a metric. Told by what is said of them: metric and service may
 * come from two runs of the same files.
 */
export function ownLabels(metric: AnyMetric, service: ServiceFacts): Readonly<Record<string, LabelSpec>> {
  const isAdded = (name: string, spec: LabelSpec) => JSON.stringify(service.addedLabels[name]) === JSON.stringify(spec);
  return Object.fromEntries(Object.entries(metric.labels).filter(([name, spec]) => !isAdded(name, spec)));
}

/**
 * The sets of labels that a process exposes of a metric: every combination of values, as long as there are no more than
 * a bound.
 *
 * Beyond it, labels with many open values are taken to say of what thing a series is (a pod, its namespace, its uid), so
 * that there is one combination for each thing; labels with a known list of values are taken to say what of it, and come
 * in full. For each selector there is a combination that it selects, where the labels can have what it asks for.
 */
export function enumerateLabelSets(
  labels: Readonly<Record<string, LabelSpec>>,
  known: KnownValues,
  requested: readonly RequestedLabels[],
  limit: number,
): readonly SeriesLabels[] {
  const dimensions = Object.entries(labels).map(([name, spec]) => ({
    name,
    spec,
    values: listLabelValues(name, spec, known, limit),
  }));
  const product = dimensions.reduce((count, { values }) => count * values.length, 1);
  const sets = product <= limit ? cartesianProduct(dimensions) : setsPerEntity(dimensions, limit);
  const requestedSets = requested.flatMap((one) => setsMatching(sets[0] ?? {}, labels, known, one));
  return deduplicate([...requestedSets, ...sets]);
}

interface Dimension {
  readonly name: string;
  readonly spec: LabelSpec;
  readonly values: readonly string[];
}

function cartesianProduct(dimensions: readonly Dimension[]): readonly SeriesLabels[] {
  return dimensions.reduce<readonly SeriesLabels[]>(
    (sets, { name, values }) => sets.flatMap((set) => values.map((value) => ({ ...set, [name]: value }))),
    [{}],
  );
}

/** Lists longer than this are things, too. */
const maxEnumerationSize = 12;

function setsPerEntity(dimensions: readonly Dimension[], limit: number): readonly SeriesLabels[] {
  const isEnumeration = ({ spec, values }: Dimension) =>
    typeof spec !== "number" && values.length <= maxEnumerationSize;
  const enumerations = cartesianProduct(dimensions.filter(isEnumeration)).slice(0, limit);
  const identifiers = dimensions.filter((one) => !isEnumeration(one)).sort((a, b) => b.values.length - a.values.length);
  const count = Math.max(1, Math.min(identifiers[0]?.values.length ?? 1, Math.floor(limit / enumerations.length)));
  return Array.from({ length: count }, (_, number) => entityLabels(identifiers, number)).flatMap((one) =>
    enumerations.map((list) => ({ ...one, ...list })),
  );
}

/**
 * One of many things. Which value a label has follows from the value of the next larger label, so that a pod is in the
 * same namespace whichever metric it is seen in.
 */
function entityLabels(dimensions: readonly Dimension[], number: number): SeriesLabels {
  let index = number;
  const labels: Record<string, string> = {};
  for (const { name, values } of dimensions) {
    index %= values.length;
    labels[name] = values[index]!;
  }
  return labels;
}

/** Combinations with what a selector asks for; none where a label cannot have it. */
function setsMatching(
  set: SeriesLabels,
  labels: Readonly<Record<string, LabelSpec>>,
  known: KnownValues,
  requested: RequestedLabels,
): readonly SeriesLabels[] {
  let sets: readonly SeriesLabels[] = [set];
  for (const [name, values] of Object.entries(requested)) {
    const spec = labels[name];
    if (spec === undefined) continue;
    const possible = values.filter((value) => canHaveValue(name, spec, value, known));
    sets = sets.flatMap((one) => possible.map((value) => ({ ...one, [name]: value }))).slice(0, maxSetsPerSelector);
  }
  return sets;
}

/** Of `{method=~"a|b|c", status=~"d|e|f"}` not every combination is needed. */
const maxSetsPerSelector = 50;

function deduplicate(sets: readonly SeriesLabels[]): readonly SeriesLabels[] {
  const byText = new Map<string, SeriesLabels>();
  for (const set of sets) byText.set(JSON.stringify(Object.entries(set).sort()), set);
  return [...byText.values()];
}
