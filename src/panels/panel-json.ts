import {
  type GivenDataSources,
  type GivenJson,
  givenDataSources,
  givenJson,
  readGivenJson,
} from "../model/dashboard/foreign-json.js";
import type { ForeignPanel } from "../model/dashboard/panel.js";
import { type VisibilityOptions, visibilityOptions } from "../model/dashboard/visibility.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import { type Allowances, allowShape, define } from "../model/definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../model/definition/only.js";
import { type OptionTable, object, required, string } from "../model/definition/option-table.js";

export interface PanelJsonOptions extends EnvironmentFilter, VisibilityOptions {
  /** Another title. Default: that in the JSON. */
  readonly title?: string;
  /** The stable name from which its id derives. Default: its title. */
  readonly key?: string;
  /**
   * Data sources of the environment, by the uid or the name that the JSON has in their place.
   *
   * @example
   * dataSources: { P1809F7CD0C75ACF3: "prom" }
   */
  readonly dataSources?: GivenDataSources;
  /** Checks that may report this panel, each with a reason. */
  readonly allow?: Allowances;
}

const panelJsonOptions = {
  ...environmentFilterOptions,
  ...visibilityOptions,
  title: string,
  key: string,
  dataSources: givenDataSources,
  allow: allowShape,
} as const satisfies OptionTable<PanelJsonOptions>;

const panelJsonShape = givenJson("the JSON of a panel");

/**
 * A panel in Grafana's own JSON: an imported file, its text and path, only its text, or an object. It is written as it
 * is, except for its id, its position, and data sources.
 *
 * @example
 * import latency from "./latency.json";
 * row("Imported", [panelJson(latency, { key: "imported-latency" })])
 */
export function panelJson(json: GivenJson, options: PanelJsonOptions = {}): ForeignPanel {
  const origin = checkArguments("panelJson(…)", [
    ["json", json, required(panelJsonShape)],
    ["options", options, object(panelJsonOptions)],
  ]);
  const { title, key, dataSources, allow, only, showIf, hideIf } = options;
  const fields = { kind: "foreignPanel" as const, title, key, dataSources, allow, only, showIf, hideIf };
  return define({ ...fields, ...readGivenJson(json), size: undefined }, origin);
}
