import type { RoutePromises } from "../../../compile/alertmanager/index.js";
import type { Span } from "../../../diagnostics/diagnostic.js";
import type { AlertmanagerVersion, SourceRoute } from "../../../formats/alertmanager/index.js";
import type { Route } from "../../../formats/alertmanager/types.js";

/** Facts from the definitions that are missing from the generated configuration. */
export interface RoutingDefinitions {
  readonly version: AlertmanagerVersion;
  /** The file of templates. */
  readonly templates: string;
  /** The promises of a route of `config.data`. */
  promisesOf(route: Route): RoutePromises | undefined;
  /** Finds the definition of a route of `config.data`, or an option of it. */
  locate(route: Route, ...option: readonly string[]): Span | undefined;
  /** True for a route of a kept tree or a fragment: it may be for alerts that the definitions do not have. */
  isForeign(route: SourceRoute): boolean;
}
