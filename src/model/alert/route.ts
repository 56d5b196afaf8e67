import type { Duration } from "../definition/duration.js";
import {
  choiceOr,
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
import type { TimeInterval } from "./time-interval.js";

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
  /**
   * The time intervals in which it notifies.
   *
   * @default at all hours
   */
  readonly active?: Varying<readonly TimeInterval[]>;
  /** The time intervals in which it does not notify, such as a freeze. */
  readonly mute?: Varying<readonly TimeInterval[]>;
  /**
   * The receivers at the other hours; or `"wait"`: what still fires when the hours begin is notified then, and nobody hears
   * of what has resolved before.
   */
  readonly otherwise?: Varying<readonly Receiver[] | "wait">;
}

const timedRouteOptions = {
  to: required(varying(list(definition("receiver")))),
  groupWait: varying(string),
  groupInterval: varying(string),
  repeatInterval: varying(string),
  active: varying(list(definition("timeInterval"))),
  mute: varying(list(definition("timeInterval"))),
  otherwise: varying(choiceOr(["wait"], list(definition("receiver")))),
} as const satisfies OptionTable<TimedRoute>;

export const routeShape = varying(listOr(definition("receiver"), object(timedRouteOptions)));

/** Routes by severity. The keys are the severities of the system. */
export interface Routes {
  readonly [severity: string]: Varying<Route>;
}
