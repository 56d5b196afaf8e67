import { gridColumns } from "../../../formats/grafana/grid.js";
import type { Panel as PanelData } from "../../../formats/grafana/types.js";
import type { ForeignPanel, PanelBuilder, PanelLike } from "../../../model/dashboard/panel.js";
import type { Origin } from "../../../model/definition/origin.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import type { DataSources } from "../data-sources.js";
import { maxHeight } from "../layout.js";
import type { PreparedPanel } from "../panel/prepared-panel.js";
import { checkSize } from "../panel/size.js";
import { compileForeignTargets, isJsonObject, type JsonObject } from "./targets.js";

/** A foreign panel and its JSON. */
export interface BuiltPanel {
  readonly definition: ForeignPanel | PanelBuilder;
  readonly json: JsonObject;
}

/** Builds the JSON of a foreign panel. Reports a value that is not a panel, and a builder that throws. */
export function buildForeignPanel(scope: Scope, subject: Subject, panel: PanelLike): BuiltPanel | undefined {
  const definition = isForeign(panel) ? panel : undefined;
  const json = definition && build(definition);
  if (json instanceof Error) {
    reportError(scope, "definition/bad-panel", subject, { summary: `the panel could not be built: ${json.message}` });
    return undefined;
  }
  if (definition && isJsonObject(json) && typeof json.type === "string" && json.type !== "row")
    return { definition, json };
  reportError(scope, "definition/bad-panel", subject, {
    summary: isJsonObject(json) && json.type === "row" ? "not a panel: it is a row" : "not a panel: it has no type",
    fix: "pass the JSON of one panel; make rows with row(…)",
  });
  return undefined;
}

function isForeign(panel: PanelLike): panel is ForeignPanel | PanelBuilder {
  if (typeof panel !== "object" || panel === null) return false;
  return !("kind" in panel) || panel.kind === "foreignPanel";
}

/** Copies through JSON: a builder may go on changing what it returned, and Grafana sees no more than JSON. */
function build(panel: ForeignPanel | PanelBuilder): unknown {
  try {
    const text = JSON.stringify("build" in panel ? panel.build() : panel.json) as string | undefined;
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Compiles a foreign panel: its JSON unchanged, without id and position. */
export function compileForeignPanel(
  scope: Scope,
  subject: Subject,
  at: Origin,
  { definition, json }: BuiltPanel,
  dataSources: DataSources,
): PreparedPanel {
  const { id: _id, gridPos, ...rest } = json;
  const { targets, queries } = compileForeignTargets(scope, subject, at, json);
  const lacksDataSource =
    json.datasource === undefined && queries.length > 0 && targets?.some(({ datasource }) => !datasource);
  const language = queries[0]?.query.composed.query.language ?? "promql";
  // The schema checks its type once the dashboard is complete.
  const data = {
    ...rest,
    ...(lacksDataSource && { datasource: dataSources.for(language, undefined, subject) }),
    ...(targets && { targets }),
  } as unknown as Omit<PanelData, "id" | "gridPos">;
  const own = "size" in definition ? definition.size : undefined;
  const { w, h } = isJsonObject(gridPos) ? gridPos : {};
  const size = own
    ? checkSize(scope, subject, own)
    : { width: sizeWithin(w, gridColumns), height: sizeWithin(h, maxHeight) };
  const extent = { ...size, defaultHeight: 8, ownLine: false };
  return { definition, data, queries, extent };
}

function sizeWithin(value: unknown, max: number): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max ? value : undefined;
}
