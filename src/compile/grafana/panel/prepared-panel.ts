import type { Panel as PanelData } from "../../../formats/grafana/types.js";
import type { CompiledPanel } from "../../compiled.js";
import type { PanelSize } from "../layout.js";

/** A compiled panel without its id and position. */
export interface PreparedPanel {
  readonly definition: CompiledPanel["definition"];
  readonly data: Omit<PanelData, "id" | "gridPos">;
  readonly queries: CompiledPanel["queries"];
  readonly extent: PanelSize;
}
