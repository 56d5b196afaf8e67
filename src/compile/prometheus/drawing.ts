import { nearest } from "../../formats/grafana/nearest.js";
import type { Alert } from "../../model/alert.js";
import { keyOf } from "../../model/key.js";
import type { CompiledPanel, CompiledQuery, DashboardArtifact } from "../compiled.js";
import type { Dashboards } from "../grafana/index.js";
import { findDashboard } from "../grafana/links.js";
import { fault, type Scope, type Subject } from "../scope.js";

/** Where an alert's signal is drawn. */
export interface Drawing {
  readonly uid: string;
  readonly slug: string;
  /** Undefined where only the dashboard is known. */
  readonly panelId: number | undefined;
}

/** The panel that an alert names, or else the one that draws its signal. */
export function drawingOf(
  scope: Scope,
  subject: Subject,
  alert: Alert,
  query: CompiledQuery,
  dashboards: Dashboards,
): Drawing | undefined {
  const named =
    alert.dashboard === undefined ? undefined : findDashboard(scope, dashboards.identities, subject, alert.dashboard);
  if (alert.dashboard !== undefined && !named) return undefined;
  const among = named
    ? dashboards.artifacts.filter(({ definition }) => definition === named.definition)
    : dashboards.artifacts;
  const { signal } = query.composed.query;
  const best = bestOf(among, query, (panel) =>
    alert.panel === undefined ? signal !== undefined && draws(panel, signal) : panel.data.title === alert.panel,
  );
  if (best) return place(best.dashboard, best.panel);
  if (alert.panel !== undefined) reportUnknownPanel(scope, subject, alert.panel, among);
  return named && among[0] && place(among[0], undefined);
}

function place({ value }: DashboardArtifact, panel: CompiledPanel | undefined): Drawing {
  return { uid: value.uid, slug: keyOf(value.title), panelId: panel?.data.id };
}

function draws({ queries }: CompiledPanel, signal: string): boolean {
  return queries.some(({ query }) => query.composed.query.signal === signal);
}

/** Of several dashboards the one that is most about the service of the alert, then the first by name. */
function bestOf(
  dashboards: readonly DashboardArtifact[],
  query: CompiledQuery,
  fits: (panel: CompiledPanel) => boolean,
) {
  const services = servicesOf(query);
  let best: { dashboard: DashboardArtifact; panel: CompiledPanel; about: number } | undefined;
  for (const dashboard of dashboards) {
    const panel = dashboard.panels.find((one) => fits(one) && showsHistory(one)) ?? dashboard.panels.find(fits);
    if (!panel) continue;
    const about = dashboard.panels.filter((other) => isAbout(other, services)).length / dashboard.panels.length;
    if (!best || about > best.about) best = { dashboard, panel, about };
  }
  return best;
}

/** Whoever follows a link from an alert wants to see since when. */
function showsHistory({ data }: CompiledPanel): boolean {
  return data.type === "timeseries";
}

function isAbout({ queries }: CompiledPanel, services: ReadonlySet<string>): boolean {
  return queries.some(({ query }) => [...servicesOf(query)].some((service) => services.has(service)));
}

function servicesOf({ composed }: CompiledQuery): ReadonlySet<string> {
  return new Set(Array.from(composed.uses.metrics).flatMap(({ owner }) => owner?.service ?? []));
}

function reportUnknownPanel(scope: Scope, subject: Subject, title: string, among: readonly DashboardArtifact[]): void {
  const where =
    among.length === 1 ? `the dashboard "${among[0]!.value.title}" has` : "the dashboards of the system have";
  const meant = nearest(
    title,
    among.flatMap(({ panels }) => panels.map(({ data }) => data.title ?? "")),
  );
  fault(scope, "definition/unknown-panel", subject, {
    summary: `${where} no panel "${title}"`,
    ...(meant !== undefined && { fix: `did you mean "${meant}"?` }),
  });
}
