import { type Definition, type Identity, identityOptions } from "../definition/definition.js";
import {
  boolean,
  definition,
  list,
  type OptionTable,
  object,
  required,
  string,
  text,
} from "../definition/option-table.js";
import type { Annotation, TaggedAnnotation } from "./annotation.js";
import { layoutShape, type PanelLayout } from "./auto-grid.js";
import { type DashboardSettings, dashboardSettings } from "./dashboard-settings.js";
import { type ForeignText, type GivenDataSources, givenDataSources } from "./foreign-json.js";
import { linkOptions, type PanelLink, type TagLink } from "./link.js";
import { type Panels, panelsShape } from "./panel.js";
import type { Row, Tab } from "./section.js";
import type { Variable } from "./variable.js";

export interface DashboardOptions<Environment extends string = string>
  extends Identity<Environment>,
    DashboardSettings {
  /** The question that it answers. */
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Dashboards of the same system by title or by tag, or pages. */
  readonly links?: readonly (PanelLink | TagLink)[];
  readonly variables?: readonly Variable[];
  readonly annotations?: readonly (Annotation | TaggedAnnotation)[];
  readonly rows?: readonly Row[];
  /** Panels above the first row, or all panels if there are no rows. */
  readonly panels?: Panels;
  /** Parts of which one is shown at a time, instead of `rows` and `panels`. In the classic form they are rows. */
  readonly tabs?: readonly Tab[];
  /**
   * The arrangement of the panels, also of those in rows and tabs: `"grid"`, in which each panel has a place and a size,
   * or `autoGrid(…)`.
   *
   * @default "grid"
   */
  readonly layout?: PanelLayout;
}

export const dashboardOptions = {
  ...identityOptions,
  ...dashboardSettings,
  description: string,
  tags: list(string),
  links: linkOptions,
  variables: list(definition("variable")),
  annotations: list(definition("annotation")),
  rows: list(definition("row")),
  panels: panelsShape,
  tabs: list(definition("tab")),
  layout: layoutShape,
} as const satisfies OptionTable<DashboardOptions>;

export interface Dashboard extends Definition, DashboardOptions {
  readonly kind: "dashboard";
  readonly system: string;
  readonly title: string;
}

/** A part of a dashboard that holds rows and tabs. */
type SectionHolder = Pick<Dashboard, "rows" | "tabs">;

/** All rows and tabs in a part of a dashboard, from the outside in. */
export function listSections({ rows = [], tabs = [] }: SectionHolder): readonly (Row | Tab)[] {
  return [...rows, ...tabs].flatMap((section) => [section, ...listSections(section)]);
}

/** The variables of a dashboard, and of its rows and tabs. */
export function declaredVariables(dashboard: Dashboard): readonly Variable[] {
  return [...new Set([dashboard, ...listSections(dashboard)].flatMap(({ variables = [] }) => variables))];
}

export interface DashboardJsonOptions<Environment extends string = string> extends Identity<Environment> {
  /** Another title. Default: that in the JSON. */
  readonly title?: string;
  /**
   * Data sources of the environment, by the uid, the name or the input that the JSON has in their place.
   *
   * @example
   * dataSources: { P1809F7CD0C75ACF3: "prom", DS_LOKI: "loki" }
   */
  readonly dataSources?: GivenDataSources;
  /**
   * True for a dashboard that a Grafana has already, as `telltale pull` writes it: it keeps its uid, also where the
   * environment has a `uidSuffix`, and its tags. A sync then takes it over in place, and links from outside stay valid.
   *
   * @default false
   */
  readonly adopted?: boolean;
  /**
   * The folder that it is in. A folder without a title exists already, and is used as it is.
   *
   * @example
   * folder: { uid: "nodes", title: "Nodes" }
   *
   * @default the folder of the environment
   */
  readonly folder?: DashboardFolder;
}

/** A folder of Grafana. */
export interface DashboardFolder {
  /** `"general"` is the place of dashboards that are in no folder. */
  readonly uid: string;
  readonly title?: string;
}

export const dashboardJsonOptions = {
  ...identityOptions,
  title: string,
  dataSources: givenDataSources,
  adopted: boolean,
  folder: object({ uid: required(text), title: text }),
} as const satisfies OptionTable<DashboardJsonOptions>;

/** A dashboard in Grafana's own JSON, of which only what identifies it is changed. */
export interface ForeignDashboard extends Definition, DashboardJsonOptions {
  readonly kind: "foreignDashboard";
  readonly system: string;
  readonly json: object;
  readonly source: ForeignText;
}
