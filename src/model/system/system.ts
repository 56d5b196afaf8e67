import { type Alert, type AlertOptions, alertOptions } from "../alert/alert.js";
import { type Inhibition, type InhibitionOptions, inhibitionOptions } from "../alert/inhibition.js";
import type { Receiver } from "../alert/receiver.js";
import { RecordingRule, type RecordingRuleOptions } from "../alert/recording-rule.js";
import type { LabelRoute, Route, Routes } from "../alert/route.js";
import {
  type RuleFile,
  type RuleFileOptions,
  type RuleGroup,
  type RuleGroupOptions,
  ruleFileOptions,
  ruleGroupOptions,
} from "../alert/rule-group.js";
import { type WatchdogOptions, watchdogOptions, watchdogSeverity, watchdogTexts } from "../alert/watchdog.js";
import { type Collection, type CollectionOptions, defineCollection } from "../collection/collection.js";
import {
  type Dashboard,
  type DashboardJsonOptions,
  type DashboardOptions,
  dashboardJsonOptions,
  dashboardOptions,
  type ForeignDashboard,
} from "../dashboard/dashboard.js";
import { type GivenJson, givenJson, readGivenDashboard } from "../dashboard/foreign-json.js";
import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define, isDefinition } from "../definition/definition.js";
import { either, instance, object, options as optionsShape, required, string } from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import { type PerEnvironment, perEnvironment, type Varying, type Widened } from "../definition/per-environment.js";
import { promql } from "../expression/promql.js";
import type { Fires, Query } from "../expression/query.js";
import { isSignal, type Signal } from "../expression/signal.js";
import { type Labels, type MergedLabels, soundLabels } from "../metric/label.js";
import { defineSlo } from "../slo/define-slo.js";
import type { Slo, SloOptions } from "../slo/slo.js";
import { Additions, withAdditions } from "./additions.js";
import {
  buildService,
  type SelectorOf,
  type Service,
  type ServiceDefinition,
  type ServiceFacts,
  type ServiceOptions,
  scrapeLabels,
} from "./service.js";
import type { SystemEnvironment } from "./system-environment.js";
import { type SystemOptions, systemOptions } from "./system-options.js";

/** Labels that Prometheus adds to every series it scrapes. */
export type ScrapeLabels = { readonly job: number; readonly instance: number };

/** Any definition of a system. */
export type SystemDefinition =
  | Dashboard
  | ForeignDashboard
  | Alert
  | RecordingRule
  | RuleGroup
  | RuleFile
  | Slo
  | Inhibition
  | Collection
  | ServiceDefinition;

/** A system as plain data. */
export interface SystemFacts extends Definition {
  readonly kind: "system";
  readonly name: string;
  readonly title: string;
  readonly labels: Labels;
  readonly serviceLabel: string;
  readonly environments: { readonly [environment: string]: SystemEnvironment } | undefined;
  readonly routes: Readonly<Record<string, Varying<Route>>>;
  readonly routesByLabel: readonly LabelRoute[];
  readonly owners: Readonly<Record<string, Routes>>;
  readonly unrouted: Varying<Receiver> | undefined;
  readonly groupBy: readonly string[];
  /** Who answers for it. */
  readonly owner: string | undefined;
  /** True if an overview of its services is generated, unless it has one of its own. */
  readonly hasOverview: boolean;
  /** All definitions so far, exported or not. */
  readonly definitions: readonly SystemDefinition[];
  /** Services of other systems whose metrics it uses. Known once it is compiled. */
  readonly guests?: readonly ServiceFacts[];
  /** Services of other systems that depend on one of its own. Known once it is compiled. */
  readonly dependants?: readonly ServiceFacts[];
  /** The environment that it is reduced to; undefined for the whole system. */
  readonly environment?: string;
}

type AddedLabels<O extends { readonly labels?: Labels }> = O["labels"] extends Labels
  ? MergedLabels<ScrapeLabels, O["labels"]>
  : ScrapeLabels;
/** The labels that scraping adds to the series of a service: its own, or those of the system. */
type AddedLabelsOf<Parts extends ServiceOptions, O extends SystemOptions> = Parts["labels"] extends Labels
  ? AddedLabels<Parts>
  : AddedLabels<O>;
type Severity<O extends SystemOptions> = O["routes"] extends Routes ? keyof O["routes"] & string : string;
type Environment<O extends SystemOptions> = O["environments"] extends object
  ? keyof O["environments"] & string
  : string;

/** A system, with the functions that define its services, dashboards, alerts and rules. */
export interface System<O extends SystemOptions = SystemOptions> extends SystemFacts {
  /**
   * Defines a service: its metrics and capabilities, each under a name of your choice.
   *
   * @example
   * export const user = qnt9.service("user", { port: 8010, http: http({ … }), sessions: gauge("user_sessions", …) });
   */
  service<const Parts extends ServiceOptions<Environment<O>> & { readonly [part: string]: unknown }>(
    name: string,
    parts: Parts & { readonly selector?: SelectorOf<Parts["selector"], AddedLabelsOf<Parts, O>> },
  ): Service<Parts, AddedLabelsOf<Parts, O>>;

