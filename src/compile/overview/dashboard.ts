import type { Dashboard } from "../../model/dashboard/dashboard.js";
import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import { define } from "../../model/definition/definition.js";
import { deriveKey } from "../../model/definition/key.js";
import { promql } from "../../model/expression/promql.js";
import type { Settings } from "../../model/project/project.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import { timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Column } from "../../panels/kinds/records/columns.js";
import { table } from "../../panels/kinds/records/table.js";
import { redAbove, type Thresholds } from "../../panels/options/thresholds.js";
import { joinUid } from "../grafana/uid.js";
import { placeRow } from "../place-row.js";
import { budgetTable } from "../slo/budget-panels.js";
import { findSlos } from "../slo/find-slos.js";
import { alertsNameServices } from "./alert-labels.js";
import { dependenciesRow } from "./dependencies.js";
import { selectFiring } from "./firing.js";
import { type Indicators, measureServices } from "./indicators.js";
import { findCommonLimit } from "./limits.js";
import type { WatchedService } from "./watched-services.js";

/** The title of every overview. A dashboard of this title or key takes its place. */
export const overviewTitle = "Overview";

/** The share of its memory limit from which a container is close to it. */
const memoryLimit = 0.9;

/** The limits that alerts of the services fire at. */
interface Limits {
  readonly errors: number | undefined;
  readonly latency: number | undefined;
}

/** Builds the overview of a system from its services: what they do now, side by side, and the alerts that fire. */
export function buildOverview(
  system: SystemFacts,
  services: readonly WatchedService[],
  { settings, catalogue }: { readonly settings: Settings; readonly catalogue: Catalogue },
): Dashboard {
  const hasAlerts = alertsNameServices(system, catalogue, settings);
  const indicators = measureServices(system, services, settings, { hasAlerts });
  const limits: Limits = {
    errors: findCommonLimit(system.definitions, indicators.errors.signals, settings.environment),
    latency: findCommonLimit(system.definitions, indicators.latency?.signals ?? [], settings.environment),
  };
  const height = Math.min(14, 4 + services.length);
  const rows = [
    row("Now", [
      servicesTable(system, services, indicators, { limits, height, link: linkToServices(system, services, settings) }),
      alertsTable(system, settings, { height, hasService: hasAlerts }),
    ]),
    ...dependenciesRow(system, services),
    ...objectives(system, settings),
    row("Over time", trends(system, indicators, limits)),
  ].map((one) => placeRow(one, system.origin));
  const description = `Which service of ${system.title} has a problem, and which alerts fire?`;
  const fields = { kind: "dashboard" as const, system: system.name, title: overviewTitle, description, rows };
  return define({ ...fields, tags: ["overview"] }, system.origin);
}

/** The error budgets that remain, if the system has any. */
function objectives(system: SystemFacts, settings: Settings): readonly Row[] {
  const { length } = findSlos(system);
  return length === 0 ? [] : [row("Objectives", budgetTable(system, settings, Math.min(14, 4 + length)))];
}

interface TableContext {
  readonly limits: Limits;
  readonly height: number;
  /** The address of the dashboard of a service. */
  readonly link: string | undefined;
}

function servicesTable(
  { serviceLabel, title }: SystemFacts,
  services: readonly WatchedService[],
  { rate, errors, latency, up, missing, memory, alerts }: Indicators,
  { limits, height, link }: TableContext,
) {
  const queries = {
    ...(alerts && { alerts }),
    up,
    missing,
    rate: rate.query,
    errors: errors.query,
    ...(latency && { p95: latency.query }),
    ...(memory && { memory }),
  };
  const dataLinks = link === undefined ? {} : { dataLinks: [{ title: "Dashboard of the service", url: link }] };
  const columns: Record<string, Column> = {
    [serviceLabel]: { title: "Service", minWidth: longest(services), ...dataLinks },
    ...(alerts && { alerts: { title: "Alerts", ...redFrom(1) } }),
    up: { title: "Up" },
    missing: { title: "Missing", ...redFrom(1) },
    rate: { title: "Requests", unit: "reqps" },
    errors: { title: "Errors", unit: "percentunit", ...redFrom(limits.errors, { warns: true }) },
    ...(latency && { p95: { title: "p95", unit: "s", ...redFrom(limits.latency, { warns: true }) } }),
    ...(memory && { memory: { title: "Memory", unit: "percentunit", ...redFrom(memoryLimit) } }),
  };
  return table("Services", queries, {
    description:
      `The services of ${title} at this moment: firing alerts, targets that answer and that are missing, requests, errors, ` +
      "95th percentile of their duration, and the fullest container as a share of its memory limit. Red is what alerts fire at.",
    unit: "short",
    width: 16,
    height,
    columns,
    sortBy: serviceLabel,
    noValue: "No data of any service",
  });
}

