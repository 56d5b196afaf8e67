import type { FieldConfig, Transformation } from "../../../formats/grafana/types.js";
import type { Panel, Reduce } from "../../../model/panel.js";
import type { Scope, Subject } from "../../scope.js";
import type { Draw } from "../draws.js";
import type { Override } from "../fields.js";

/** What a kind of panel adds to what all panels have. */
export interface Visualization {
  readonly options: object;
  /** Besides unit, bounds, thresholds and mappings. */
  readonly fields?: FieldConfig;
  readonly overrides?: readonly Override[];
  readonly transformations?: readonly Transformation[];
}

/** A panel with what it draws, ready to be given its looks. */
export interface Drawn {
  readonly scope: Scope;
  readonly subject: Subject;
  readonly panel: Panel;
  readonly draws: readonly Draw[];
}

/** All values under the pointer, the largest first. */
export const tooltip = { mode: "multi", sort: "desc" } as const;

export function reduceOptions(reduce: Reduce | undefined) {
  return { calcs: [grafanaName(reduce ?? "lastNotNull")], fields: "", values: false };
}

function grafanaName(reduce: Reduce): string {
  return reduce === "delta" ? "diff" : reduce;
}

/** A number that says nothing of good or bad is not green. */
export function colorOfNumbers({ options }: Panel): FieldConfig {
  const isJudged = options.thresholds !== undefined || options.mappings !== undefined;
  return { color: isJudged ? { mode: "thresholds" } : { mode: "fixed", fixedColor: "blue" } };
}
