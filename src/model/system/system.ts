import type { Alert, AlertOptions, RecordingRule, RecordingRuleOptions, RuleFile, RuleGroup } from "../alert/alert.js";
import type { Receiver, Route, Routes } from "../alert/receiver.js";
import type { Dashboard, DashboardOptions, ForeignDashboard } from "../dashboard.js";
import { type Defined, defined, type Identity } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { type PerEnvironment, perEnvironment } from "../definition/per-environment.js";
import { Comparable, isSignal } from "../expression/promql.js";
import type { Fires, Query } from "../expression/query.js";
import type { Signal } from "../expression/signal.js";
import type { Labels, MergedLabels } from "../metric/label.js";
import { buildService, type Service, type ServiceOptions, scrapeLabels } from "./service.js";

/** Labels that Prometheus itself puts on every series it scrapes. */
export type ScrapeLabels = { readonly job: number; readonly instance: number };

export interface SystemOptions {
  /** What people call it. By default its name. */
  readonly title?: string;
  /** Labels that collection adds to every series, besides `job` and `instance`. */
  readonly labels?: Labels;
  /** The label that tells services apart: signals are split by it unless they say otherwise. Default `job`. */
  readonly serviceLabel?: string;
  /** What differs between environments. Without it, the system is built for every environment of the project. */
  readonly environments?: { readonly [environment: string]: SystemEnvironment };
  /** Who hears of alerts, by severity. */
  readonly routes?: Routes;
  /**
   * Who hears of alerts that no route takes, such as those of rules from elsewhere with a severity of their own. By
   * default the first receiver of the last route: routes are best written with the most urgent first.
   */
  readonly unrouted?: Receiver;
  /** The labels by which alerts are told of together. Default: `alertname` and the service label. */
  readonly groupBy?: readonly string[];
}

export interface SystemEnvironment {
  /** The name of the metrics' data source in this environment. */
  readonly dataSource?: string;
  /** The name of the logs' data source in this environment. */
  readonly logs?: string;
}

/** Everything that can be defined in a system, apart from its services' metrics. */
export type SystemDefinition =
  | Dashboard
  | ForeignDashboard
  | Alert
  | RecordingRule
  | RuleGroup
  | RuleFile
  | (Service<object, Labels> & { readonly kind: "service" });

/** What a system is, as plain data. */
export interface SystemFacts extends Defined {
  readonly kind: "system";
  readonly name: string;
  readonly title: string;
  readonly labels: Labels;
  readonly serviceLabel: string;
  readonly environments: { readonly [environment: string]: SystemEnvironment } | undefined;
  readonly routes: Readonly<Record<string, Route>>;
  readonly unrouted: Receiver | undefined;
  readonly groupBy: readonly string[];
  /** Everything defined through it so far, exported or not. */
  readonly definitions: readonly SystemDefinition[];
}

type Added<O extends { readonly labels?: Labels }> = O["labels"] extends Labels
  ? MergedLabels<ScrapeLabels, O["labels"]>
  : ScrapeLabels;
type Severity<O extends SystemOptions> = O["routes"] extends Routes ? keyof O["routes"] & string : string;
type Environment<O extends SystemOptions> = O["environments"] extends object
  ? keyof O["environments"] & string
  : string;

/** A system: what it is, and the functions that define its parts. */
export interface System<O extends SystemOptions = SystemOptions> extends SystemFacts {
  /**
   * Defines a service with its metrics and capabilities.
   *
   * @example
   * export const user = qnt9.service("user", { port: 8010, http: http({ … }), sessions: gauge("user_sessions", …) })
   */
  service<const Parts extends ServiceOptions & { readonly [part: string]: unknown }>(
    name: string,
    parts: Parts,
  ): Service<Parts, Parts["labels"] extends Labels ? Added<Parts> : Added<O>>;

  /** Defines a dashboard. */
  dashboard(title: string, options: DashboardOptions): Dashboard;

