import type { Origin } from "../../model/definition/origin.js";
import { Signal, type SignalFields } from "../../model/expression/signal.js";
import type { Where } from "../../model/metric/label.js";
import { type Subject, signalId } from "../grouping.js";

export interface InstanceOptions {
  /**
   * Selects servers: `{ instance: "db-1:9187" }`, or the variable of a dashboard.
   *
   * @default all
   */
  readonly where?: Where<{ readonly instance: number }>;
}

/** The labels of a signal of each server. */
export const server = ["instance"] as const;

/** Defines a signal of each server that an exporter watches. */
export function instanceSignal(
  origin: Origin,
  kind: string,
  of: readonly Subject[],
  fields: Pick<SignalFields, "title" | "description" | "unit" | "max" | "query" | "traffic" | "legend"> & {
    readonly by?: readonly string[];
  },
): Signal {
  const { by = server } = fields;
  return new Signal({ ...fields, origin, id: signalId(kind, of, by), by });
}
