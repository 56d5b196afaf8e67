import type { Definition } from "../definition/definition.js";
import type { EnvironmentFilter } from "../definition/only.js";
import type { PanelLayout } from "./auto-grid.js";
import type { Panels } from "./panel.js";
import type { ChoiceVariable, Variable } from "./variable.js";
import type { VisibilityOptions } from "./visibility.js";

/** A heading, and what is under it: panels, and rows or tabs. */
export interface Row extends Definition, EnvironmentFilter, VisibilityOptions {
  readonly kind: "row";
  readonly title: string;
  readonly key: string | undefined;
  readonly collapsed: boolean;
  readonly hideHeader: boolean;
  readonly fillScreen: boolean;
  readonly repeat: ChoiceVariable | undefined;
  readonly variables?: readonly Variable[];
  readonly layout: PanelLayout | undefined;
  readonly panels: Panels;
  readonly rows?: readonly Row[];
  readonly tabs?: readonly Tab[];
}

export interface RowOptions extends EnvironmentFilter, VisibilityOptions {
  /** Rows in it, below its panels. In the classic form they follow it. */
  readonly rows?: readonly Row[];
  /** Tabs in it, instead of panels and rows. In the classic form they are rows that follow it. */
  readonly tabs?: readonly Tab[];
  /** The stable name from which its id derives. Default: the title. */
  readonly key?: string;
  /** True to show only the heading at first. Default false. */
  readonly collapsed?: boolean;
  /**
   * True to show the panels without the heading: a group for a condition, a repetition or a layout. Default false.
   */
  readonly hideHeader?: boolean;
  /** True to make the row as high as the screen. In classic dashboards it has no effect. Default false. */
  readonly fillScreen?: boolean;
  /** Repeats the row, with its panels, for each selected value. */
  readonly repeat?: ChoiceVariable;
  /**
   * Variables of its own, which are chosen in it, and hold in it. Before Grafana 13, they are variables of the dashboard.
   */
  readonly variables?: readonly Variable[];
  /**
   * The arrangement of its panels, and of those of its rows and tabs: `"grid"` or `autoGrid(…)`.
   *
   * @default that of the row, the tab or the dashboard that holds it
   */
  readonly layout?: PanelLayout;
}

export interface TabOptions extends EnvironmentFilter, VisibilityOptions {
  /** Panels above the first row, or all panels if there are no rows. */
  readonly panels?: Panels;
  readonly rows?: readonly Row[];
  /** The stable name from which the ids of its panels derive. Default: the title. */
  readonly key?: string;
  /** Repeats the tab for each selected value. */
  readonly repeat?: ChoiceVariable;
  /**
   * Variables of its own, which are chosen in it, and hold in it. Before Grafana 13, they are variables of the dashboard.
   */
  readonly variables?: readonly Variable[];
  /**
   * The arrangement of its panels, and of those of its rows: `"grid"` or `autoGrid(…)`.
   *
   * @default that of the row or the dashboard that holds it
   */
  readonly layout?: PanelLayout;
}

/** A part of a dashboard that is shown alone. */
export interface Tab extends Definition, TabOptions {
  readonly kind: "tab";
  readonly title: string;
}
