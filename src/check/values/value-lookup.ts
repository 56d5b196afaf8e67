import type { Recording } from "../../compile/series-lookup.js";
import { declaredQuantity, quantityByName } from "../../compile/values/metric-quantity.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { type Call, type Expr, metricName, type VectorSelector } from "../../promql/index.js";
import { inferQuantities, type SeriesQuantity } from "../../promql/values/infer-quantities.js";
import { inferRanges } from "../../promql/values/infer-ranges.js";
import { either, isQuantity } from "../../promql/values/quantity.js";
import { notNegative, one, union, type ValueRange, zeroToOne } from "../../promql/values/value-range.js";
import { largestBucket } from "../expression/series.js";

/** Looks up what is known of the values of series: in the catalogue, in the rules that record them, by their names. */
export interface ValueLookup {
  quantity(selector: VectorSelector): SeriesQuantity | undefined;
  range(selector: VectorSelector): ValueRange | undefined;
  /** The range of a quantile of histograms; undefined where the largest bucket is unknown of one of them. */
  quantileRange(quantile: Call): ValueRange | undefined;
  /** The expressions that record a name; undefined if one of them does not parse, or nothing records it. */
  recordingsOf(name: string): readonly Expr[] | undefined;
}

/** Recordings that read others are followed this deep. */
const deepest = 20;

export function createValueLookup(catalogue: Catalogue | undefined, recordings: readonly Recording[]): ValueLookup {
  const byName = groupByName(recordings);
  const quantities = new Memo<SeriesQuantity>();
  const ranges = new Memo<ValueRange>();

  const lookup: ValueLookup = {
    quantity(selector) {
      const name = metricName(selector);
      if (name === undefined) return undefined;
      const series = catalogue?.series.get(name);
      if (series && (series.metric || !catalogue?.origin)) {
        const { type, part, metric } = series;
        return declaredQuantity({ name, type, part, unit: metric?.unit });
      }
      return byName.has(name) ? quantities.get(name, () => recordedQuantity(name)) : quantityByName(name);
    },
    range(selector) {
      const name = metricName(selector);
      if (name === undefined) return undefined;
      const series = catalogue?.series.get(name);
      if (name === "up" || (name === "probe_success" && !series)) return zeroToOne;
      if (name === "ALERTS") return one;
      if (series?.type === "info") return one;
      if (series) return series.type === "counter" || series.part !== undefined ? rangeOfPart(series.part) : undefined;
      if (byName.has(name)) return ranges.get(name, () => recordedRange(name));
      return /_(?:total|bucket|count)$/.test(name) ? notNegative : undefined;
    },
    quantileRange({ args }) {
      const high = args.length === 2 ? largestBucket(args[1]!, catalogue) : undefined;
      return high === undefined ? undefined : { low: -Infinity, high };
    },
    recordingsOf(name) {
      const exprs = byName.get(name)?.map(({ expr }) => expr);
      return exprs?.every((expr) => expr !== undefined) ? exprs : undefined;
    },
  };

  function recordedQuantity(name: string): SeriesQuantity | undefined {
    const values = lookup.recordingsOf(name)?.map((expr) => inferQuantities(expr, lookup.quantity).get(expr)!);
    if (!values) return undefined;
    const value = values.map((each) => each.value).reduce(either);
    return {
      value: isQuantity(value) ? value : undefined,
      observed: values.length === 1 ? values[0]!.observed : undefined,
    };
  }

  function recordedRange(name: string): ValueRange | undefined {
    const exprs = lookup.recordingsOf(name);
    return exprs?.map((expr) => inferRanges(expr, lookup.range, lookup.quantileRange).get(expr)!).reduce(union);
  }

  return lookup;
}

/** The sum of the observations may be negative. */
function rangeOfPart(part: "bucket" | "sum" | "count" | undefined): ValueRange | undefined {
  return part === "sum" ? undefined : notNegative;
}

/** Computes values once each. One that depends on itself, or on too long a chain of others, is unknown. */
class Memo<Value> {
  private readonly known = new Map<string, Value | undefined>();
  private depth = 0;

  get(name: string, compute: () => Value | undefined): Value | undefined {
    if (this.known.has(name) || this.depth >= deepest) return this.known.get(name);
    this.known.set(name, undefined);
    this.depth++;
    const value = compute();
    this.depth--;
    this.known.set(name, value);
    return value;
  }
}

function groupByName(recordings: readonly Recording[]): ReadonlyMap<string, readonly Recording[]> {
  const byName = new Map<string, Recording[]>();
  for (const recording of recordings) {
    const same = byName.get(recording.record);
    if (same) same.push(recording);
    else byName.set(recording.record, [recording]);
  }
  return byName;
}
