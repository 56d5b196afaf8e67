import { cardinality } from "../../model/metric/label.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { metricName, selectors } from "../../promql/index.js";
import type { AnalyzedQuery, Check, Finding, PanelSubject, Setting, TargetSetting } from "../check.js";
import { differingLabels, isTemplate, legendLabels } from "../panel/legend.js";
import { showsNames } from "../panel/settings.js";

/** Series of a panel that its legend does not tell apart. */
export const sameNameSeries: Check = {
  id: "dashboard/same-name-series",
  after: ["dashboard/legend-label"],
  on: "panel",
  *run(subject) {
    const { panel, settings } = subject;
    // Names come from elsewhere.
    if (!showsNames(panel) || settings.displayName !== undefined || settings.transformations.length > 0) return;
    const shown = settings.targets.filter(({ isHidden, format }) => !isHidden && format === "time_series");
    for (const target of shown) yield* ofOneQuery(target, subject);
    yield* ofSeveral(shown, subject);
    yield* withoutLegend(shown, subject);
  },
};

/** A query whose legend prints none of the labels in which its series differ. */
function* ofOneQuery({ query, legend }: TargetSetting, { panel }: PanelSubject): Iterable<Finding> {
  // A label that the result lacks has a finding of its own.
  if (!query || !legend || isTemplate(legend.value)) return;
  const labels = query.labelsOf(query.expr);
  if (!labels.hasMany) return;
  const differing = differingLabels(query.expr, labels)?.filter((label) => mayVary(label, query));
  if (!differing || differing.length === 0) return;
  yield {
    summary: `all series of the query are called "${legend.value}"`,
    details: `They differ in ${differing.join(", ")}, which the legend does not print.`,
    fix: `print it: "${differing.map((label) => `{{${label}}}`).join(" ")}"; or aggregate to one series`,
    at: panel.locate(legend.path),
  };
}

/** True unless the catalogue gives a label one value. */
function mayVary(label: string, { expr, context }: AnalyzedQuery): boolean {
  const { catalogue } = context;
  return !catalogue || selectors(expr).every((selector) => valuesOf(label, metricName(selector), catalogue) !== 1);
}

function valuesOf(label: string, name: string | undefined, { series }: Catalogue): number | undefined {
  const labels = series.get(name ?? "")?.labels;
  const spec = labels && Object.hasOwn(labels, label) ? labels[label] : undefined;
  return spec === undefined ? undefined : cardinality(spec);
}

/** Queries with one legend. */
function* ofSeveral(targets: readonly TargetSetting[], { panel, settings }: PanelSubject): Iterable<Finding> {
  const isRenamed = settings.overrides.some(({ properties }) => properties.some(({ id }) => id === "displayName"));
  if (isRenamed) return;
  const first = new Map<string, TargetSetting>();
  const reported = new Set<string>();
  for (const target of targets) {
    const { legend, query } = target;
    if (!legend || !query || legend.value.includes("$")) continue;
    const key = legend.value.replace(/\{\{\s*|\s*\}\}/g, (braces) => braces.trim());
    const before = first.get(key);
    if (!before?.query) first.set(key, target);
    else if (!reported.has(key) && areDifferent(before.query, query, legend.value)) {
      reported.add(key);
      yield sameLegend(legend, target, before, panel);
    }
  }
}

/**
 * True if both queries surely have results at the same time, with the same names. Two that read different metrics may
 * be for two releases of an exporter; two that select different values may print the label that tells them apart.
 */
function areDifferent(one: AnalyzedQuery, other: AnalyzedQuery, legend: string): boolean {
  const printed = new Set(legendLabels(legend).map(({ name }) => name));
  const summarize = ({ expr }: AnalyzedQuery) =>
    selectors(expr)
      .map((selector) => {
        const chosen = selector.matchers.filter(({ label }) => printed.has(label));
        const values = chosen.map(({ label, operator, value }) => label + operator + value);
        return JSON.stringify([metricName(selector) ?? "?", ...values.sort()]);
      })
      .sort();
  const [left, right] = [summarize(one), summarize(other)];
  return left.join() === right.join() && !left.some((selector) => selector.startsWith('["?"'));
}

function sameLegend(
  { value, path }: Setting<string>,
  { refId }: TargetSetting,
  before: TargetSetting,
  panel: PanelSubject["panel"],
): Finding {
  return {
    summary: `the queries ${before.refId} and ${refId} have one legend: "${value}"`,
    details: isTemplate(value)
      ? "Their series have the same names where they have the same labels."
      : "Their series have the same name.",
    fix: `say in each legend what its query shows, as in "${value} in" and "${value} out"`,
    at: panel.locate(path),
  };
}

/** Queries with one series each and without a legend, which Grafana calls by their expressions. */
function* withoutLegend(targets: readonly TargetSetting[], { panel, settings }: PanelSubject): Iterable<Finding> {
  if (settings.overrides.length > 0 || targets.length < 2) return;
  const unnamed = targets.filter(({ legend, query }) => legend === undefined && query && isUnlabelled(query));
  const [first] = unnamed;
  if (!first || unnamed.length < 2) return;
  yield {
    severity: "info",
    summary: `the queries ${unnamed.map(({ refId }) => refId).join(", ")} have no legend, and are called by their expressions`,
    details: "The reader has to know PromQL, and to find the difference.",
    fix: 'give each query a legend, such as "requests" and "errors"',
    at: panel.locate([...first.path, "expr"]),
  };
}

function isUnlabelled(query: AnalyzedQuery): boolean {
  const { labels, isOpen } = query.labelsOf(query.expr);
  return !isOpen && [...labels.values()].every((there) => there === "never");
}
