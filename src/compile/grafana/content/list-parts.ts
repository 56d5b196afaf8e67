import type { ContentPanel, ContentVisibility, RowContent, SectionContent, TabContent } from "./content.js";

/** All rows and tabs in the content of a dashboard, from the outside in. */
export function listHeadings({ rows, tabs }: SectionContent): readonly (RowContent | TabContent)[] {
  return [...rows, ...tabs].flatMap((heading) => [heading, ...listHeadings(heading)]);
}

/** All panels of a dashboard. */
export function listPanels(content: SectionContent): readonly ContentPanel[] {
  return [content, ...listHeadings(content)].flatMap(({ block }: SectionContent) => block.panels);
}

/** The names of the variables that conditions compare. */
export function listConditionVariables(content: SectionContent): readonly string[] {
  const names = [...listHeadings(content), ...listPanels(content)].flatMap(({ visibility }) =>
    visibility ? comparedVariables(visibility) : [],
  );
  return [...new Set(names)];
}

function comparedVariables({ spec }: ContentVisibility): readonly string[] {
  return spec.items.flatMap((item) => (item.kind === "ConditionalRenderingVariable" ? [item.spec.variable] : []));
}
