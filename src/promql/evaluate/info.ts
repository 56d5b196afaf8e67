import type { VectorSelector } from "../ast.js";
import { fail } from "./failure.js";
import { type Metric, metricNameLabel, nameOf, withLabel, withOnly } from "./metric.js";
import { selectInstant } from "./select.js";
import { absent, type Column, copySample, emptyColumn, isEmpty, type Value } from "./value.js";
import { type VectorCall, vectorArgument, vectorOf } from "./vector-call.js";

/** The labels by which an info metric belongs to others. */
const identifying: ReadonlySet<string> = new Set(["instance", "job"]);
const defaultInfoMetric = "target_info";

/**
 * Adds to series the labels of the info metrics that belong to them, by job and instance: all of target_info's, or
 * those that the second argument asks for.
 */
export function info(call: VectorCall): Value {
  const { context, grid } = call;
  const wanted = call.args[1];
  const selector = wanted?.kind === "selector" ? wanted : undefined;
  const infos = selectInstant(infoSelector(selector, call), { grid, shift: 0, context }, false).columns;
  const infoNames = new Set(infos.map(({ metric }) => nameOf(metric)));
  const asked = new Set(
    (selector?.matchers ?? []).map(({ label }) => label).filter((label) => label !== metricNameLabel),
  );
  const mustMatch = (selector?.matchers ?? []).some(({ label, operator, value }) => {
    return label !== metricNameLabel && operator === "=" && value !== "";
  });
  const byIdentity = new Map<string, Column[]>();
  for (const column of infos) {
    const { key } = withOnly(column.metric, identifying);
    byIdentity.set(key, [...(byIdentity.get(key) ?? []), column]);
  }
  const columns: Column[] = [];
  for (const column of vectorArgument(call, 0)) {
    const identity = withOnly(column.metric, identifying);
    if (infoNames.has(nameOf(column.metric)) || identity.names.length === 0) {
      columns.push(column);
      continue;
    }
    columns.push(...enriched(column, byIdentity.get(identity.key) ?? [], asked, mustMatch));
  }
  return vectorOf(columns);
}

/** What the second argument selects; without a name for the info metric, target_info. */
function infoSelector(selector: VectorSelector | undefined, { node }: VectorCall): VectorSelector {
  const names = selector?.matchers.some(({ label }) => label === metricNameLabel) ?? false;
  const { start, end } = node;
  const base: VectorSelector = selector ?? {
    kind: "selector",
    name: undefined,
    nameStart: start,
    nameEnd: start,
    matchers: [],
    start,
    end,
  };
  return names ? { ...base } : { ...base, name: defaultInfoMetric };
}

/** A series with the labels of the infos at each step; as their labels change, so do the series. */
function enriched(column: Column, infos: readonly Column[], asked: ReadonlySet<string>, mustMatch: boolean): Column[] {
  const results = new Map<string, Column>();
  for (let step = 0; step < column.kinds.length; step++) {
    if (column.kinds[step] === absent) continue;
    const present = infos.filter(({ kinds }) => kinds[step] !== absent);
    if (present.length === 0 && mustMatch) continue;
    const metric = withInfo(column.metric, present, asked);
    let result = results.get(metric.key);
    if (!result) {
      result = emptyColumn(metric, column.dropName, column.kinds.length);
      results.set(metric.key, result);
    }
    copySample(result, column, step);
  }
  return [...results.values()].filter((result) => !isEmpty(result));
}

function withInfo(metric: Metric, infos: readonly Column[], asked: ReadonlySet<string>): Metric {
  const added = new Map<string, string>();
  const seen = new Set<string>();
  for (const { metric: about } of infos) {
    const name = nameOf(about);
    if (seen.has(name)) fail(`found duplicate series for info metric ${name}`);
    seen.add(name);
    for (let index = 0; index < about.names.length; index++) {
      const label = about.names[index]!;
      if (label === metricNameLabel || identifying.has(label) || metric.names.includes(label)) continue;
      if (asked.size > 0 && !asked.has(label)) continue;
      const value = about.values[index]!;
      const known = added.get(label);
      if (known !== undefined && known !== value) fail(`conflicting label: ${label}`);
      added.set(label, value);
    }
  }
  let result = metric;
  for (const [label, value] of added) result = withLabel(result, label, value);
  return result;
}
