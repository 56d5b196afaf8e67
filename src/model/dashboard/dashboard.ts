import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define, type Identity, identityOptions } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { boolean, definition, list, type OptionTable, object, required, string } from "../definition/option-table.js";
import type { Annotation, TaggedAnnotation } from "./annotation.js";
import { type DashboardSettings, dashboardSettings } from "./dashboard-settings.js";
import { linkOptions, type PanelLink, type TagLink } from "./link.js";
import { type Panels, panelsShape } from "./panel.js";
import type { ChoiceVariable, Variable } from "./variable.js";

/** A heading and the panels under it. */
export interface Row extends Definition, EnvironmentFilter {
  readonly kind: "row";
  readonly title: string;
  readonly key: string | undefined;
  readonly collapsed: boolean;
  readonly repeat: ChoiceVariable | undefined;
  readonly panels: Panels;
}

export interface RowOptions extends EnvironmentFilter {
  /** The stable name from which its id derives. Default: the title. */
  readonly key?: string;
  /** True to show only the heading at first. Default false. */
  readonly collapsed?: boolean;
  /** Repeats the row, with its panels, for each selected value. */
  readonly repeat?: ChoiceVariable;
}

const rowOptions = {
  ...environmentFilterOptions,
  key: string,
  collapsed: boolean,
  repeat: definition("variable"),
} as const satisfies OptionTable<RowOptions>;

/**
 * A heading with panels under it.
 *
 * @example
 * row("Cache", cachePanels(user.cache))
 * @example
 * row("$namespace", red(cart.http), { repeat: namespace })
 */
export function row(title: string, panels: Panels, options: RowOptions = {}): Row {
  const origin = checkArguments("row(…)", [
    ["title", title, required(string)],
    ["panels", panels, required(panelsShape)],
    ["options", options, object(rowOptions)],
  ]);
  const { key, collapsed = false, repeat, only } = options;
  return define({ kind: "row", title, key, collapsed, repeat, only, panels }, origin);
}

export interface DashboardOptions<Environment extends string = string>
  extends Identity<Environment>,
    DashboardSettings {
  /** The question that it answers. */
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Dashboards of the same system by title or by tag, or pages. */
  readonly links?: readonly (PanelLink | TagLink)[];
  readonly variables?: readonly Variable[];
  readonly annotations?: readonly (Annotation | TaggedAnnotation)[];
  readonly rows?: readonly Row[];
  /** Panels above the first row, or all panels if there are no rows. */
  readonly panels?: Panels;
}

export const dashboardOptions = {
  ...identityOptions,
  ...dashboardSettings,
  description: string,
  tags: list(string),
  links: linkOptions,
  variables: list(definition("variable")),
  annotations: list(definition("annotation")),
  rows: list(definition("row")),
  panels: panelsShape,
} as const satisfies OptionTable<DashboardOptions>;

export interface Dashboard extends Definition, DashboardOptions {
  readonly kind: "dashboard";
  readonly system: string;
  readonly title: string;
}

/** A dashboard in Grafana's own JSON. It is used unchanged, except for uid and tags. */
export interface ForeignDashboard extends Definition, Identity {
  readonly kind: "foreignDashboard";
  readonly system: string;
  readonly json: object;
}
