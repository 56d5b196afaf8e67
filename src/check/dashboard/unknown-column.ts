import { nearest } from "../../diagnostics/nearest.js";
import { presence } from "../../promql/index.js";
import type { Check, PanelView, TableView } from "../check.js";
import { panelName } from "./panel-name.js";

/** Grafana's own field of a table, besides labels and values. */
const time = "Time";

/** A table column without data. */
export const unknownColumn: Check = {
  id: "dashboard/unknown-column",
  on: "dashboard",
  *run(dashboard) {
    for (const panel of dashboard.panels) {
      // Columns are unknown where an expression has another language or does not parse.
      if (!panel.table || panel.queries.length < panel.expressions.length) continue;
      for (const column of panel.table.labels) {
        const { name } = column;
        if (name === time || mayYield(panel, name)) continue;
        yield {
          summary: `column "${name}" is neither a label of the results nor an expression`,
          details: "Grafana draws the table without the column.",
          fix: fixFor(panel, panel.table, name),
          // Searching the source loads a parser, which an allowed finding does not need.
          get at() {
            return column.span ?? panel.span;
          },
          subject: panelName(panel, dashboard),
          allow: panel.allow,
        };
      }
    }
  },
};

function mayYield({ queries }: PanelView, label: string): boolean {
  return queries.some((query) => presence(query.analyze().labelsOf(query.expr), label) !== "never");
}

function fixFor({ queries }: PanelView, { expressions }: TableView, name: string): string {
  const yielded = new Set<string>();
  for (const query of queries) {
    for (const [label, is] of query.analyze().labelsOf(query.expr).labels) if (is !== "never") yielded.add(label);
  }
  const suggestion = nearest(name, [...yielded, ...expressions]);
  if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
  const yieldedList = yielded.size === 0 ? "" : ` (${[...yielded].join(", ")})`;
  return `use a label of the results${yieldedList} or the name of an expression, or aggregate by "${name}" too`;
}