  /** Takes a dashboard as JSON. */
  dashboardJson(json: object, options?: Identity): ForeignDashboard;

  /** Defines an alert. Its severity is one that a route takes. */
  alert<When>(name: string, options: AlertOptions<Severity<O>, Fires<When>>): Alert;

  /**
   * Defines a recording rule. Its result can stand in a hole of `promql`.
   *
   * @example
   * export const errors = qnt9.recordingRule("app:user_http_errors:ratio_rate5m", errorRatio(user.http))
   */
  recordingRule(record: string, result: Query | Signal, options?: RecordingRuleOptions): RecordingRule;

  /** Defines a group of rules that are evaluated together. */
  group(
    name: string,
    options?: { readonly interval?: Duration; readonly limit?: number; readonly queryOffset?: Duration },
  ): RuleGroup;

  /** Takes rules in Prometheus' own format. */
  ruleFile(name: string, yaml: string | { readonly text: string; readonly path: string }): RuleFile;

  /**
   * A value for each environment.
   *
   * @example
   * errorRatio(user.http).above(qnt9.perEnvironment({ staging: 0.2, prod: 0.05 }))
   */
  perEnvironment<const T>(values: { readonly [Name in Environment<O>]: T }): PerEnvironment<Widened<T>>;
}

type Widened<T> = T extends number ? number : T;

/**
 * Declares a system: what collection adds to its series, who hears of its alerts, where it runs.
 *
 * @example
 * export const qnt9 = system("qnt9", {
 *   labels: { app: 5, namespace: ["qnt9"], pod: 20 },
 *   serviceLabel: "app",
 *   routes: { critical: [pagerduty, slack], warning: [slack] },
 * });
 */
export function system<const O extends SystemOptions>(name: string, options: O): System<O> {
  const definitions: SystemDefinition[] = [];
  const serviceLabel = options.serviceLabel ?? "job";
  const labels: Labels = { ...scrapeLabels, ...options.labels };
  const facts = {
    kind: "system" as const,
    name,
    title: options.title ?? name,
    labels,
    serviceLabel,
    environments: options.environments,
    routes: options.routes ?? {},
    unrouted: options.unrouted,
    groupBy: options.groupBy ?? ["alertname", serviceLabel],
  };
  const add = <T extends object>(definition: T, kind?: typeof Comparable): T & Defined => {
    const made = defined(definition, undefined, kind);
    definitions.push(made as unknown as SystemDefinition);
    return made;
  };
  const made = {
    ...facts,
    definitions,
    service: (service: string, parts: ServiceOptions) => {
      const built = buildService({ system: name, service, serviceLabel }, parts, labels);
      definitions.push(built as unknown as SystemDefinition);
      return built;
    },
    dashboard: (title: string, described: DashboardOptions) =>
      add({ ...described, kind: "dashboard", system: name, title }),
    dashboardJson: (json: object, identity: Identity = {}) =>
      add({ ...identity, kind: "foreignDashboard", system: name, json }),
    alert: (alert: string, described: AlertOptions) => add({ ...described, kind: "alert", system: name, name: alert }),
    recordingRule: (record: string, result: Query | Signal, described: RecordingRuleOptions = {}) => {
      const query = isSignal(result) ? result.query : result;
      return add({ ...described, kind: "recordingRule", system: name, record, query }, Comparable);
    },
    group: (group: string, described: { interval?: Duration; limit?: number; queryOffset?: Duration } = {}) =>
      add({
        kind: "ruleGroup",
        system: name,
        name: group,
        interval: described.interval,
        limit: described.limit,
        queryOffset: described.queryOffset,
      }),
    ruleFile: (file: string, yaml: string | { text: string; path: string }) =>
      add({
        kind: "ruleFile",
        system: name,
        name: file,
        yaml: typeof yaml === "string" ? yaml : yaml.text,
        path: typeof yaml === "string" ? undefined : yaml.path,
      }),
    perEnvironment,
  };
  return defined(made) as unknown as System<O>;
}
