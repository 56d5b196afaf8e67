import type { Alert, AlertOptions } from "../alert/alert.js";
import type { Receiver, Route, Routes } from "../alert/receiver.js";
import { RecordingRule, type RecordingRuleOptions } from "../alert/recording-rule.js";
import type { RuleFile, RuleGroup, RuleGroupOptions } from "../alert/rule-group.js";
import type { Dashboard, DashboardOptions, ForeignDashboard } from "../dashboard/dashboard.js";
import { type Definition, define, type Identity } from "../definition/definition.js";
import { type PerEnvironment, perEnvironment, type Widened } from "../definition/per-environment.js";
import type { Fires, Query } from "../expression/query.js";
import { isSignal, type Signal } from "../expression/signal.js";
import type { Labels, MergedLabels } from "../metric/label.js";
import { buildService, type Service, type ServiceDefinition, type ServiceOptions, scrapeLabels } from "./service.js";

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
  | ServiceDefinition;

/** What a system is, as plain data. */
export interface SystemFacts extends Definition {
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
  group(name: string, options?: RuleGroupOptions): RuleGroup;

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
  const add = <T extends SystemDefinition>(definition: T): T => {
    definitions.push(definition);
    return definition;
  };
  const made: Omit<System<O>, keyof Definition> = {
    kind: "system",
    name,
    title: options.title ?? name,
    labels,
    serviceLabel,
    environments: options.environments,
    routes: options.routes ?? {},
    unrouted: options.unrouted,
    groupBy: options.groupBy ?? ["alertname", serviceLabel],
    definitions,
    service: (service, parts) => {
      const owner = { system: name, service, serviceLabel };
      // Has the shape of its parts, which only the declaration of `service` can say.
      return add(buildService(owner, parts, labels)) as unknown as ReturnType<typeof made.service<typeof parts>>;
    },
    dashboard: (title, dashboard) => add(define({ ...dashboard, kind: "dashboard", system: name, title })),
    dashboardJson: (json, identity = {}) => add(define({ ...identity, kind: "foreignDashboard", system: name, json })),
    // `Fires` has only let a condition or an expression through.
    alert: (alert, described) =>
      add(define({ ...(described as AlertOptions), kind: "alert", system: name, name: alert })),
    recordingRule: (record, result, described = {}) =>
      add(new RecordingRule(name, record, isSignal(result) ? result.query : result, described)),
    group: (group, { interval, limit, queryOffset } = {}) =>
      add(define({ kind: "ruleGroup", system: name, name: group, interval, limit, queryOffset })),
    ruleFile: (file, yaml) => {
      const { text, path } = typeof yaml === "string" ? { text: yaml, path: undefined } : yaml;
      return add(define({ kind: "ruleFile", system: name, name: file, yaml: text, path }));
    },
    perEnvironment,
  };
  return define(made);
}
