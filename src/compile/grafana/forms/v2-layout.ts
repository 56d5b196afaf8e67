import type * as sdk from "@grafana/grafana-foundation-sdk/dashboardv2";
import { elementName } from "../../../formats/grafana/v2/elements.js";
import type { InJson } from "../../../model/definition/in-json.js";
import type { Block, ContentPanel, DashboardContent, Heading, RowContent, SectionContent } from "../content/content.js";
import { placePanels } from "../layout.js";
import { renderAutoGrid } from "./auto-grid-options.js";

type Layout = InJson<sdk.Dashboard["layout"]>;

/** Renders tabs and rows as they are. Panels above the first row are in one without a heading. */
export function renderLayout({ tabs, ...content }: DashboardContent): Layout {
  if (tabs.length === 0) return renderSection(content);
  return {
    kind: "TabsLayout",
    spec: {
      tabs: tabs.map((tab) => ({
        kind: "TabsLayoutTab",
        spec: { ...renderHeading(tab), layout: renderSection(tab) },
      })),
    },
  };
}

function renderSection({ block, rows }: SectionContent): Layout {
  if (rows.length === 0) return renderBlock(block);
  const above = { title: "", collapse: false, hideHeader: true, layout: renderBlock(block) };
  return {
    kind: "RowsLayout",
    spec: {
      rows: [...(block.panels.length > 0 ? [above] : []), ...rows.map(renderRow)].map((spec) => ({
        kind: "RowsLayoutRow",
        spec,
      })),
    },
  };
}

function renderRow(row: RowContent): InJson<sdk.RowsLayoutRowSpec> {
  const { title, ...heading } = renderHeading(row);
  return { title, collapse: row.collapsed, ...heading, layout: renderBlock(row.block) };
}

function renderHeading({ title, repeat, visibility }: Heading) {
  return {
    title,
    ...(repeat !== undefined && { repeat: { mode: "variable" as const, value: repeat } }),
    ...(visibility && { conditionalRendering: visibility }),
  };
}

function renderBlock({ grid, panels }: Block): InJson<sdk.GridLayoutKind | sdk.AutoGridLayoutKind> {
  if (grid) return { kind: "AutoGridLayout", spec: { ...renderAutoGrid(grid), items: panels.map(renderAutoItem) } };
  const { positions } = placePanels(
    panels.map(({ extent }) => extent),
    0,
  );
  return {
    kind: "GridLayout",
    spec: {
      items: panels.map((panel, index) => {
        const { x, y, w: width, h: height } = positions[index]!;
        const spec = { x, y, width, height, element: refer(panel), ...renderRepeat(panel) };
        return { kind: "GridLayoutItem", spec };
      }),
    },
  };
}

function renderAutoItem(panel: ContentPanel): InJson<sdk.AutoGridLayoutItemKind> {
  const { repeat: value } = panel.data;
  const repeat = value === undefined ? {} : { repeat: { mode: "variable" as const, value } };
  const visibility = panel.visibility ? { conditionalRendering: panel.visibility } : {};
  return { kind: "AutoGridLayoutItem", spec: { element: refer(panel), ...repeat, ...visibility } };
}

function renderRepeat({ data: { repeat, repeatDirection, maxPerRow } }: ContentPanel) {
  if (repeat === undefined) return {};
  return {
    repeat: {
      mode: "variable" as const,
      value: repeat,
      ...(repeatDirection !== undefined && { direction: repeatDirection }),
      ...(maxPerRow !== undefined && { maxPerRow }),
    },
  };
}

function refer({ id }: ContentPanel): InJson<sdk.ElementReference> {
  return { kind: "ElementReference", name: elementName({ id }) };
}
