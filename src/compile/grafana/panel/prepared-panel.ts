import type { Panel as PanelData } from "../../../formats/grafana/types.js";
import type { CompiledPanel } from "../../compiled.js";
import type { PanelSize } from "../layout.js";

/** A compiled panel that has no id and position yet. */
export interface PreparedPanel extends Pick<CompiledPanel, "definition" | "queries" | "inFile"> {
  readonly data: Omit<PanelData, "id" | "gridPos">;
  readonly extent: PanelSize;
  /** For a panel in JSON: puts more fields into its text. */
  place?(fields: PlacedFields): PanelData;
}

/** The fields of a panel that depend on its place in the dashboard. */
export type PlacedFields = Pick<PanelData, "id" | "gridPos" | "repeatDirection" | "maxPerRow">;
