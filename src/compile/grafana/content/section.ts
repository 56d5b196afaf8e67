import type { AutoGrid } from "../../../model/dashboard/auto-grid.js";
import type { Row } from "../../../model/dashboard/section.js";
import type { Origin } from "../../../model/definition/origin.js";
import type { Subject } from "../../scope.js";
import type { DashboardScope } from "../panel/panel.js";
import type { PanelIds } from "../panel-ids.js";

/** The context that the panels of a row, a tab or a dashboard are compiled in. */
export interface Section {
  readonly shared: DashboardScope;
  readonly dashboard: Subject;
  readonly ids: PanelIds;
  readonly origin: Origin;
  /** The row whose panels they are. */
  readonly row: Row | undefined;
  /** The names of the variables that the rows and tabs have. */
  readonly variables: readonly string[];
  /** The keys of the rows and tabs, from the outside in. */
  readonly keys: readonly string[];
  /** Undefined if each panel has a place. */
  readonly grid: AutoGrid | undefined;
}
