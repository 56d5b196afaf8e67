import type { Panel as PanelData } from "../../formats/grafana/types.js";
import type { Origin } from "../../model/definition/origin.js";
import type { ForeignPanel, PanelBuilder } from "../../model/panel.js";
import { fault, type Scope, type Subject } from "../scope.js";
import type { DataSources } from "./data-sources.js";
import { foreignTargets, isJson, type Json } from "./foreign-json.js";
import { columns } from "./layout.js";
import type { PreparedPanel } from "./prepared.js";

/** The panel that a builder makes or that was given as JSON; anything else is reported. */
export function takePanel(scope: Scope, subject: Subject, panel: ForeignPanel | PanelBuilder): Json | undefined {
  const built = build(panel);
  if (built instanceof Error) {
    fault(scope, "definition/bad-panel", subject, { summary: `the panel could not be built: ${built.message}` });
    return undefined;
  }
  if (isJson(built) && typeof built.type === "string" && built.type !== "row") return built;
  fault(scope, "definition/bad-panel", subject, {
    summary: isJson(built) && built.type === "row" ? "not a panel: it is a row" : "not a panel: it has no type",
    fix: "pass the JSON of one panel; make rows with row(…)",
  });
  return undefined;
}

/** A copy, for a builder gives away what it goes on building; only what Grafana would get to see. */
function build(panel: ForeignPanel | PanelBuilder): unknown {
  try {
    const text = JSON.stringify("build" in panel ? panel.build() : panel.json) as string | undefined;
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A panel made elsewhere: taken as it is, but for what identifies and places it. */
export function compileForeignPanel(
  scope: Scope,
  subject: Subject,
  at: Origin,
  json: Json,
  dataSources: DataSources,
): PreparedPanel {
  const { id: _id, gridPos, ...rest } = json;
  const { targets, queries } = foreignTargets(scope, subject, at, json);
  const isLost = json.datasource === undefined && queries.length > 0 && targets?.some(({ datasource }) => !datasource);
  const language = queries[0]?.query.composed.query.language ?? "promql";
  const data = {
    ...rest,
    ...(isLost && { datasource: dataSources.for(language, undefined, subject) }),
    ...(targets && { targets }),
  } as unknown as Omit<PanelData, "id" | "gridPos">;
  const size = isJson(gridPos) ? gridPos : {};
  const extent = { width: whole(size.w, columns), height: whole(size.h, 1000), usualHeight: 8, alone: false };
  return { data, queries, extent };
}

function whole(value: unknown, most: number): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
}
