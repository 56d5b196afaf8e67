import type { Dashboard as DashboardData, Panel as PanelData } from "../../../formats/grafana/types.js";
import type { ForeignDashboard } from "../../../model/dashboard/dashboard.js";
import { define } from "../../../model/definition/definition.js";
import { deriveId, deriveKey } from "../../../model/definition/key.js";
import type { CompiledPanel } from "../../compiled.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import type { DashboardIdentity } from "../identity.js";
import { compileForeignTargets, isJsonObject, type JsonObject } from "./targets.js";

interface CompiledForeign {
  readonly value: DashboardData;
  readonly panels: readonly CompiledPanel[];
}

/**
 * Compiles an exported dashboard, with our uid and tag. Leaves out the fields that belong to the Grafana it came from: its
 * database id and version.
 */
export function compileForeignDashboard(
  scope: Scope,
  identity: DashboardIdentity,
  definition: ForeignDashboard,
): CompiledForeign | undefined {
  const { id: _id, version: _version, ...json } = definition.json as JsonObject;
  if (!Array.isArray(json.panels) || !json.panels.every(isJsonObject)) {
    reportError(scope, "definition/bad-panel", identity.subject, {
      summary: "not a Grafana dashboard: it has no list of panels",
      fix: "pass the JSON that Grafana exports; save a dashboard from before Grafana 5 in a newer one first",
    });
    return undefined;
  }
  const panels: CompiledPanel[] = [];
  // The schema checks its type once it is complete.
  const value = {
    ...json,
    uid: identity.uid,
    tags: [scope.system.name, ...readTags(json).filter((tag) => tag !== scope.system.name)],
    panels: json.panels.map((panel) => completePanels(scope, identity.subject, definition, panel, panels)),
  } as unknown as DashboardData;
  return { value, panels };
}

/** Adds the ids and refIds that a panel or row lacks, and appends each panel to `compiled`. */
function completePanels(
  scope: Scope,
  dashboard: Subject,
  definition: ForeignDashboard,
  json: JsonObject,
  compiled: CompiledPanel[],
): JsonObject {
  const title = typeof json.title === "string" ? json.title : "";
  const id = typeof json.id === "number" ? json.id : deriveId(deriveKey(title));
  if (json.type === "row") {
    const children = Array.isArray(json.panels) ? json.panels.filter(isJsonObject) : [];
    return { ...json, id, panels: children.map((panel) => completePanel({ ...panel })) };
  }
  return completePanel(json);

  function completePanel(panel: JsonObject): JsonObject {
    const name = typeof panel.title === "string" ? panel.title : "";
    const subject = { name: `panel "${name}" of ${dashboard.name}`, origin: definition.origin };
    const { targets, queries } = compileForeignTargets(scope, subject, definition.origin, panel);
    const panelId = typeof panel.id === "number" ? panel.id : deriveId(deriveKey(name));
    const data = { ...panel, id: panelId, ...(targets && { targets }) };
    const foreign = {
      kind: "foreignPanel" as const,
      key: undefined,
      allow: definition.allow,
      json: panel,
      size: undefined,
    };
    // The dashboard contains this object; the schema checks its type with the dashboard.
    const asPanel = data as unknown as PanelData;
    compiled.push({ definition: define(foreign, definition.origin), row: undefined, data: asPanel, queries });
    return data;
  }
}

function readTags({ tags }: JsonObject): string[] {
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [];
}
