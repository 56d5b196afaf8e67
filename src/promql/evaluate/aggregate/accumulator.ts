import type { Column } from "../vector/value.js";
import type { AggregationCall } from "./aggregation.js";

/** Aggregates the series of a group, one after the other. */
export interface Accumulator {
  /** Adds a series. Its floats may be overwritten afterwards, its histograms may not. */
  add(member: Column): void;
  /** Returns the aggregated series, with the labels of the group. */
  finish(): Column;
}

/** Starts a group: `result` has its labels and no samples yet. */
export type CreateAccumulator = (result: Column, call: AggregationCall) => Accumulator;
