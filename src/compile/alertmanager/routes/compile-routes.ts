import { suggestion } from "../../../diagnostics/suggestion.js";
import { parseMatchers } from "../../../formats/alertmanager/index.js";
import type { Route as RouteData } from "../../../formats/alertmanager/types.js";
import type { LabelMatch, LabelRoute, Route } from "../../../model/alert/route.js";
import type { Varying } from "../../../model/definition/per-environment.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import { renderAlternatives, renderMatcher, renderPattern } from "../matcher.js";
import { writtenAt } from "../written-at.js";
import { checkReachesSomebody } from "./check-hours.js";
import { renderRoute } from "./render-route.js";
import { type ResolvedRoute, resolveRoute } from "./resolve-route.js";

/** The routes of a system. */
export interface CompiledRoutes {
  /** In the order in which they are matched: routes by label, those of owners, those of severities. */
  readonly routes: readonly RouteData[];
  /** All routes, nested ones included. */
  readonly resolved: readonly ResolvedRoute[];
  /** The last route of a severity; undefined if there is none. */
  readonly last: ResolvedRoute | undefined;
}

/** Compiles the routes of a system. Routes without receivers are reported, and left out. */
export function compileRoutes(scope: Scope, prefix: string): CompiledRoutes {
  const { routes: severities, owners, routesByLabel } = scope.system;
  const compiler = new RouteCompiler(scope, prefix);
  const byLabel = routesByLabel.flatMap((route, index) => compiler.byLabel(route, ["routesByLabel", String(index)]));
  const ofOwners = Object.entries(owners).flatMap(([owner, routes]) =>
    Object.entries(routes).flatMap(([severity, route]) => compiler.ofOwner(owner, severity, route)),
  );
  const before = compiler.resolved.length;
  const bySeverity = Object.entries(severities).flatMap(([severity, route]) => compiler.ofSeverity(severity, route));
  const { resolved } = compiler;
  return { routes: [...byLabel, ...ofOwners, ...bySeverity], resolved, last: resolved.slice(before).at(-1) };
}

/** Adds the labels that tell environments and systems apart: their alerts are never in one group. `...` has all labels. */
export function groupingLabels({ settings }: Pick<Scope, "settings">, labels: readonly string[]): readonly string[] {
  return labels.includes("...") ? labels : [...new Set([...labels, ...namesOfOriginLabels(settings)])];
}

class RouteCompiler {
  readonly resolved: ResolvedRoute[] = [];

  private readonly scope: Scope;
  private readonly prefix: string;

  constructor(scope: Scope, prefix: string) {
    this.scope = scope;
    this.prefix = prefix;
  }

  ofSeverity(severity: string, varying: Varying<Route>): readonly RouteData[] {
    const matchers = [renderMatcher("severity", severity)];
    return this.compile(["routes", severity], `alerts of severity "${severity}"`, varying, { matchers });
  }

  ofOwner(owner: string, severity: string, varying: Varying<Route>): readonly RouteData[] {
    const path = ["owners", owner, severity];
    const severities = Object.keys(this.scope.system.routes);
    if (!severities.includes(severity)) {
      reportError(this.scope, "definition/no-receiver", this.subject(), {
        summary: `no alert can have the severity "${severity}": "routes" of the system does not list it`,
        fix: suggestion(severity, severities),
        option: path,
      });
    }
    const matchers = [renderMatcher("owner", owner), renderMatcher("severity", severity)];
    return this.compile(path, `alerts of severity "${severity}" of ${owner}`, varying, { matchers });
  }

  byLabel(route: LabelRoute, path: readonly string[]): readonly RouteData[] {
    const matchers = Object.entries(route.match).map(([label, match]) => {
      const matcher = renderMatch(label, match);
      this.checkMatcher(matcher, [...path, "match", label]);
      return matcher;
    });
    if (matchers.length === 0) {
      reportError(this.scope, "definition/wrong-type", this.subject(), {
        summary: "this route takes all alerts: its match is empty",
        fix: 'add a label, such as match: { owner: "Logistics" }',
        option: [...path, "match"],
      });
    }
    const nested = (route.routes ?? []).flatMap((one, index) => this.byLabel(one, [...path, "routes", String(index)]));
    const groupBy = route.groupBy && groupingLabels(this.scope, route.groupBy);
    const parts = { matchers, nested, groupBy, continues: route.continue };
    return this.compile(path, `alerts with ${matchers.join(", ")}`, route, parts);
  }

  private compile(
    path: readonly string[],
    alerts: string,
    varying: Varying<Route>,
    parts: Omit<Parameters<typeof renderRoute>[0], "route" | "prefix">,
  ): readonly RouteData[] {
    const route = resolveRoute(this.scope, path, varying);
    if (route === undefined || !checkReachesSomebody(this.scope, path, alerts, route)) return [];
    this.resolved.push(route);
    const data = renderRoute({ ...parts, route, prefix: this.prefix });
    return [writtenAt(data, this.scope, this.subject(), path)];
  }

  private checkMatcher(matcher: string, option: readonly string[]): void {
    const { problem } = parseMatchers(matcher, this.scope.versions.alertmanager);
    if (problem === undefined) return;
    reportError(this.scope, "definition/wrong-type", this.subject(), {
      summary: `Alertmanager ${this.scope.settings.versions.alertmanager} refuses the matcher ${matcher}: ${problem}`,
      option,
    });
  }

  private subject() {
    const { system } = this.scope;
    return createSubject("system", system.name, system);
  }
}

function renderMatch(label: string, match: LabelMatch, isNegated = false): string {
  if (typeof match === "string") return renderMatcher(label, match, isNegated ? "!=" : "=");
  if (match instanceof RegExp) return renderPattern(label, match, isNegated ? "!~" : "=~");
  return "kind" in match ? renderMatch(label, match.match, true) : renderAlternatives(label, match, isNegated);
}
