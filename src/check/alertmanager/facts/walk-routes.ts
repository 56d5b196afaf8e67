import type { SourceRoute } from "../../../formats/alertmanager/index.js";

/** A route of a tree, and the routes above it, from the root on. */
export interface RoutePosition {
  readonly route: SourceRoute;
  readonly ancestors: readonly SourceRoute[];
}

/** Lists every route of a tree, parents first, without recursion: Alertmanager accepts any depth. */
export function walkRoutes(root: SourceRoute | undefined): readonly RoutePosition[] {
  const found: RoutePosition[] = root === undefined ? [] : [{ route: root, ancestors: [] }];
  for (const { route, ancestors } of found) {
    for (const child of route.routes) found.push({ route: child, ancestors: [...ancestors, route] });
  }
  return found;
}

/** The first value of a setting that a route has or inherits. */
export function inheritedValue({ route, ancestors }: RoutePosition, field: keyof SourceRoute["data"]): unknown {
  return [route, ...ancestors.toReversed()].map(({ data }) => data[field]).find((value) => value !== undefined);
}
