import { nearest } from "../../diagnostics/nearest.js";
import { type LabelSet, presence } from "../../promql/index.js";
import type { Check, PanelView } from "../check.js";
import { legendLabels } from "../panel/legend.js";

/** A label in a legend that no series of the query has. */
export const legendLabel: Check = {
  id: "dashboard/legend-label",
  on: "panel",
  *run({ panel, settings: { targets } }) {
    for (const { query, legend, format } of targets) {
      // Columns replace the legend.
      if (!query || !legend?.value.includes("{{") || format === "table") continue;
      const labels = query.labelsOf(query.expr);
      const missing = legendLabels(legend.value).filter(({ name }) => presence(labels, name) === "never");
      const [first, ...more] = new Set(missing.map(({ name }) => name));
      if (first === undefined) continue;
      const written = [first, ...more].map((name) => `{{${name}}}`).join(", ");
      yield {
        ...(query.isForeign && { severity: "warning" as const }),
        // A stat or gauge of one series does not show its name.
        ...(!showsNameOfOne(panel) && !labels.hasMany && { severity: "info" as const }),
        summary: `the legend prints ${written}, but the result has no label "${first}"`,
        details: "Grafana prints the name of the label in its place, the same for all series.",
        fix: fixFor(first, labels),
        at: panel.locate(legend.path),
      };
    }
  },
};

function showsNameOfOne({ type }: PanelView): boolean {
  return type !== "stat" && type !== "gauge" && type !== "singlestat";
}

function fixFor(name: string, { labels }: LabelSet): string {
  const present = [...labels].flatMap(([label, there]) => (there === "never" ? [] : [label]));
  const suggestion = nearest(name, present);
  if (suggestion !== undefined) return `did you mean {{${suggestion}}}?`;
  const others = present.length === 0 ? "leave it out" : `print one that it has (${present.join(", ")})`;
  return `${others}, or aggregate by "${name}" too`;
}
