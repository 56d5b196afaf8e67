import { durationMs } from "../../model/definition/duration.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { BurnTier } from "../../model/slo/burn-tier.js";
import { readObjective } from "../../model/slo/objective.js";
import type { Slo } from "../../model/slo/slo.js";
import { minimumFailuresOf } from "../../model/slo/slo-alerts.js";
import type { SystemFacts } from "../../model/system/system.js";
import { findSlos } from "../slo/find-slos.js";

/** An objective with its budget and its alerts. */
export interface SloEntry {
  readonly title: string;
  readonly name: string;
  readonly description: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly tiers: readonly TierRow[];
}

interface TierRow {
  readonly name: string;
  readonly severity: string;
  /** The share of the budget, and the time in which it is spent. */
  readonly spent: string;
  readonly windows: string;
  readonly factor: number;
  /** The share of events that fails from which it fires. */
  readonly share: string;
  /** The fewest failures in the long window that fire it. */
  readonly fewest: string;
}

/** Lists the objectives of a system in an environment. */
export function sloEntries(system: SystemFacts, environment: string): readonly SloEntry[] {
  return findSlos(system).flatMap((slo) => {
    const objective = resolve(slo.objective, environment);
    const budget = objective === undefined ? undefined : readObjective(objective)?.budget;
    if (objective === undefined || budget === undefined) return [];
    const { indicator, name, title = name, description, window } = slo;
    const facts = [
      { name: "Objective", value: `${objective} of the ${indicator.events}` },
      { name: "Window", value: /^\d/.test(window) ? `the last ${window}` : `the current ${window}, in UTC` },
      { name: "Error budget", value: `${percent(budget)} of the ${indicator.events}${inTime(slo, budget)}` },
      { name: "A failure", value: `${singular(indicator.events)} that ${indicator.failure}` },
      ...(slo.expectedTraffic === undefined
        ? []
        : [{ name: "Expected in quiet hours", value: `${slo.expectedTraffic} ${indicator.events} per second` }]),
    ];
    const tiers = slo.tiers.map((tier) => tierRow(slo, tier, budget, environment));
    return [{ title, name, description, facts, tiers }];
  });
}

function tierRow(slo: Slo, tier: BurnTier, budget: number, environment: string): TierRow {
  const { name, factor, spent, within, recent, isPage } = tier;
  const severity = isPage ? (slo.page ?? "critical") : (slo.ticket ?? "warning");
  const share = Number((factor * budget).toPrecision(12));
  return {
    ...{ name, factor, spent: `${spent} in ${within}`, windows: `${within} and ${recent}`, share: percent(share) },
    severity: resolve(severity, environment) ?? "",
    fewest: fewestFailures(slo, within, share),
  };
}

/** More than the share, and at least the minimum. Without expected traffic, only the minimum is known. */
function fewestFailures(slo: Slo, within: BurnTier["within"], share: number): string {
  const seconds = durationMs(within)! / 1000;
  if (slo.indicator.countsTime) return share >= 1 ? "never" : `${minutes(share * seconds)} of ${within}`;
  const minimum = minimumFailuresOf(slo);
  if (slo.expectedTraffic === undefined) return `${minimum} in ${within}`;
  const events = Math.floor(slo.expectedTraffic * seconds);
  const failures = Math.max(minimum, Math.floor(Number((events * share).toPrecision(12))) + 1);
  return failures > events ? "never, in quiet hours" : `${failures} of ${events} in ${within}`;
}

/** Of an objective on time: what the budget is in minutes. */
function inTime({ indicator, window }: Slo, budget: number): string {
  const length = indicator.countsTime && /^\d/.test(window) ? durationMs(window as BurnTier["within"]) : undefined;
  return length === undefined ? "" : `: ${minutes((length / 1000) * budget)}`;
}

function minutes(seconds: number): string {
  return `${Number((seconds / 60).toPrecision(3))} minutes`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}

function singular(events: string): string {
  return events.endsWith("s") ? `one of the ${events}` : events;
}
