import type { PanelLike } from "../../../model/dashboard/panel.js";
import { isPanel } from "../../../panels/kinds/index.js";
import { compileForeignPanel, readForeignPanel } from "../foreign/panel.js";
import { resolveKey } from "../identity.js";
import type { PanelSize } from "../layout.js";
import { compileExtent, compilePanel } from "../panel/panel.js";
import type { PreparedPanel } from "../panel/prepared-panel.js";
import { compileVisibility } from "./compile-visibility.js";
import type { ContentPanel } from "./content.js";
import type { Section } from "./section.js";

/** A panel whose size is known. The layout decides its width, which decides its legend. */
export interface SizedPanel {
  readonly extent: PanelSize;
  /** Compiles it at a width in columns. */
  compile(width: number): Omit<ContentPanel, "row" | "sectionVariables">;
}

/** Prepares a panel under its key: that of its options, or that of its tab, row and title. */
export function preparePanel(section: Section, panel: PanelLike): readonly SizedPanel[] {
  const { shared, ids } = section;
  const { scope, dataSources, variables } = shared;
  const isObject = typeof panel === "object" && panel !== null;
  const origin = isObject && "origin" in panel ? panel.origin : section.origin;
  const subjectFor = (title: string) => ({ name: `panel "${title}" of ${section.dashboard.name}`, origin });
  const own = isPanel(panel) ? panel : undefined;
  const foreign = own ? undefined : readForeignPanel(scope, subjectFor(""), origin, panel);
  const title = own ? own.title : foreign?.title;
  if (title === undefined) return [];
  const subject = subjectFor(title);
  const explicitKey = own ? own.options.key : "key" in panel ? panel.key : undefined;
  const panelKey = resolveKey(scope, subject, title, explicitKey);
  if (panelKey === undefined) return [];
  const keys = explicitKey === undefined ? [...section.keys, panelKey] : [panelKey];
  const id = ids.assign(keys.join("/"), subject);
  const complete = (prepared: PreparedPanel) => {
    const options = own ? own.options : "kind" in panel && panel.kind === "foreignPanel" ? panel : {};
    const part = own && prepared.data.targets === undefined ? "panel without queries" : "panel";
    return { id, visibility: compileVisibility(section, subject, options, part), ...prepared };
  };
  if (own) {
    const extent = compileExtent(scope, subject, own);
    return [{ extent, compile: (width) => complete(compilePanel(shared, subject, own, { extent, width })) }];
  }
  const prepared = compileForeignPanel(scope, subject, foreign!, dataSources, variables);
  return [{ extent: prepared.extent, compile: () => complete(prepared) }];
}
