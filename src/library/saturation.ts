import { checkArguments } from "../model/definition/check-arguments.js";
import { type Definition, define } from "../model/definition/definition.js";
import type { Duration } from "../model/definition/duration.js";
import { definition, duration, number, type OptionTable, object, required } from "../model/definition/option-table.js";
import type { Varying } from "../model/definition/per-environment.js";
import { promql } from "../model/expression/promql.js";
import type { Condition } from "../model/expression/query.js";
import { Signal } from "../model/expression/signal.js";
import { type TimeseriesPanel, timeseries } from "../panels/kinds/charts/timeseries.js";
import { redAbove } from "../panels/options/thresholds.js";
import { limitShape } from "./arguments/shapes.js";
import { withOrigin } from "./arguments/with-origin.js";

/** The share of something finite that is in use, with its limits and a forecast. */
export interface Saturation extends Definition {
  readonly kind: "saturation";
  /** The share in use, from 0 to 1. */
  readonly share: Signal;
  /** The share from which someone should look at it in daytime. */
  readonly soft: Varying<number>;
  /** The share from which it fails soon, or has begun to. */
  readonly hard: Varying<number>;
  /** The condition that the share is above the soft limit. */
  readonly aboveSoft: Condition;
  /** The condition that the share is above the hard limit. */
  readonly aboveHard: Condition;
  /** The time in seconds until nothing is left, if it goes on as in the range before. No result while it does not grow. */
  readonly timeToExhaustion: Signal;
}

export interface SaturationOptions {
  /** The share from which someone should look at it in daytime. */
  readonly soft: Varying<number>;
  /** The share from which it fails soon, or has begun to. */
  readonly hard: Varying<number>;
  /**
   * The range from which the forecast extrapolates: longer than the ups and downs that do not matter.
   *
   * @default "6h"
   */
  readonly over?: Duration;
}

const saturationOptions = {
  soft: required(limitShape),
  hard: required(limitShape),
  over: duration,
} as const satisfies OptionTable<SaturationOptions>;

/**
 * Defines the saturation of something finite, such as a disk, connections or a quota: one definition for dashboards, alerts
 * and objectives.
 *
 * @example
 * const disk = saturation(hostDisk(hosts), { soft: 0.85, hard: 0.95 });
 * shop.alert("DiskSpaceLow", { when: disk.aboveSoft, … })
 * shop.alert("DiskIsFilling", { when: disk.timeToExhaustion.below(4 * 3600).and(disk.aboveSoft), … })
 */
export function saturation(share: Signal, options: SaturationOptions): Saturation {
  const origin = checkArguments("saturation(…)", [
    ["share", share, required(definition("signal"))],
    ["options", options, required(object(saturationOptions))],
  ]);
  const { soft, hard, over = "6h" } = options;
  const fields = {
    kind: "saturation" as const,
    share,
    soft,
    hard,
    aboveSoft: share.above(soft),
    aboveHard: share.above(hard),
    timeToExhaustion: forecast(share, over, origin),
  };
  return define(fields, origin);
}

/** Extrapolates a share in a straight line. The steps of the subquery need not be finer than the trend. */
function forecast(share: Signal, over: Duration, origin: Signal["origin"]): Signal {
  return new Signal({
    origin,
    id: `timeToExhaustion(${share.id}, ${over})`,
    title: `${share.title}: time left`,
    description: `Time until nothing is left, if it goes on as in the last ${over}. Empty while it does not grow.`,
    unit: "s",
    by: share.by,
    legend: share.legend,
    query: promql`(1 - ${share}) / (deriv((${share})[${over}:5m]) > 0)`,
  });
}

/**
 * Panels of a saturation: the share in use with both limits, and the time that is left.
 *
 * @example
 * row("Disks", saturationPanels(saturation(hostDisk(hosts), { soft: 0.85, hard: 0.95 })))
 */
export function saturationPanels(
  saturated: Saturation,
  options: SaturationPanelOptions = {},
): readonly TimeseriesPanel[] {
  const origin = checkArguments("saturationPanels(…)", [
    ["saturated", saturated, required(definition("saturation"))],
    ["options", options, object(saturationPanelOptions)],
  ]);
  const { share, soft, hard, timeToExhaustion } = saturated;
  const { width = 12 } = options;
  const panels = [
    timeseries(share.title, share, {
      description: share.description,
      min: 0,
      max: 1,
      width,
      thresholds: redAbove(hard, { warn: soft }),
    }),
    timeseries(timeToExhaustion.title, timeToExhaustion, {
      description: timeToExhaustion.description,
      min: 0,
      width,
      noValue: "It does not grow",
    }),
  ];
  return withOrigin(panels, origin);
}

export interface SaturationPanelOptions {
  /** @default 12 */
  readonly width?: number;
}

const saturationPanelOptions = { width: number } as const satisfies OptionTable<SaturationPanelOptions>;
