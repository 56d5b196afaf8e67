import { checkArguments, requireArguments } from "../definition/check-arguments.js";
import { Definition, isDefinitionOf } from "../definition/definition.js";
import { type Duration, durationMs } from "../definition/duration.js";
import { duration, type OptionTable, object, required, text } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";

interface TraceStreamFields {
  readonly service: string;
  readonly conditions: readonly string[];
}

/** The traces of a service, or some of them. */
export class TraceStream extends Definition {
  readonly kind = "traceStream";
  /** The service's `service.name` in traces. */
  readonly service: string;
  /** Conditions of TraceQL, all of which a span fulfils. */
  readonly conditions: readonly string[];

  constructor({ service, conditions }: TraceStreamFields, origin: Origin) {
    super(origin);
    this.service = service;
    this.conditions = conditions;
  }

  /** Selects the traces in which the service failed. */
  failed(): TraceStream {
    return this.#and("status = error");
  }

  /**
   * Selects the traces in which the service took longer.
   *
   * @example
   * auth.traces.slowerThan("2s")
   */
  slowerThan(limit: Duration): TraceStream {
    requireArguments("slowerThan(…)", [["limit", limit, required(duration)]]);
    return this.#and(`duration > ${(durationMs(limit) ?? 0) / 1000}s`);
  }

  /** The traces in TraceQL: `{ resource.service.name = "auth-service" && status = error }`. */
  toTraceql(): string {
    const name = `resource.service.name = ${JSON.stringify(this.service)}`;
    return `{ ${[name, ...this.conditions].join(" && ")} }`;
  }

  #and(condition: string): TraceStream {
    return new TraceStream({ service: this.service, conditions: [...this.conditions, condition] }, this.origin);
  }
}

export interface TraceStreamOptions {
  /** The service's name in traces: the attribute `service.name` of its resource. */
  readonly service: string;
}

const traceStreamOptions = { service: required(text) } as const satisfies OptionTable<TraceStreamOptions>;

/**
 * Describes the traces of a service. Its alerts link to them, and dashboards can.
 *
 * @example
 * traceStream({ service: "auth-service" })
 */
export function traceStream(options: TraceStreamOptions): TraceStream {
  const origin = checkArguments("traceStream(…)", [["options", options, required(object(traceStreamOptions))]]);
  return new TraceStream({ service: options.service, conditions: [] }, origin);
}

export function isTraceStream(value: unknown): value is TraceStream {
  return isDefinitionOf(value, "traceStream");
}
