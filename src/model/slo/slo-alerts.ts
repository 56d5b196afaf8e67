import { labelReference } from "../../gotemplate/index.js";
import type { Alert, AlertOptions } from "../alert/alert.js";
import { define } from "../definition/definition.js";
import { type Duration, durationMs } from "../definition/duration.js";
import { mapVarying } from "../definition/per-environment.js";
import { promql } from "../expression/promql.js";
import { Query } from "../expression/query.js";
import type { BurnTier } from "./burn-tier.js";
import type { Indicator } from "./indicator.js";
import type { SloSeries } from "./slo.js";
import { budgetOf, burnRateId, groupOf, type SloContext } from "./slo-series.js";

/** The failures that an alert needs, unless the SLO says otherwise. */
export const usualMinimumFailures = 10;

/** Builds the alerts of an SLO: one for each tier, and one for missing data. */
export function buildAlerts(context: SloContext, series: SloSeries): readonly Alert[] {
  const burns = context.tiers.map((tier) => burnAlert(context, tier, series));
  return context.options.indicator.countsTime ? burns : [...burns, noDataAlert(context, series)];
}

/** The failures below which the alerts of an SLO stay quiet. Time is always measured, so it needs no minimum. */
export function minimumFailuresOf({
  minimumFailures,
  indicator,
}: Pick<SloContext["options"], "minimumFailures" | "indicator">): number {
  return minimumFailures ?? (indicator.countsTime ? 0 : usualMinimumFailures);
}

function burnAlert(context: SloContext, tier: BurnTier, series: SloSeries): Alert {
  const { options, name } = context;
  const { severity, for: pending = "2m", keepFiringFor = "10m" } = changesOf(context, tier);
  const { indicator, title = name } = options;
  const subject = [title, ...indicator.groupedBy.map((label) => `{{ ${labelReference(label)} }}`)].join(", ");
  return defineAlert(context, "BudgetBurn", {
    key: `${name}-${tier.name}`,
    when: burnCondition(context, tier, series),
    severity: severity ?? (tier.isPage ? options.page : options.ticket) ?? (tier.isPage ? "critical" : "warning"),
    for: pending,
    keepFiringFor,
    labels: { ...options.labels, slo_tier: tier.name },
    summary: `${subject}: {{ $value | humanizePercentage }} of the ${indicator.events} ${indicator.failure} in ${tier.within}`,
    description: mapVarying(
      options.objective,
      (objective) =>
        `The objective is ${objective} over ${spoken(options.window)}. Its error budget is being used up ${timesAsFast(tier)} as ` +
        `that allows: ${tier.spent} of it in ${tier.within}.`,
    ),
  });
}

function timesAsFast({ factor }: BurnTier): string {
  return factor === 1 ? "just as fast" : `${factor} times as fast`;
}

function spoken(window: string): string {
  return /^\d/.test(window) ? window : `a ${window}`;
}

function changesOf({ options: { alerts = {} } }: SloContext, { name }: BurnTier) {
  return alerts[name] || {};
}

/**
 * Errors come too fast over the long window, and still do over the short one; there are enough of them; and there are
 * events from before the long window, without which its ratio is that of a shorter one.
 */
function burnCondition({ options, system, name, origin }: SloContext, tier: BurnTier, series: SloSeries): Query {
  const { within, recent, factor } = tier;
  const { ratios, errors, events } = series;
  const budget = budgetOf(options);
  const minimum = minimumFailuresOf(options);
  const burns = [ratios.get(within), factor, budget, ratios.get(recent), factor, budget];
  const enough = minimum > 0 ? [secondsOf(within), errors, within, minimum] : [];
  const query = {
    language: "promql" as const,
    chunks: [
      ...["", " > ", " * ", " and ", " > ", " * "],
      ...(minimum > 0 ? [" and ", " * avg_over_time(", "[", "]) >= "] : []),
      ...[" and present_over_time(", "[", "] offset ", ")"],
    ],
    holes: [...burns, ...enough, events, within, within],
  };
  return new Query({ ...query, signal: burnRateId(system, name) }, origin);
}

function secondsOf(duration: Duration): number {
  return durationMs(duration)! / 1000;
}

function noDataAlert(context: SloContext, series: SloSeries): Alert {
  const { options, name } = context;
  const { indicator, ticket = "warning", title = name, labels } = options;
  return defineAlert(context, "NoData", {
    key: `${name}-no-data`,
    when: missingData(indicator, series),
    severity: ticket,
    for: "10m",
    ...(labels && { labels }),
    summary: `${title} is not measured: there are no series of its ${indicator.events}`,
    description: "Nothing says if the objective is met, and none of the other alerts of this SLO can fire.",
  });
}

/** Loki records a group only while it has lines: a group without any for a while does not mean that its rules have failed. */
function missingData({ total, by }: Indicator, { events, logged }: SloSeries): Query {
  const isGroupedLog = by.length > 0 && total.language === "logql";
  if (isGroupedLog) return promql`absent_over_time(${events}[1h])`;
  return logged && by.length === 0 ? promql`absent(${events}) or absent(${logged})` : promql`absent(${events})`;
}

function defineAlert(context: SloContext, suffix: string, options: AlertOptions): Alert {
  const { system, name, origin } = context;
  const { only, allow, runbook, owner } = context.options;
  const shared = {
    ...(only && { only }),
    ...(allow && { allow }),
    ...(runbook !== undefined && { runbook }),
    ...(owner !== undefined && { owner }),
  };
  const alertName = `${pascalCase(name)}${suffix}`;
  const group = groupOf(context);
  return define({ ...shared, ...options, group, kind: "alert" as const, system, name: alertName }, origin);
}

/** `CartAvailability` for `cart-availability`. */
function pascalCase(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase());
}
