import type { Panel as PanelData } from "../../formats/grafana/types.js";
import type { Variable } from "../../model/dashboard/variable.js";
import type { Panel } from "../../model/panel.js";
import { fault, type Scope, type Subject } from "../scope.js";
import type { DataSources } from "./data-sources.js";
import { compileDraws } from "./draws.js";
import { compileFields } from "./fields.js";
import type { DashboardIdentity } from "./identity.js";
import type { Extent } from "./layout.js";
import { columns } from "./layout.js";
import { compileLinks } from "./links.js";
import type { PreparedPanel } from "./prepared.js";
import { compileTargets } from "./targets.js";
import { textHeight, visualizations } from "./visualization/index.js";

/** What the panels of one dashboard have in common. */
export interface DashboardScope {
  readonly scope: Scope;
  readonly dataSources: DataSources;
  readonly dashboards: readonly DashboardIdentity[];
  readonly variables: readonly Variable[];
}

/** A panel of ours as Grafana keeps it, but for its id and place. */
export function compilePanel(dashboard: DashboardScope, subject: Subject, panel: Panel): PreparedPanel {
  const { scope, dataSources, dashboards } = dashboard;
  const { options } = panel;
  const draws = compileDraws(scope, subject, panel);
  const looks = visualizations[panel.type]({ scope, subject, panel, draws });
  const defaults = { ...compileFields(scope, subject, panel, draws), ...looks.fields };
  const description = options.description ?? descriptionOf(draws);
  const links = compileLinks(scope, dashboards, subject, options.links, "panel");
  const { datasource, targets } = compileTargets(panel, draws, dataSources, subject);
  const data: Omit<PanelData, "id" | "gridPos"> = {
    type: panel.type,
    title: panel.title,
    ...(description !== undefined && { description }),
    ...(options.transparent && { transparent: true }),
    ...(datasource && { datasource }),
    ...(links && { links }),
    ...repetition(dashboard, subject, panel),
    ...(targets.length > 0 && { targets }),
    ...(looks.transformations && { transformations: looks.transformations }),
    options: looks.options,
    ...(panel.type !== "text" && { fieldConfig: { defaults, overrides: looks.overrides ?? [] } }),
  };
  return {
    data,
    queries: draws.map(({ refId, query }) => ({ refId, query })),
    extent: extentOf(scope, subject, panel),
  };
}

/** A signal says what it shows; of several, each its own. */
function descriptionOf(draws: ReturnType<typeof compileDraws>): string | undefined {
  const said = new Set(draws.flatMap(({ signal }) => signal?.description ?? []));
  return said.size === 0 ? undefined : [...said].join("\n\n");
}

function repetition({ scope, variables }: DashboardScope, subject: Subject, { options: { repeat } }: Panel) {
  if (repeat === undefined) return {};
  if (!variables.some(({ name }) => name === repeat.name)) {
    fault(scope, "definition/unknown-variable", subject, {
      summary: `the panel repeats for "${repeat.name}", which is not a variable of the dashboard`,
      fix: "add it to the variables of the dashboard",
      option: ["repeat"],
    });
  }
  return { repeat: repeat.name, repeatDirection: "h", maxPerRow: 4 } as const;
}

const usualHeight = 8;

function extentOf(scope: Scope, subject: Subject, panel: Panel): Extent {
  const { width, height, repeat } = panel.options;
  const usual =
    panel.type === "stat"
      ? 4
      : panel.type === "text"
        ? textHeight(panel.markdown ?? "", panel.title !== "")
        : usualHeight;
  const wrong = [outOfRange("width", width, columns), outOfRange("height", height, highest)].flatMap(
    (one) => one ?? [],
  );
  if (wrong.length > 0) {
    fault(scope, "definition/panel-size", subject, {
      summary: wrong.join(", "),
      fix: "use a whole number in this range",
    });
    return { width: undefined, height: undefined, usualHeight: usual, alone: false };
  }
  return { width, height, usualHeight: usual, alone: repeat !== undefined };
}

const highest = 1000;

function outOfRange(side: "width" | "height", size: number | undefined, most: number): string | undefined {
  if (size === undefined || (Number.isInteger(size) && size >= 1 && size <= most)) return undefined;
  return `${side} ${size} is ${Number.isInteger(size) ? "out of range" : "not a whole number"} (1–${most})`;
}
