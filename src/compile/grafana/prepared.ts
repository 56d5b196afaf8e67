import type { Panel } from "../../formats/grafana/types.js";
import type { CompiledPanel } from "../compiled.js";
import type { Extent } from "./layout.js";

/** A panel that has everything but its id and its place. */
export interface PreparedPanel {
  readonly data: Omit<Panel, "id" | "gridPos">;
  readonly queries: CompiledPanel["queries"];
  readonly extent: Extent;
}