  /**
   * Defines a dashboard.
   *
   * @example
   * export const cartDashboard = shop.dashboard("Cart", {
   *   description: "Does the cart answer, correctly and in time?",
   *   rows: [row("Traffic", red(cart.http))],
   * });
   */
  dashboard(title: string, options: DashboardOptions<Environment<O>>): Dashboard;

  /**
   * Adds a dashboard in Grafana's JSON: an imported file, its text and path, only its text, or an object. It is written
   * as it is, except for its uid, its tags, missing ids, and data sources.
   *
   * @example
   * import old from "./old.json";
   * export const oldDashboard = shop.dashboardJson(old, { dataSources: { DS_PROMETHEUS: "prom" } });
   */
  dashboardJson(json: GivenJson, options?: DashboardJsonOptions<Environment<O>>): ForeignDashboard;

  /**
   * Defines an alert.
   *
   * @example
   * export const cartFails = shop.alert("CartFails", {
   *   when: errorRatio(cart.http).above(0.05),
   *   for: "5m",
   *   severity: "critical",
   *   summary: "{{ $labels.app }} fails {{ $value | humanizePercentage }} of its requests",
   * });
   */
  alert<When>(name: string, options: AlertOptions<Severity<O>, Fires<When>, Environment<O>>): Alert;

  /**
   * Defines a dead man's switch: an alert that always fires. A service outside raises an alarm when it is no longer notified,
   * because Prometheus, Alertmanager or the way from one to the other is broken. Nothing silences it.
   *
   * @example
   * export const watchdog = shop.watchdog({ to: receiver.webhook("heartbeat", { url: env("HEARTBEAT_URL") }), every: "5m" });
   */
  watchdog(options: WatchdogOptions<Environment<O>>): Alert;

  /**
   * Keeps alerts from being notified while another one explains them, for what `silences` of an alert and `dependsOn` of a
   * service do not say.
   *
   * @example
   * export const nodes = shop.inhibit({ when: nodeNotReady, equal: ["node"] });
   */
  inhibit(options: InhibitionOptions<Environment<O>>): Inhibition;

  /**
   * Defines a recording rule. Expressions can use it like a metric.
   *
   * @example
   * export const errors = qnt9.recordingRule("app:user_http_errors:ratio_rate5m", errorRatio(user.http));
   */
  recordingRule(record: string, result: Query | Signal, options?: RecordingRuleOptions<Environment<O>>): RecordingRule;

  /**
   * Defines a service level objective: its recording rules, its alerts and its dashboard.
   *
   * @example
   * export const availability = shop.slo("cart-availability", {
   *   description: "Requests to the cart succeed.",
   *   indicator: eventRatio(cart.http),
   *   objective: "99.9%",
   *   window: "30d",
   * });
   */
  slo(name: string, options: SloOptions<Severity<O>, Environment<O>>): Slo;

  /**
   * Defines a group of rules that are evaluated together.
   *
   * @example
   * const slow = shop.group("slow", { interval: "5m" });
   */
  group(name: string, options?: RuleGroupOptions<Environment<O>>): RuleGroup;

  /**
   * Adds rules in the format of Prometheus, or of Loki.
   *
   * @example
   * export const old = shop.ruleFile("old", { text: readFileSync("old.yml", "utf8"), path: "old.yml" });
   */
  ruleFile(
    name: string,
    yaml: string | { readonly text: string; readonly path: string },
    options?: RuleFileOptions<Environment<O>>,
  ): RuleFile;

  /**
   * Defines what collects the telemetry, in one way to run it.
   *
   * @example
   * export const collection = shop.collect("compose", { jobs: [scrape(cart)], compose: { components: { prometheus: {} } } });
   */
  collect(name: string, options: CollectionOptions<Environment<O>>): Collection;

  /**
   * A value for each environment.
   *
   * @example
   * errorRatio(user.http).above(qnt9.perEnvironment({ staging: 0.2, prod: 0.05 }))
   */
  perEnvironment<const Values extends { readonly [Name in Environment<O>]: unknown }>(
    values: Values & { readonly [Name in Exclude<keyof Values, Environment<O>>]: never },
  ): PerEnvironment<Widened<Values[keyof Values]>>;
}

const dashboardJsonShape = givenJson("the JSON of a dashboard");

const recordableShape = instance("a query or a signal, such as promql`…`", isDefinition);

const ruleFileShape = either(
  "rules as text, or { text, path }",
  string,
  object({ text: required(string), path: required(string) }),
);

function checkNamed(call: string, name: unknown, given: unknown): void {
  checkArguments(call, [
    ["name", name, required(string)],
    ["options", given, required(optionsShape)],
  ]);
}

