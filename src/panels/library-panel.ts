import type { ForeignPanel } from "../model/dashboard/panel.js";
import { type VisibilityOptions, visibilityOptions } from "../model/dashboard/visibility.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import { type Allowances, allowShape, define } from "../model/definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../model/definition/only.js";
import { number, type OptionTable, object, required, string } from "../model/definition/option-table.js";

export interface LibraryPanelOptions extends EnvironmentFilter, VisibilityOptions {
  /**
   * The title on this dashboard.
   *
   * @default the name of the library panel
   */
  readonly title?: string;
  /** Columns out of 24. Default: the panels of a line share it equally. */
  readonly width?: number;
  /** Rows of the grid. */
  readonly height?: number;
  /** The stable name from which its id derives. Default: its title. */
  readonly key?: string;
  /** Checks that may report this panel, each with a reason. */
  readonly allow?: Allowances;
}

const libraryPanelOptions = {
  ...environmentFilterOptions,
  ...visibilityOptions,
  title: string,
  width: number,
  height: number,
  key: string,
  allow: allowShape,
} as const satisfies OptionTable<LibraryPanelOptions>;

/**
 * A library panel of Grafana, by its uid and name. Grafana must have it; its expressions are not checked.
 *
 * @example
 * libraryPanel("edc4k2a", "Ingress traffic", { title: "Traffic", width: 12, height: 8 })
 */
export function libraryPanel(uid: string, name: string, options: LibraryPanelOptions = {}): ForeignPanel {
  const origin = checkArguments("libraryPanel(…)", [
    ["uid", uid, required(string)],
    ["name", name, required(string)],
    ["options", options, object(libraryPanelOptions)],
  ]);
  const { title = name, width, height, key, allow, only, showIf, hideIf } = options;
  const json = { type: "library-panel-ref", title, libraryPanel: { uid, name } };
  return define({ kind: "foreignPanel", key, allow, only, showIf, hideIf, json, size: { width, height } }, origin);
}
