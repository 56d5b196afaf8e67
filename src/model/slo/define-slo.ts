import { define } from "../definition/definition.js";
import { originOfCall } from "../definition/origin-of-call.js";
import { promql } from "../expression/promql.js";
import { tiersFor } from "./burn-tier.js";
import { type Slo, type SloOptions, sloOptions } from "./slo.js";
import { buildAlerts } from "./slo-alerts.js";
import { buildSeries, listSeries } from "./slo-series.js";

/**
 * Defines an SLO with its rules. One with a wrong option is not compiled, and neither is what uses its series: the option
 * is reported.
 */
export function defineSlo(system: string, name: string, given: SloOptions): Slo {
  const origin = originOfCall(given, sloOptions);
  const isSound = origin.wrongOptions?.problems.every(({ type }) => type === "unknown") ?? true;
  const options = isSound ? given : placeholder();
  const tiers = tiersFor(options.window, options.alerts ?? {});
  const context = { system, name, options, tiers, origin };
  const series = buildSeries(context);
  const { alerts: _, ...own } = given;
  const fields = { ...own, kind: "slo" as const, system, name, title: given.title ?? name };
  return define({ ...fields, series, tiers, rules: listSeries(series), alerts: buildAlerts(context, series) }, origin);
}

/** Options that are sound, in place of those that are not. */
function placeholder(): SloOptions {
  const total = promql`vector(0)`;
  const part = { is: "failed" as const, query: total };
  const words = { events: "events", failure: "failed" };
  const fields = { kind: "indicator" as const, ...words, by: [], groupedBy: [], total, part, countsTime: false };
  return { description: "", indicator: define({ ...fields, labels: {} }), objective: "99%", window: "30d" };
}
