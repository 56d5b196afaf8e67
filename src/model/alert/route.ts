import type { Duration } from "../definition/duration.js";
import {
  definition,
  list,
  listOr,
  type OptionTable,
  object,
  required,
  string,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Receiver } from "./receiver.js";

/** The receivers of the alerts of one severity, with timing of their own where needed. */
export type Route = readonly Receiver[] | TimedRoute;

export interface TimedRoute {
  readonly to: Varying<readonly Receiver[]>;
  /**
   * Time to wait for more alerts of the same group before the first notification.
   *
   * @default "30s", as in Alertmanager
   */
  readonly groupWait?: Varying<Duration>;
  /**
   * Time to wait before a notification about new alerts in a group that was notified already.
   *
   * @default "5m", as in Alertmanager
   */
  readonly groupInterval?: Varying<Duration>;
  /**
   * Time to wait before a notification about alerts that still fire is repeated.
   *
   * @default "4h", as in Alertmanager
   */
  readonly repeatInterval?: Varying<Duration>;
}

const timedRouteOptions = {
  to: required(varying(list(definition("receiver")))),
  groupWait: varying(string),
  groupInterval: varying(string),
  repeatInterval: varying(string),
} as const satisfies OptionTable<TimedRoute>;

export const routeShape = varying(listOr(definition("receiver"), object(timedRouteOptions)));

/** Routes by severity. The keys are the severities of the system. */
export interface Routes {
  readonly [severity: string]: Varying<Route>;
}
