import type { Receiver } from "../alert/receiver.js";
import { type LabelRoute, labelRoutesShape, type Routes, routeShape } from "../alert/route.js";
import {
  boolean,
  definition,
  list,
  type OptionTable,
  object,
  record,
  string,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Labels } from "../metric/label.js";
import { labelsShape } from "../metric/metric-shapes.js";
import { type SystemEnvironment, systemEnvironmentOptions } from "./system-environment.js";

export interface SystemOptions {
  /**
   * The name that people read.
   *
   * @default the name of the system
   */
  readonly title?: string;
  /**
   * Labels that scraping adds to every series, besides `job` and `instance`: for each label about how many values it
   * has, or which.
   *
   * @default none
   */
  readonly labels?: Labels;
  /**
   * The label that identifies the service. Signals of the library are grouped by it.
   *
   * @default "job"
   */
  readonly serviceLabel?: string;
  /**
   * The environments that the system runs in, with what is different there.
   *
   * @default all environments of the project
   */
  readonly environments?: { readonly [environment: string]: SystemEnvironment };
  /**
   * The receivers of alerts, by severity. An alert's `severity` must be one of its keys.
   *
   * @example
   * routes: { critical: perEnvironment({ staging: [slack], prod: [pagerduty, slack] }), warning: [slack] }
   */
  readonly routes?: Routes;
  /**
   * Routes by labels other than the severity. An alert takes the first that it matches, or else that of its severity.
   *
   * @default none
   * @example
   * routesByLabel: [{ match: { tenant: ["acme", "globex"], severity: "critical" }, to: [accountManager], continue: true }]
   */
  readonly routesByLabel?: readonly LabelRoute[];
  /**
   * The routes of owners, by severity. Alerts of another severity, or owner, take the routes of the system.
   *
   * @default none
   * @example
   * owners: { Logistics: { critical: [logisticsOnCall] } }
   */
  readonly owners?: { readonly [owner: string]: Routes };
  /**
   * The receiver of alerts that match no route, such as those of a `ruleFile` with a severity of its own.
   *
   * @default the first receiver of the last route: write the most urgent route first
   */
  readonly unrouted?: Varying<Receiver>;
  /**
   * Labels that group alerts into one notification.
   *
   * @default `alertname` and the service label
   */
  readonly groupBy?: readonly string[];
  /**
   * Who answers for it, such as a team: the label `owner` of its alerts, and a line of their runbooks. A service or an alert
   * may have another.
   *
   * @default nobody is named
   */
  readonly owner?: string;
  /**
   * False to generate no overview of its services. A dashboard of the system that is called Overview takes its place, too.
   *
   * @default true
   */
  readonly overview?: boolean;
}

export const systemOptions = {
  title: string,
  labels: labelsShape,
  serviceLabel: string,
  environments: record(object(systemEnvironmentOptions)),
  routes: record(routeShape),
  routesByLabel: labelRoutesShape,
  owners: record(record(routeShape)),
  unrouted: varying(definition("receiver")),
  groupBy: list(string),
  owner: string,
  overview: boolean,
} as const satisfies OptionTable<SystemOptions>;
