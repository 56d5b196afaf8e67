import type { AnyMetric } from "../../model/metric/any-metric.js";
import type { LabelSpec } from "../../model/metric/label.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { SeriesLabels } from "./family.js";
import { canHaveValue, type KnownValues, listLabelValues } from "./label-values.js";

/** Values that the matchers of one selector accept, by label. */
export type RequestedLabels = Readonly<Record<string, readonly string[]>>;

/**
 * Labels that a process exposes on a metric, without those that scraping adds. Compares specs by value, since metric and
 * service may come from two loads of the same file.
 */
export function ownLabels(metric: AnyMetric, service: ServiceFacts): Readonly<Record<string, LabelSpec>> {
  const isAdded = (name: string, spec: LabelSpec) => JSON.stringify(service.addedLabels[name]) === JSON.stringify(spec);
  return Object.fromEntries(Object.entries(metric.labels).filter(([name, spec]) => !isAdded(name, spec)));
}

/**
 * Lists the label sets that a process exposes for a metric: the cartesian product of their values, up to a limit.
 *
 * Above the limit, labels with many open values are taken to identify an entity (a pod, its namespace, its uid), with one
 * combination for each entity; labels with a short list of values describe it, and appear in full. Every selector gets a
 * label set that it matches, if the labels can have the requested values.
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
  const [first = {}] = sets;
  const requestedSets = requested.flatMap((one) => [
    ...setsMatching(first, labels, known, one),
    ...setsBeside(first, labels, known, one),
  ]);
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

/** Labels with more values than this identify entities. */
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
 * Returns the labels of one entity. Each value is derived from that of the next larger label, so that a pod has the same
 * namespace in every metric.
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

/** Returns label sets that a selector matches; none if a label cannot have a requested value. */
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

/** Returns a label set that a selector does not match: the share of series that it selects must not be all of them. */
function setsBeside(
  set: SeriesLabels,
  labels: Readonly<Record<string, LabelSpec>>,
  known: KnownValues,
  requested: RequestedLabels,
): readonly SeriesLabels[] {
  for (const [name, values] of Object.entries(requested)) {
    const spec = labels[name];
    const possible = spec === undefined ? [] : listLabelValues(name, spec, known, maxSetsPerSelector);
    const other = possible.find((value) => !values.includes(value));
    if (other !== undefined) return [{ ...set, [name]: other }];
  }
  return [];
}

/** Limits the combinations for selectors such as `{method=~"a|b|c", status=~"d|e|f"}`. */
const maxSetsPerSelector = 50;

function deduplicate(sets: readonly SeriesLabels[]): readonly SeriesLabels[] {
  const byText = new Map<string, SeriesLabels>();
  for (const set of sets) byText.set(JSON.stringify(Object.entries(set).sort()), set);
  return [...byText.values()];
}
