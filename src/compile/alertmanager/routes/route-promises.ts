/** What a definition promises of a route. Alertmanager's configuration does not contain it. */
export interface RoutePromises {
  /** True if its alerts may wait until the hours in which it notifies begin. */
  readonly canWait: boolean;
  /** The longest time from the first failure to the notification. */
  readonly pageWithin: string | undefined;
}

const promises = new WeakMap<object, RoutePromises>();

/** Remembers the promises of a route, for the checks. */
export function withPromises<T extends object>(data: T, promised: RoutePromises): T {
  promises.set(data, promised);
  return data;
}

/** Undefined for routes that no definition has, such as the root. */
export function findPromises(data: object): RoutePromises | undefined {
  return promises.get(data);
}