/**
 * Defines a system: the labels that scraping adds to its series, the receivers of its alerts, and where it runs.
 *
 * @example
 * export const qnt9 = system("qnt9", {
 *   labels: { app: 5, namespace: ["qnt9"], pod: 20 },
 *   serviceLabel: "app",
 *   routes: { critical: [pagerduty, slack], warning: [slack] },
 * });
 */
export function system<const O extends SystemOptions>(name: string, options: O): System<O> {
  checkArguments("system(…)", [
    ["name", name, required(string)],
    ["options", options, required(optionsShape)],
  ]);
  const additions = new Additions();
  const serviceLabel = typeof options.serviceLabel === "string" ? options.serviceLabel : "job";
  const labels: Labels = { ...scrapeLabels, ...soundLabels(options.labels) };
  const add = <T extends SystemDefinition>(added: T): T => {
    additions.add(added);
    return added;
  };
  const members: Omit<System<O>, keyof Definition> = {
    kind: "system",
    name,
    title: options.title ?? name,
    labels,
    serviceLabel,
    environments: options.environments,
    routes: options.routes ?? {},
    routesByLabel: options.routesByLabel ?? [],
    owners: options.owners ?? {},
    unrouted: options.unrouted,
    groupBy: options.groupBy ?? ["alertname", serviceLabel],
    owner: typeof options.owner === "string" ? options.owner : undefined,
    hasOverview: options.overview ?? true,
    definitions: [],
    service: (service, parts) => {
      checkNamed("service(…)", service, parts);
      // Its properties are those of `parts`, which the compiler cannot follow through Object.fromEntries.
      const built = add(buildService(service, parts, { name, labels, serviceLabel }));
      return built as unknown as ReturnType<typeof members.service<typeof parts>>;
    },
    dashboard: (title, given) => {
      checkNamed("dashboard(…)", title, given);
      return add(define({ ...given, kind: "dashboard", system: name, title }, originOfCall(given, dashboardOptions)));
    },
    dashboardJson: (json, given = {}) => {
      checkArguments("dashboardJson(…)", [
        ["json", json, required(dashboardJsonShape)],
        ["options", given, optionsShape],
      ]);
      const fields = { ...given, kind: "foreignDashboard" as const, system: name, ...readGivenDashboard(json) };
      return add(define(fields, originOfCall(given, dashboardJsonOptions)));
    },
    alert: (alertName, given) => {
      checkNamed("alert(…)", alertName, given);
      // `Fires` accepts only conditions and expressions.
      const fields = { ...(given as AlertOptions), kind: "alert" as const, system: name, name: alertName };
      return add(define(fields, originOfCall(given, alertOptions)));
    },
    watchdog: (given) => {
      checkArguments("watchdog(…)", [["options", given, required(object(watchdogOptions))]]);
      const { to, every = "5m", name: alertName = "Watchdog", only } = given;
      const fields = {
        ...{ kind: "alert" as const, system: name, name: alertName, watchdog: { to, every } },
        ...{ when: promql`vector(1)`, for: "0s" as const, severity: watchdogSeverity },
        ...watchdogTexts,
        ...(only && { only }),
      };
      return add(define(fields, originOfCall(given, watchdogOptions, 0)));
    },
    inhibit: (given) => {
      checkArguments("inhibit(…)", [["options", given, required(optionsShape)]]);
      const fields = { ...given, kind: "inhibition" as const, system: name };
      return add(define(fields, originOfCall(given, inhibitionOptions, 0)));
    },
    recordingRule: (record, result, given = {}) => {
      checkArguments("recordingRule(…)", [
        ["record", record, required(string)],
        ["result", result, required(recordableShape)],
        ["options", given, optionsShape],
      ]);
      return add(new RecordingRule(name, record, isSignal(result) ? result.query : result, given));
    },
    slo: (sloName, given) => {
      checkNamed("slo(…)", sloName, given);
      return add(defineSlo(name, sloName, given));
    },
    group: (groupName, given = {}) => {
      checkNamed("group(…)", groupName, given);
      const { interval, limit, queryOffset, only } = given;
      const fields = { kind: "ruleGroup" as const, system: name, name: groupName, interval, limit, queryOffset, only };
      return add(define(fields, originOfCall(given, ruleGroupOptions)));
    },
    ruleFile: (file, yaml, given = {}) => {
      checkArguments("ruleFile(…)", [
        ["name", file, required(string)],
        ["yaml", yaml, required(ruleFileShape)],
        ["options", given, optionsShape],
      ]);
      const { text, path } = typeof yaml === "string" ? { text: yaml, path: undefined } : yaml;
      const { only, deployedAs, language = "promql" } = given;
      const fields = {
        kind: "ruleFile" as const,
        system: name,
        name: file,
        yaml: text,
        path,
        only,
        deployedAs,
        language,
      };
      return add(define(fields, originOfCall(given, ruleFileOptions, 2)));
    },
    collect: (collectionName, given) => {
      checkNamed("collect(…)", collectionName, given);
      return add(defineCollection(name, collectionName, given));
    },
    perEnvironment,
  };
  return withAdditions(define(members, originOfCall(options, systemOptions)), additions);
}
