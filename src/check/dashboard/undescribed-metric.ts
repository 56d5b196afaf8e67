import type { VectorSelector } from "../../promql/index.js";
import { metricName } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import type { Part } from "../expression/parts.js";
import { findNativeWhole, isKnownSeries } from "../expression/series.js";
import { findSimilarSeries } from "../expression/similar-series.js";

/** Metrics of a dashboard from elsewhere that the project does not describe, and that are not close to one it does. */
export const undescribedMetric: Check = {
  id: "dashboard/undescribed-metric",
  on: "dashboard",
  *run(dashboard) {
    if (!dashboard.context.catalogue) return;
    const first = new Map<string, () => ReturnType<AnalyzedQuery["locate"]>>();
    for (const query of dashboard.panels.flatMap(({ queries }) => queries)) {
      if (!query.isForeign) continue;
      const analyzed = query.analyze();
      for (const selector of analyzed.parts.selectors) {
        const name = metricName(selector.expr);
        if (name === undefined || first.has(name) || !isUndescribed(analyzed, selector, name)) continue;
        const { start, end } = selector.expr;
        first.set(name, () => query.locate(start, end));
      }
    }
    const [locate] = first.values();
    if (!locate) return;
    const names = [...first.keys()].sort();
    const shown = names.slice(0, mostShown).join(", ");
    yield {
      summary: `no definition describes ${names.length === 1 ? `the metric ${shown}` : `${names.length} metrics`}`,
      details: [
        ...(names.length > 1
          ? [`${shown}${names.length > mostShown ? ` and ${names.length - mostShown} more.` : "."}`]
          : []),
        "Their names, types and labels are not checked.",
      ].join(" "),
      at: locate(),
    };
  },
};

const mostShown = 10;

function isUndescribed({ context }: AnalyzedQuery, selector: Part<VectorSelector>, name: string): boolean {
  if (isKnownSeries(name, context) !== false || findNativeWhole(name, context)) return false;
  return findSimilarSeries(name, selector, context).length === 0;
}
