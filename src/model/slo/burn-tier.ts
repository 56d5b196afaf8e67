import { type Duration, durationMs, formatDuration } from "../definition/duration.js";
import type { Percentage } from "./objective.js";
import { readPercentage } from "./objective.js";
import { type SloWindow, windowMs } from "./slo-window.js";

/** The names of the alerts of an SLO, from the fastest to the slowest burn. */
export const tierNames = ["fast", "medium", "slow", "steady"] as const;

export type TierName = (typeof tierNames)[number];

/** The burn that an alert of an SLO fires at: a share of the error budget, used up within some time. */
export interface BurnTier {
  readonly name: TierName;
  readonly spent: Percentage;
  readonly within: Duration;
  /** A short window, so that the alert resolves soon after the errors end. */
  readonly recent: Duration;
  /** The factor by which the budget is used up faster than the objective allows. */
  readonly factor: number;
  readonly isPage: boolean;
}

/** The tiers of a window of 30 days, as in Google's SRE workbook. */
const defaults = [
  { name: "fast", spent: "2%", within: "1h", isPage: true },
  { name: "medium", spent: "5%", within: "6h", isPage: true },
  { name: "slow", spent: "10%", within: "1d", isPage: false },
  { name: "steady", spent: "10%", within: "3d", isPage: false },
] as const;

const month = 30 * 86_400_000;

/** Lengths that people use, to which those of other windows are rounded. */
const lengths = (
  [
    ...["5m", "10m", "15m", "30m", "45m", "1h", "90m", "2h", "3h", "4h", "6h", "8h", "12h", "18h"],
    ...["1d", "36h", "2d", "3d", "4d", "5d", "7d", "10d", "14d", "21d", "30d", "36d", "60d"],
  ] as const
).map((text) => durationMs(text)!);

/** The changes that a definition makes to a tier. */
export interface TierChange {
  readonly spent?: Percentage | undefined;
  readonly within?: Duration | undefined;
  readonly recent?: Duration | undefined;
}

/** The tiers of a window: each spends the same share of the budget, in a time that is longer where the window is. */
export function tiersFor(
  window: SloWindow,
  changes: { readonly [Name in TierName]?: TierChange | false | undefined },
): readonly BurnTier[] {
  return defaults.flatMap(({ name, isPage, ...tier }) => {
    const change = changes[name];
    if (change === false) return [];
    const spent = change?.spent ?? tier.spent;
    const within = change?.within ?? scale(tier.within, window);
    const recent = change?.recent ?? shorten(within);
    const factor = burnFactor(spent, within, window);
    // A default that is rounded to a usual length does not fire while the budget lasts for the window.
    return [{ name, isPage, spent, within, recent, factor: change === undefined ? Math.max(1, factor) : factor }];
  });
}

/** The range of the burn rate that dashboards show: that of the fastest tier. */
export function burnRateRange(window: SloWindow, tiers: readonly BurnTier[]): Duration {
  return tiers[0]?.within ?? scale(defaults[0].within, window);
}

function scale(within: Duration, window: SloWindow): Duration {
  return roundLength((durationMs(within)! * windowMs(window)) / month);
}

/** A twelfth of the window, as in the SRE workbook; at least the 5 minutes that are recorded. */
function shorten(within: Duration): Duration {
  return roundLength(durationMs(within)! / 12);
}

/** The usual length that is nearest, by its ratio. Recorded rates are over 5 minutes: nothing is shorter. */
function roundLength(ms: number): Duration {
  const distance = (length: number) => Math.abs(Math.log(length / ms));
  const nearest = lengths.reduce((best, length) => (distance(length) < distance(best) ? length : best));
  return formatDuration(nearest) as Duration;
}

/** The multiple of the rate that would use up the whole budget in exactly the window. */
function burnFactor(spent: Percentage, within: Duration, window: SloWindow): number {
  const factor = ((readPercentage(spent) ?? 0) * windowMs(window)) / (durationMs(within) ?? Number.NaN);
  return Number(factor.toPrecision(4));
}
