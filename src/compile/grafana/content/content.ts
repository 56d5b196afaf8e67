import type * as sdk from "@grafana/grafana-foundation-sdk/dashboardv2";
import type { AutoGrid } from "../../../model/dashboard/auto-grid.js";
import type { Row } from "../../../model/dashboard/section.js";
import type { InJson } from "../../../model/definition/in-json.js";
import type { PreparedPanel } from "../panel/prepared-panel.js";
import type { CompiledVariables } from "../variables.js";

// A dashboard's panels and headings in their order: the form from which each of Grafana's forms is rendered.

/** The content of a dashboard, a row or a tab: panels with rows below them, or else tabs. */
export interface SectionContent {
  readonly block: Block;
  readonly rows: readonly RowContent[];
  readonly tabs: readonly TabContent[];
}

/** Panels that are placed together. */
export interface Block {
  /** Undefined if each panel has a place. */
  readonly grid: AutoGrid | undefined;
  readonly panels: readonly ContentPanel[];
}

/** A panel with its id, which does not depend on the other panels. */
export interface ContentPanel extends PreparedPanel {
  readonly id: number;
  readonly row: Row | undefined;
  /** The names of the variables that its rows and tabs have. */
  readonly sectionVariables: readonly string[];
  /** Undefined if it is always shown. */
  readonly visibility: ContentVisibility | undefined;
}

/** The condition under which a panel, a row or a tab is shown, in the form of resources: the classic one has none. */
export type ContentVisibility = InJson<sdk.ConditionalRenderingGroupKind>;

/** A row or a tab without what is in it. */
export interface Heading {
  readonly id: number;
  readonly title: string;
  /** The variable for whose values it repeats. */
  readonly repeat: string | undefined;
  /** Its own variables. */
  readonly variables: CompiledVariables;
  /** Undefined if it is always shown. */
  readonly visibility: ContentVisibility | undefined;
}

export interface RowContent extends Heading, SectionContent {
  readonly collapsed: boolean;
  readonly hideHeader: boolean;
  readonly fillScreen: boolean;
}

export interface TabContent extends Heading, SectionContent {}