/** Pixels for the longest name of a service. */
function longest(services: readonly WatchedService[]): number {
  return Math.max(120, ...services.map(({ value }) => 8 * value.length + 24));
}

/** Colours the cell only where something is wrong. */
function redFrom(limit: number | undefined, { warns = false } = {}): Pick<Column, "thresholds" | "show"> {
  if (limit === undefined) return {};
  const warn = warns ? [{ from: limit / 2, color: "yellow" }] : [];
  const thresholds: Thresholds = { base: "transparent", steps: [...warn, { from: limit, color: "red" }] };
  return { thresholds, show: "background" };
}

function alertsTable(
  system: SystemFacts,
  settings: Settings,
  { height, hasService }: { readonly height: number; readonly hasService: boolean },
) {
  const { serviceLabel } = system;
  const by = ["severity", "alertname", ...(hasService ? [serviceLabel] : [])];
  return table(
    "Firing alerts",
    { firing: promql`max by (${by}) (${selectFiring(system, settings)})` },
    {
      description: `All alerts of ${system.title} that fire, most severe first.`,
      unit: "short",
      width: 8,
      height,
      columns: {
        severity: { title: "Severity", width: 80 },
        alertname: { title: "Alert", minWidth: 230 },
        ...(hasService && { [serviceLabel]: { title: "Service" } }),
      },
      sortBy: "severity",
      noValue: "No alert fires",
    },
  );
}

function trends({ serviceLabel }: SystemFacts, { rate, errors, latency, memory }: Indicators, limits: Limits) {
  const legend = `{{${serviceLabel}}}`;
  const options = { min: 0, legend, ...(latency && memory && { width: 12 }) };
  const description = (text: string) => `${text}, by service.`;
  return [
    timeseries("Requests", rate.query, {
      ...options,
      description: description("Requests served per second"),
      unit: "reqps",
    }),
    timeseries("Errors", errors.query, {
      ...options,
      description: description("Share of the requests that failed"),
      unit: "percentunit",
      ...(limits.errors !== undefined && { thresholds: redAbove(limits.errors) }),
    }),
    latency
      ? timeseries("95th percentile", latency.query, {
          ...options,
          description: description("95 % of the requests took no longer than this"),
          unit: "s",
          ...(limits.latency !== undefined && { thresholds: redAbove(limits.latency) }),
        })
      : [],
    memory
      ? timeseries("Memory", memory, {
          ...options,
          description: description("Memory of the fullest container, as a share of its limit"),
          unit: "percentunit",
          max: 1,
          thresholds: redAbove(memoryLimit),
        })
      : [],
  ];
}

/** The address of the dashboards of services, if every service has one whose key is the value of its service label. */
function linkToServices(
  { definitions, name }: SystemFacts,
  services: readonly WatchedService[],
  { grafana: { uidSuffix } }: Settings,
): string | undefined {
  const keys = new Set(
    definitions.flatMap((one) => (one.kind === "dashboard" ? [one.key ?? deriveKey(one.title)] : [])),
  );
  const system = deriveKey(name);
  const haveOne = services.every(({ value }) => {
    return keys.has(value) && joinUid([system, value], uidSuffix) === `${system}-${value}${uidSuffix}`;
  });
  return haveOne ? `/d/${system}-\${__value.raw}${uidSuffix}?\${__url_time_range}` : undefined;
}
