import type * as sdk from "@grafana/grafana-foundation-sdk/dashboardv2";
import type { Variable as VariableData } from "../../../formats/grafana/types.js";
import { elementName } from "../../../formats/grafana/v2/elements.js";
import type { InJson } from "../../../model/definition/in-json.js";
import type { Block, ContentPanel, Heading, RowContent, SectionContent } from "../content/content.js";
import { placePanels } from "../layout.js";
import { renderAutoGrid } from "./auto-grid-options.js";

type Layout = InJson<sdk.Dashboard["layout"]>;

/** Renders the variables of a row or a tab. */
type RenderVariables = (variables: readonly VariableData[]) => readonly object[];

/**
 * Renders tabs and rows as they are. Panels above the first row are in one without a heading.
 *
 * @param renderVariables undefined if rows and tabs have no variables in this form
 */
export function renderLayout({ block, rows, tabs }: SectionContent, renderVariables?: RenderVariables): Layout {
  if (tabs.length > 0) {
    const specs = tabs.map((tab) => ({
      ...renderHeading(tab, renderVariables),
      layout: renderLayout(tab, renderVariables),
    }));
    return { kind: "TabsLayout", spec: { tabs: specs.map((spec) => ({ kind: "TabsLayoutTab", spec })) } };
  }
  if (rows.length === 0) return renderBlock(block);
  const above = { title: "", collapse: false, hideHeader: true, layout: renderBlock(block) };
  return {
    kind: "RowsLayout",
    spec: {
      rows: [...(block.panels.length > 0 ? [above] : []), ...rows.map((row) => renderRow(row, renderVariables))].map(
        (spec) => ({
          kind: "RowsLayoutRow",
          spec,
        }),
      ),
    },
  };
}

function renderRow(row: RowContent, renderVariables: RenderVariables | undefined): InJson<sdk.RowsLayoutRowSpec> {
  const { title, ...heading } = renderHeading(row, renderVariables);
  return {
    title,
    collapse: row.collapsed,
    ...(row.hideHeader && { hideHeader: true }),
    ...(row.fillScreen && { fillScreen: true }),
    ...heading,
    layout: renderLayout(row, renderVariables),
  };
}

function renderHeading(
  { title, repeat, visibility, variables }: Heading,
  renderVariables: RenderVariables | undefined,
) {
  // The converter of variables is checked against Grafana's schemas, not typed.
  const own = renderVariables?.(variables.list) as readonly InJson<sdk.VariableKind>[] | undefined;
  return {
    title,
    ...(own && own.length > 0 && { variables: own }),
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
