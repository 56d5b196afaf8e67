import { nearest } from "../../diagnostics/nearest.js";
import type { Alert } from "../../model/alert/alert.js";
import { deriveKey } from "../../model/definition/key.js";
import { findPanelKind } from "../../panels/kinds/index.js";
import type { CompiledPanel, CompiledQuery, DashboardArtifact, PanelReference } from "../compiled.js";
import type { Dashboards } from "../grafana/index.js";
import { findDashboard } from "../grafana/links.js";
import { reportError, type Scope, type Subject } from "../scope.js";

interface Candidate {
  readonly dashboard: DashboardArtifact;
  readonly panel: CompiledPanel;
}

/** The panels that show each signal, in all dashboards of a system. */
export interface SignalPanels {
  readonly dashboards: Dashboards;
  /** The best panel of each dashboard: the first that shows the trend, or else the first. */
  readonly bySignal: ReadonlyMap<string, readonly Candidate[]>;
}

export function indexSignalPanels(dashboards: Dashboards): SignalPanels {
  const bySignal = new Map<string, Candidate[]>();
  for (const dashboard of dashboards.artifacts) {
    for (const panel of dashboard.panels) {
      for (const { query } of panel.queries) {
        const { signal } = query.composed.query;
        if (signal === undefined) continue;
        const candidates = bySignal.get(signal) ?? [];
        const earlier = candidates.at(-1)?.dashboard === dashboard ? candidates.pop()! : undefined;
        candidates.push(earlier && isAsInformative(earlier.panel, panel) ? earlier : { dashboard, panel });
        bySignal.set(signal, candidates);
      }
    }
  }
  return { dashboards, bySignal };
}

/** True if rules and runbooks find the same panels in two forms of the dashboards of a system. */
export function offerSameLinks(some: Dashboards, others: Dashboards): boolean {
  const isSame = (one: DashboardArtifact, index: number) => {
    const other = others.artifacts[index];
    return other !== undefined && (one === other || describeLinks(one) === describeLinks(other));
  };
  const hasSameDirectory = some.directory === others.directory && some.artifacts.length === others.artifacts.length;
  return hasSameDirectory && some.artifacts.every(isSame);
}

/** Everything that is read of a dashboard here, as a text. */
function describeLinks({ value, panels, variables }: DashboardArtifact): string {
  const shown = panels.map((panel) => [
    panel.data.id,
    panel.data.title,
    panel.data.type,
    panel.queries.map(({ query }) => [query.composed.query.signal, ...findServices(query)]),
  ]);
  const choices = variables.flatMap((variable) =>
    variable.from === "label" ? [[variable.name, variable.labelName]] : [],
  );
  return JSON.stringify([value.uid, value.title, shown, choices]);
}

/** True if the later of two panels of a signal adds nothing to the earlier one. */
function isAsInformative(before: CompiledPanel, panel: CompiledPanel): boolean {
  return showsTrend(before) || !showsTrend(panel);
}

function showsTrend({ data }: CompiledPanel): boolean {
  return findPanelKind(data.type)?.showsTrend ?? false;
}

/** Finds the panel that an alert names, or else the best one that shows its signal. */
export function findAlertPanel(
  scope: Scope,
  subject: Subject,
  alert: Alert,
  query: CompiledQuery,
  { dashboards, bySignal }: SignalPanels,
): PanelReference | undefined {
  const namedDashboard =
    alert.dashboard === undefined
      ? undefined
      : findDashboard(scope, dashboards.identities, subject, alert.dashboard, "dashboard");
  if (alert.dashboard !== undefined && !namedDashboard) return undefined;
  const searched = namedDashboard
    ? dashboards.artifacts.filter((one) => one.definition === namedDashboard.definition)
    : dashboards.artifacts;
  const { signal } = query.composed.query;
  const candidates =
    alert.panel === undefined
      ? (bySignal.get(signal ?? "") ?? []).filter(({ dashboard }) => !namedDashboard || dashboard === searched[0])
      : searched.flatMap((dashboard) => {
          const panel = dashboard.panels.find(({ data }) => data.title === alert.panel);
          return panel ? [{ dashboard, panel }] : [];
        });
  const best = chooseCandidate(candidates, query);
  if (best) return referenceTo(best.dashboard, best.panel);
  if (alert.panel !== undefined && !scope.leftOut.panels.has(alert.panel))
    reportUnknownPanel(scope, subject, alert.panel, searched);
  return namedDashboard && searched[0] && referenceTo(searched[0], undefined);
}

/** The panel with a title, on one dashboard or on any of a system. */
export function findPanel(dashboards: readonly DashboardArtifact[], title: string): PanelReference | undefined {
  for (const dashboard of dashboards) {
    const panel = dashboard.panels.find(({ data }) => data.title === title);
    if (panel) return referenceTo(dashboard, panel);
  }
  return undefined;
}

export function referenceTo(dashboard: DashboardArtifact, panel: CompiledPanel | undefined): PanelReference {
  const { value } = dashboard;
  const variables = dashboard.variables.filter((variable) => variable.from === "label");
  const titles = { dashboard: value.title, panel: panel?.data.title };
  return { uid: value.uid, slug: deriveKey(value.title), panelId: panel?.data.id, titles, variables };
}

/** Chooses the dashboard with the largest share of panels about the alert's services; on a tie, the first by name. */
function chooseCandidate(candidates: readonly Candidate[], query: CompiledQuery): Candidate | undefined {
  if (candidates.length < 2) return candidates[0];
  const services = findServices(query);
  let best: (Candidate & { readonly about: number }) | undefined;
  for (const candidate of candidates) {
    const { panels } = candidate.dashboard;
    const about = panels.filter((panel) => isAbout(panel, services)).length / panels.length;
    if (!best || about > best.about) best = { ...candidate, about };
  }
  return best;
}

function isAbout({ queries }: CompiledPanel, services: ReadonlySet<string>): boolean {
  return queries.some(({ query }) => [...findServices(query)].some((service) => services.has(service)));
}

function findServices({ composed }: CompiledQuery): ReadonlySet<string> {
  return new Set(Array.from(composed.references.metrics).flatMap(({ owner }) => owner?.service ?? []));
}

export function reportUnknownPanel(
  scope: Scope,
  subject: Subject,
  title: string,
  artifacts: readonly DashboardArtifact[],
  option: readonly string[] = ["panel"],
): void {
  const where =
    artifacts.length === 1 ? `the dashboard "${artifacts[0]!.value.title}" has` : "the dashboards of the system have";
  const similar = nearest(
    title,
    artifacts.flatMap(({ panels }) => panels.map(({ data }) => data.title ?? "")),
  );
  reportError(scope, "definition/unknown-panel", subject, {
    summary: `${where} no panel "${title}"`,
    ...(similar !== undefined && { fix: `did you mean "${similar}"?` }),
    option,
  });
}
