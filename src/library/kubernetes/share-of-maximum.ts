import type { Origin } from "../../model/definition/origin.js";
import { promql } from "../../model/expression/promql.js";
import { Signal } from "../../model/expression/signal.js";
import type { Series } from "../../model/metric/metric.js";
import { signalId } from "../grouping.js";

interface ShareOfMaximum {
  readonly origin: Origin;
  readonly title: string;
  readonly description: string;
  readonly by: readonly string[];
  readonly legend?: string;
  readonly used: Series;
  readonly maximum: Series;
}

/**
 * The share of something that is in use, such as a volume. Several targets may expose the same one, so that the largest
 * value counts.
 */
export function shareOfMaximum({ used, maximum, ...shown }: ShareOfMaximum): Signal {
  const { by } = shown;
  return new Signal({
    ...shown,
    id: signalId("share", [used, maximum], by),
    unit: "percentunit",
    max: 1,
    query: promql`max by (${by}) (${used}) / max by (${by}) (${maximum} > 0)`,
  });
}
