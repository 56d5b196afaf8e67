import { suggestion } from "../../../diagnostics/suggestion.js";
import { refIdAt } from "../../../formats/grafana/ref-id.js";
import { isDataQuery } from "../../../model/dashboard/data-query.js";
import type { Panel } from "../../../panels/kinds/index.js";
import type { PanelOptions } from "../../../panels/panel.js";
import { expressionInputs, expressionType } from "../../../panels/queries/expression.js";
import type { CallPart } from "../../../source/locate-in-call.js";
import { reportError, type Subject } from "../../scope.js";
import type { DashboardScope } from "./panel.js";

/** Reports the queries that options, overrides and expressions of a panel name, and that it does not have. */
export function checkQueryNames({ scope, variables }: DashboardScope, subject: Subject, panel: Panel): void {
  const names = panel.queries.flatMap(({ name }) => name ?? []);
  const others = [...panel.queries.map((_, index) => refIdAt(index)), ...variables.map(({ name }) => name)];
  const report = (name: string, at: Subject, parts: readonly CallPart[]) =>
    reportError(scope, "definition/unknown-query", at, {
      summary: `the panel has no query "${name}"`,
      fix: names.length === 0 ? "give its queries names: { name: query }" : suggestion(name, names),
      parts,
    });
  const { hiddenQueries = [], overrides = [] }: PanelOptions = panel.options;
  for (const [index, name] of hiddenQueries.entries()) {
    if (!names.includes(name)) report(name, subject, [{ argument: 2, path: ["hiddenQueries", String(index)] }]);
  }
  for (const { select, value, origin } of overrides) {
    if (select === "query" && !names.includes(value))
      report(value, { ...subject, origin }, [{ argument: 0, path: [] }]);
  }
  for (const { query } of panel.queries) {
    if (!isDataQuery(query) || query.type !== expressionType) continue;
    for (const name of expressionInputs(query.body)) {
      if (names.includes(name) || others.includes(name)) continue;
      report(name, { ...subject, origin: query.origin }, [{ argument: 0, path: ["expression"] }]);
    }
  }
}
