import { nearest } from "../../../diagnostics/nearest.js";
import type { Target } from "../../../formats/grafana/types.js";
import { panelResultsType } from "../../../panels/queries/panel-results.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import type { ContentPanel, SectionContent } from "./content.js";
import { listPanels } from "./list-parts.js";

/** Replaces the titles of panels, in queries for their results, by their ids: all panels are known only now. */
export function referToPanels(scope: Scope, dashboard: Subject, content: SectionContent): SectionContent {
  const panels = listPanels(content);
  if (!panels.some(({ data }) => data.targets?.some(isPanelResult))) return content;
  return referSection(content);

  function referSection<Section extends SectionContent>(section: Section): Section {
    const { block, rows, tabs } = section;
    const referred = { ...block, panels: block.panels.map(referPanel) };
    return { ...section, block: referred, rows: rows.map(referSection), tabs: tabs.map(referSection) };
  }

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
