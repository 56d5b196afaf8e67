import type { Route as RouteData } from "../../../formats/alertmanager/types.js";
import type { ResolvedRoute } from "./resolve-route.js";
import { withPromises } from "./route-promises.js";

export interface RouteParts {
  readonly matchers: readonly string[];
  readonly route: ResolvedRoute;
  /** The prefix of the names of receivers and time intervals. */
  readonly prefix: string;
  readonly groupBy?: readonly string[] | undefined;
  /** Routes of some of its alerts. */
  readonly nested?: readonly RouteData[];
  /** True if the routes after it take its alerts, too. */
  readonly continues?: boolean | undefined;
}

/**
 * Renders a route. It holds the timing; several receivers get a child route each. Alertmanager does not inherit time
 * intervals: they are in the routes that notify.
 */
export function renderRoute({ matchers, route, prefix, groupBy, nested = [], continues }: RouteParts): RouteData {
  const { groupWait, groupInterval, repeatInterval, otherwise, pageWithin } = route;
  const promises = { canWait: otherwise === "wait", pageWithin };
  const notifying = notifyingRoutes(route, prefix);
  const { receiver, ...intervals } = notifying[0]!;
  // Alertmanager notifies a route itself only of what no route in it takes.
  const needsRoutes = notifying.length > 1 || nested.some((one) => one.continue === true);
  const last = notifying.length - 1;
  const own = needsRoutes
    ? notifying.map((one, index) => withPromises({ ...one, ...(index < last && { continue: true }) }, promises))
    : [];
  const data: RouteData = {
    receiver,
    matchers,
    ...(groupBy && { group_by: groupBy }),
    ...(groupWait !== undefined && { group_wait: groupWait }),
    ...(groupInterval !== undefined && { group_interval: groupInterval }),
    ...(repeatInterval !== undefined && { repeat_interval: repeatInterval }),
    ...(!needsRoutes && intervals),
    ...(continues && { continue: true }),
    ...(nested.length + own.length > 0 && { routes: [...nested, ...own] }),
  };
  return withPromises(data, promises);
}

type NotifyingRoute = Pick<RouteData, "active_time_intervals" | "mute_time_intervals"> & { readonly receiver: string };

/** A receiver that is notified at all hours appears once. */
function notifyingRoutes({ to, active, mute, otherwise }: ResolvedRoute, prefix: string): readonly NotifyingRoute[] {
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => `${prefix}${name}`);
  const [main, others] = [names(to), otherwise === "wait" || otherwise === undefined ? [] : names(otherwise)];
  const within = hours(names(active), names(mute));
  // The other hours of one list are those in the other list.
  const outside = hours(names(mute), names(active));
  return [
    ...[...new Set(main)].map((receiver) => ({ receiver, ...(!others.includes(receiver) && within) })),
    ...[...new Set(others)].flatMap((receiver) => (main.includes(receiver) ? [] : [{ receiver, ...outside }])),
  ];
}

function hours(active: readonly string[], mute: readonly string[]) {
  return {
    ...(active.length > 0 && { active_time_intervals: active }),
    ...(mute.length > 0 && { mute_time_intervals: mute }),
  };
}
