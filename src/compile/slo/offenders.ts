import { observationRate, rateUpTo } from "../../library/distribution.js";
import { definitionOf, type Measured } from "../../library/grouping.js";
import { rateBy } from "../../library/rate.js";
import { promql } from "../../model/expression/promql.js";
import { isQuery, type Query } from "../../model/expression/query.js";
import type { Distribution, EventSeries } from "../../model/metric/capability.js";
import type { Slo } from "../../model/slo/slo.js";
import type { SystemFacts } from "../../model/system/system.js";
import { type TablePanel, table } from "../../panels/kinds/records/table.js";

/** The labels by which most events failed in the last hour. None if the failures have no labels of their own. */
export function offendersPanels({ indicator }: Slo, system: SystemFacts): readonly TablePanel[] {
  const { of, failed, good, bound } = indicator.measured ?? {};
  const counted = failed ?? of;
  if (counted === undefined || isQuery(counted) || isQuery(good)) return [];
  const labels = ownLabels(counted as Measured, system);
  if (labels.length === 0) return [];
  const rate = (events: unknown) => rateBy(events as EventSeries, labels, "1h");
  const failures =
    bound !== undefined
      ? slowerBy(of as Distribution, bound, labels)
      : failed === undefined
        ? promql`${rate(of)} - ${rate(good)}`
        : rate(failed);
  const columns = Object.fromEntries(labels.map((label) => [label, { title: label }]));
  const offenders = table("Worst offenders", promql`topk(10, 3600 * (${failures}) > 0)`, {
    description: `The ${indicator.events} that ${indicator.failure} in the last hour, by their labels: the ten largest numbers.`,
    unit: "short",
    decimals: 0,
    columns: { ...columns, Value: { title: "Failures" } },
    sortBy: "Value",
    descending: true,
    noValue: "Nothing failed in the last hour",
  });
  return [offenders];
}

function slowerBy(histogram: Distribution, bound: number, labels: readonly string[]): Query {
  return promql`${observationRate(histogram, labels, "1h")} - ${rateUpTo(histogram, bound, labels, "1h")}`;
}

/** The labels that the service itself gives a metric, not those that scraping adds. */
function ownLabels(measured: Measured, { definitions, labels }: SystemFacts): readonly string[] {
  const metric = definitionOf(measured);
  const service = definitions.find((one) => one.kind === "service" && one.service.name === metric.owner?.service);
  const added = service?.kind === "service" ? service.service.addedLabels : labels;
  return Object.keys(metric.labels).filter((label) => label !== "le" && !Object.hasOwn(added, label));
}
