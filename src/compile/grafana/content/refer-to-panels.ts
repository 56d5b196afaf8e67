import { nearest } from "../../../diagnostics/nearest.js";
import type { Target } from "../../../formats/grafana/types.js";
import { panelResultsType } from "../../../panels/queries/panel-results.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import type { Block, ContentPanel, DashboardContent, SectionContent } from "./content.js";
import { listPanels } from "./list-parts.js";

/** Replaces the titles of panels, in queries for their results, by their ids: all panels are known only now. */
export function referToPanels(scope: Scope, dashboard: Subject, content: DashboardContent): DashboardContent {
  const panels = listPanels(content);
  if (!panels.some(({ data }) => data.targets?.some(isPanelResult))) return content;
  const referBlock = (block: Block): Block => ({ ...block, panels: block.panels.map(referPanel) });
  const referSection = <Section extends SectionContent>(section: Section): Section => ({
    ...section,
    block: referBlock(section.block),
    rows: section.rows.map((row) => ({ ...row, block: referBlock(row.block) })),
  });
  return { ...referSection(content), tabs: content.tabs.map(referSection) };

  function referPanel(panel: ContentPanel): ContentPanel {
    const { definition, data } = panel;
    if (!("kind" in definition) || definition.kind !== "panel" || !data.targets?.some(isPanelResult)) return panel;
    const subject = { name: `panel "${data.title ?? ""}" of ${dashboard.name}`, origin: definition.origin };
    const targets = data.targets.map((target) => (isPanelResult(target) ? refer(subject, panel, target) : target));
    return { ...panel, data: { ...data, targets } };
  }

  function refer(subject: Subject, own: ContentPanel, { panel: title, ...target }: Target): Target {
    const named = panels.find((one) => one !== own && one.data.title === title);
    if (named) return { ...target, panelId: named.id };
    if (!scope.leftOut.panels.has(String(title))) {
      const titles = panels.filter((one) => one !== own).map(({ data }) => data.title ?? "");
      const similar = nearest(String(title), titles);
      reportError(scope, "definition/unknown-panel", subject, {
        summary: `the dashboard has no ${own.data.title === title ? "other " : ""}panel "${title}"`,
        ...(similar !== undefined && { fix: `did you mean "${similar}"?` }),
        parts: [{ argument: 1, path: [] }],
      });
    }
    return target;
  }
}

function isPanelResult({ datasource }: Target): boolean {
  return datasource?.uid === panelResultsType;
}
