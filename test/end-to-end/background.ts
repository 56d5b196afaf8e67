import type { AnyMetric } from "../../src/model/metric/any-metric.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { type Expr, selectors } from "../../src/promql/index.js";
import { enumerateLabelSets } from "../../src/simulate/series/label-sets.js";
import { createSyntheticFamily } from "../../src/simulate/series/synthetic.js";
import { type PlannedSeries, planSeries } from "../../src/simulate/traffic/planned-series.js";
import { indexMetrics } from "./exposition.js";

const seed = "background";
/** Enough for every panel, and few enough to be scraped every two seconds on a small machine. */
const maxLabelSets = 12;

/** Series that Prometheus writes itself, although a system may declare them to read them. */
const writtenByPrometheus: ReadonlySet<string> = new Set(["up", "ALERTS"]);

/** Plans synthetic series for every metric of a system that no rule reads: a scenario decides on those that one reads. */
export function planBackground(system: SystemFacts, rules: readonly Expr[]): readonly PlannedSeries[] {
  const metrics = indexMetrics(system);
  const read = new Set(rules.flatMap(selectors).map(({ name }) => metrics.get(name ?? "")));
  return buildCatalogue(system).services.flatMap((service) =>
    service.metrics.filter((metric) => !read.has(metric) && !writtenByPrometheus.has(metric.name)).map(planSynthetic),
  );
}

function planSynthetic(metric: AnyMetric): PlannedSeries {
  const planned = planSeries(metric, {}, ({ ownLabels, known, version }) =>
    enumerateLabelSets(ownLabels(metric), known, [], maxLabelSets).map((labels) =>
      createSyntheticFamily(metric, labels, seed, version),
    ),
  );
  return { ...planned, arguments: [metric, seed] };
}
