import { get, type Json, objectsOf } from "../plain-json.js";

/** The panels of a dashboard, without those inside of collapsed rows. */
export function topPanels(dashboard: Json): readonly Json[] {
  return objectsOf(dashboard.panels);
}

/** All panels of a dashboard, each followed by those inside it. */
export function allPanels(dashboard: Json): readonly Json[] {
  return topPanels(dashboard).flatMap((panel) => [panel, ...objectsOf(panel.panels)]);
}

/** The panels of rows as they were before version 16. */
export function rowPanels(dashboard: Json): readonly Json[] {
  return objectsOf(dashboard.rows).flatMap((row) => objectsOf(row.panels));
}

/** All panels except rows: those inside of a row instead of the row. */
export function contentPanels(dashboard: Json): readonly Json[] {
  const content: Json[] = [];
  const open = [...topPanels(dashboard)].reverse();
  for (let panel = open.pop(); panel !== undefined; panel = open.pop()) {
    if (panel.type !== "row") content.push(panel);
    else open.push(...objectsOf(panel.panels).toReversed());
  }
  return content;
}

export function variablesOf(dashboard: Json): readonly Json[] {
  return objectsOf(get(dashboard, "templating", "list"));
}
