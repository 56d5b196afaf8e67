import type { Block, ContentVisibility, DashboardContent, RowContent, TabContent } from "./content.js";

/** All rows and tabs of a dashboard. */
export function listHeadings({ rows, tabs }: DashboardContent): readonly (RowContent | TabContent)[] {
  return [...rows, ...tabs.flatMap((tab) => [tab, ...tab.rows])];
}

/** The names of the variables that conditions compare. */
export function listConditionVariables(content: DashboardContent): readonly string[] {
  const parts = listHeadings(content);
  const panels = [content, ...parts].flatMap(({ block }: { readonly block: Block }) => block.panels);
  const names = [...parts, ...panels].flatMap(({ visibility }) => (visibility ? comparedVariables(visibility) : []));
  return [...new Set(names)];
}

function comparedVariables({ spec }: ContentVisibility): readonly string[] {
  return spec.items.flatMap((item) => (item.kind === "ConditionalRenderingVariable" ? [item.spec.variable] : []));
}
