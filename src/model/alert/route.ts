import { hasKind } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import {
  boolean,
  choiceOr,
  completeRecord,
  definition,
  duration,
  either,
  instance,
  list,
  listOr,
  type OptionTable,
  object,
  required,
  string,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Not } from "../metric/label.js";
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
   * The longest time from the first failure to the notification. An alert that needs longer, at worst, is a warning: the sum
   * of the intervals at which it is scraped and evaluated, of the part of its window that must fail, of its `for`, and of
   * `groupWait`.
   *
   * @default nothing is promised
   */
  readonly pageWithin?: Varying<Duration>;
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

/** The value of a label, any of several, a regular expression that matches all of it, or not these. */
export type LabelMatch = string | readonly string[] | RegExp | Not<string>;

/** A route of the alerts with some labels. */
export interface NestedLabelRoute extends TimedRoute {
  /** The labels that an alert must have, by name. */
  readonly match: { readonly [label: string]: LabelMatch };
  /**
   * Labels that group alerts into one notification.
   *
   * @default those of the system
   */
  readonly groupBy?: readonly string[];
  /** True if the routes after it take its alerts, too: those of the severities at last. */
  readonly continue?: boolean;
}

/** A route of the alerts with some labels. An alert takes the first that it matches, before those of the severities. */
export interface LabelRoute extends NestedLabelRoute {
  /** Routes of some of its alerts. The others reach its own receivers. */
  readonly routes?: readonly NestedLabelRoute[];
}

const timedRouteOptions = {
  to: required(varying(list(definition("receiver")))),
  groupWait: varying(duration),
  groupInterval: varying(duration),
  repeatInterval: varying(duration),
  pageWithin: varying(duration),
  active: varying(list(definition("timeInterval"))),
  mute: varying(list(definition("timeInterval"))),
  otherwise: varying(choiceOr(["wait"], list(definition("receiver")))),
} as const satisfies OptionTable<TimedRoute>;

const matchShape = either(
  "a value, a list of values, a regular expression, or not(…)",
  string,
  list(string),
  instance("a regular expression", (value) => value instanceof RegExp || hasKind(value, "not")),
);

const nestedLabelRouteOptions = {
  ...timedRouteOptions,
  match: required(completeRecord(matchShape)),
  groupBy: list(string),
  continue: boolean,
} as const satisfies OptionTable<NestedLabelRoute>;

const labelRouteOptions = {
  ...nestedLabelRouteOptions,
  routes: list(object(nestedLabelRouteOptions)),
} as const satisfies OptionTable<LabelRoute>;

export const labelRoutesShape = list(object(labelRouteOptions));

export const routeShape = varying(listOr(definition("receiver"), object(timedRouteOptions)));

/** Routes by severity. The keys are the severities of the system. */
export interface Routes {
  readonly [severity: string]: Varying<Route>;
}
