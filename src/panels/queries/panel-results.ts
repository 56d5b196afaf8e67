import type { DataQuery } from "../../model/dashboard/data-query.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { define } from "../../model/definition/definition.js";
import { boolean, object, required, string } from "../../model/definition/option-table.js";

/** Grafana's name of the data source that has the results of other panels. */
export const panelResultsType = "-- Dashboard --";

export interface PanelResultsOptions {
  /** True for the results behind the transformations of the panel. Default false. */
  readonly transformed?: boolean;
}

/** The results of another panel of the dashboard, by its title. Compiling replaces the title by the id. */
export function panelResults(title: string, options: PanelResultsOptions = {}): DataQuery {
  const origin = checkArguments("query.panel(…)", [
    ["title", title, required(string)],
    ["options", options, object({ transformed: boolean })],
  ]);
  const body = { panel: title, ...(options.transformed && { withTransforms: true }) };
  const source = { type: panelResultsType, dataSource: undefined, formats: undefined, inVariables: undefined };
  return define({ kind: "dataQuery", ...source, body }, origin);
}
