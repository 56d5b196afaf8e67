import type { Panel as PanelData } from "../../../formats/grafana/types.js";
import type { ChoiceVariable, Variable } from "../../../model/dashboard/variable.js";
import { kindOf, type Panel } from "../../../panels/kinds/index.js";
import { renderQuerySettings } from "../../../panels/options/query-settings.js";
import type { PanelOptions } from "../../../panels/panel.js";
import type { RenderQuery } from "../../../panels/panel-kind.js";
import { renderPanel } from "../../../panels/render-panel.js";
import { reportError, resolveValue, type Scope, type Subject } from "../../scope.js";
import type { DataSources } from "../data-sources.js";
import type { DashboardIdentity } from "../identity.js";
import type { PanelSize } from "../layout.js";
import { compileLinks } from "../links.js";
import type { PreparedPanel } from "./prepared-panel.js";
import { compilePanelQueries, isExpression } from "./queries.js";
import { checkQueryNames } from "./query-names.js";
import { checkSize } from "./size.js";
import { renderTargets } from "./targets.js";

/** The context that the panels of one dashboard are compiled in. */
export interface DashboardScope {
  readonly scope: Scope;
  readonly dataSources: DataSources;
  readonly dashboards: readonly DashboardIdentity[];
  readonly variables: readonly Variable[];
}

/** Compiles a panel to Grafana's JSON at a width in columns, without its id and position. */
export function compilePanel(
  dashboard: DashboardScope,
  subject: Subject,
  panel: Panel,
  { extent, width }: { readonly extent: PanelSize; readonly width: number },
): PreparedPanel {
  const { scope, dataSources, dashboards } = dashboard;
  const options: PanelOptions = panel.options;
  checkQueryNames(dashboard, subject, panel);
  if (typeof options.minStep === "object") checkStep(dashboard, subject, options.minStep);
  const queries = compilePanelQueries(scope, subject, panel);
  const settings = renderPanel(panel, queries, {
    width,
    resolve: (value, what) => resolveValue(scope, subject, what, value),
  });
  const description = options.description ?? describeSignals(queries);
  const links = compileLinks(scope, dashboards, subject, options.links, "panel");
  const { datasource, interval, targets } = renderTargets(panel, queries, dataSources, { scope, subject });
  const data: Omit<PanelData, "id" | "gridPos"> = {
    type: panel.type,
    title: panel.title,
    ...(description !== undefined && { description }),
    ...(options.transparent && { transparent: true }),
    ...(datasource && { datasource }),
    ...(links && { links }),
    ...compileRepeat(dashboard, subject, options),
    ...(interval !== undefined && { interval }),
    ...renderQuerySettings(options),
    ...(targets.length > 0 && { targets }),
    ...(settings.transformations && { transformations: settings.transformations }),
    options: settings.options,
    ...(settings.fieldConfig && { fieldConfig: settings.fieldConfig }),
  };
  return {
    definition: panel,
    data,
    queries: queries.filter(isExpression).map(({ refId, query }) => ({ refId, query })),
    extent,
  };
}

/** The descriptions of the signals, each once. */
function describeSignals(queries: readonly RenderQuery[]): string | undefined {
  const descriptions = new Set(queries.flatMap(({ signal }) => signal?.description ?? []));
  return descriptions.size === 0 ? undefined : [...descriptions].join("\n\n");
}

function compileRepeat(dashboard: DashboardScope, subject: Subject, options: PanelOptions) {
  const { repeat, repeatDirection = "horizontal", maxPerRow = 4 } = options;
  if (repeat === undefined) return {};
  reportUndeclared(dashboard, subject, repeat, "panel");
  if (repeatDirection === "vertical") return { repeat: repeat.name, repeatDirection: "v" } as const;
  return { repeat: repeat.name, repeatDirection: "h", maxPerRow } as const;
}

/** Reports a least step that no variable of the dashboard chooses, or one that does not offer durations. */
function checkStep({ scope, variables }: DashboardScope, subject: Subject, { name, from }: Variable): void {
  const isDeclared = variables.some((variable) => variable.name === name);
  if (isDeclared && from === "intervals") return;
  reportError(scope, isDeclared ? "definition/wrong-type" : "definition/unknown-variable", subject, {
    summary: isDeclared
      ? `the variable "${name}" does not offer durations`
      : `the least step is chosen by "${name}", which is not a variable of the dashboard`,
    fix: isDeclared ? `use variable.intervals("${name}", ["1m", "5m"])` : "add it to the variables of the dashboard",
    option: ["minStep"],
  });
}

/** Reports a panel or row that repeats for a variable that the dashboard does not declare. */
export function reportUndeclared(
  { scope, variables }: DashboardScope,
  subject: Subject,
  { name }: ChoiceVariable,
  what: "panel" | "row" | "tab",
): void {
  if (variables.some((variable) => variable.name === name)) return;
  reportError(scope, "definition/unknown-variable", subject, {
    summary: `the ${what} repeats for "${name}", which is not a variable of the dashboard`,
    fix: "add it to the variables of the dashboard",
    option: ["repeat"],
  });
}

/** The size that a panel asks for. */
export function compileExtent(scope: Scope, subject: Subject, panel: Panel): PanelSize {
  const { width, height, repeat }: PanelOptions = panel.options;
  const size = checkSize(scope, subject, { width, height });
  const isValid = size.width === width && size.height === height;
  return { defaultHeight: kindOf(panel).height(panel), ownLine: isValid && repeat !== undefined, ...size };
}
