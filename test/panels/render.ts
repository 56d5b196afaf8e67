import { expect } from "vitest";
import { refIdAt } from "../../src/formats/grafana/ref-id.js";
import { validateDashboard } from "../../src/formats/grafana/validate-dashboard.js";
import type { Panel } from "../../src/panels/kinds/index.js";
import type { PanelSettings, RenderQuery } from "../../src/panels/panel-kind.js";
import { renderPanel } from "../../src/panels/render-panel.js";
import { unknownTraits } from "../../src/panels/value-traits.js";

/** Renders a panel with a query for each item, of which only the given fields are known. The result fits the schema. */
export function render(panel: Panel, queries: readonly Partial<RenderQuery>[] = [{}], width = 12): PanelSettings {
  const complete = queries.map((fields, index): RenderQuery => {
    const unknown = { name: undefined, legend: undefined, signal: undefined, traits: unknownTraits };
    return { refId: refIdAt(index), ...unknown, ...fields };
  });
  const settings = renderPanel(panel, complete, {
    width,
    resolve: (value) => (typeof value === "number" ? value : undefined),
  });
  expect(schemaProblems(panel, settings)).toEqual([]);
  return settings;
}

/** The field defaults of a panel with one query. */
export function renderDefaults(panel: Panel, query: Partial<RenderQuery> = {}) {
  return render(panel, [query]).fieldConfig?.defaults;
}

function schemaProblems({ type, title }: Panel, settings: PanelSettings) {
  const gridPos = { x: 0, y: 0, w: 12, h: 8 };
  const panel = { type, title, id: 1, gridPos, ...settings };
  const lists = { templating: { list: [] }, annotations: { list: [] } };
  return validateDashboard({ uid: "one", title: "One", schemaVersion: 42, ...lists, panels: [panel] });
}
