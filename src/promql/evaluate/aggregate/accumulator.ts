import type { Column } from "../vector/value.js";
import type { AggregationCall } from "./aggregation.js";

/** Aggregates the series of a group, taking in one after the other. */
export interface Accumulator {
  /** Takes in a series. Its floats are needed no longer then; its histograms are. */
  add(member: Column): void;
  /** What it all came to, with the labels of the group. */
  finish(): Column;
}

/** Begins with a group: `result` has its labels, and no samples yet. */
export type CreateAccumulator = (result: Column, call: AggregationCall) => Accumulator;
