import { type Definition, define, type Identity } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import type { Query } from "../expression/query.js";
import type { PanelLink } from "./link.js";
import type { Panels } from "./panel.js";
import type { Variable } from "./variable.js";

/** A heading and the panels under it. */
export interface Row extends Definition {
  readonly kind: "row";
  readonly title: string;
  readonly key: string | undefined;
  readonly collapsed: boolean;
  readonly panels: Panels;
}

/**
 * A heading with panels under it.
 *
 * @example
 * row("Cache", cachePanels(user.cache))
 */
export function row(
  title: string,
  panels: Panels,
  options: { readonly key?: string; readonly collapsed?: boolean } = {},
): Row {
  return define({ kind: "row", title, key: options.key, collapsed: options.collapsed ?? false, panels });
}

/** Marks events on the time axis. */
export interface Annotation extends Definition {
  readonly kind: "annotation";
  readonly name: string;
  readonly query: Query;
  readonly color: string;
  readonly title: string | undefined;
}

/**
 * Marks the times at which an expression has a result.
 *
 * @example
 * annotation("Deploys", promql`changes(${kube.observedGeneration}[1m]) > 0`, { color: "blue" })
 */
export function annotation(
  name: string,
  query: Query,
  options: { readonly color?: string; readonly title?: string } = {},
): Annotation {
  return define({ kind: "annotation", name, query, color: options.color ?? "blue", title: options.title });
}

export interface DashboardOptions extends Identity {
  /** The question that it answers. */
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Dashboards of the same system by title, or pages. */
  readonly links?: readonly PanelLink[];
  readonly variables?: readonly Variable[];
  readonly annotations?: readonly Annotation[];
  readonly rows?: readonly Row[];
  /** Panels above the first row, or all panels if there are no rows. */
  readonly panels?: Panels;
  /** The initial time range, back from now. Default: the last hour. */
  readonly last?: Duration;
  readonly refresh?: Duration | false;
}

export interface Dashboard extends Definition, DashboardOptions {
  readonly kind: "dashboard";
  readonly system: string;
  readonly title: string;
}

/** A dashboard in Grafana's own JSON. It is used unchanged, except for uid and tags. */
export interface ForeignDashboard extends Definition, Identity {
  readonly kind: "foreignDashboard";
  readonly system: string;
  readonly json: object;
}
