import type { Block, ContentPanel, ContentVisibility, DashboardContent, RowContent, TabContent } from "./content.js";

/** All rows and tabs of a dashboard. */
export function listHeadings({ rows, tabs }: DashboardContent): readonly (RowContent | TabContent)[] {
  return [...rows, ...tabs.flatMap((tab) => [tab, ...tab.rows])];
}

/** All panels of a dashboard. */
export function listPanels(content: DashboardContent): readonly ContentPanel[] {
  return [content, ...listHeadings(content)].flatMap(({ block }: { readonly block: Block }) => block.panels);
}

/** The names of the variables that conditions compare. */
export function listConditionVariables(content: DashboardContent): readonly string[] {
  const names = [...listHeadings(content), ...listPanels(content)].flatMap(({ visibility }) =>
    visibility ? comparedVariables(visibility) : [],
  );
  return [...new Set(names)];
}

function comparedVariables({ spec }: ContentVisibility): readonly string[] {
  return spec.items.flatMap((item) => (item.kind === "ConditionalRenderingVariable" ? [item.spec.variable] : []));
}
