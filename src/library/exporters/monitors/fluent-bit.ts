import { requireArguments } from "../../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../../model/definition/option-table.js";
import { counter, gauge } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";

/** A service with the metrics of Fluent Bit. */
export type FluentBit = ExposedMetrics<ReturnType<typeof fluentBitMetrics>>;

/** The approximate size of a Fluent Bit configuration. */
export interface FluentBitSize {
  /** @default 1 */
  readonly inputs?: number;
  /** @default 1 */
  readonly outputs?: number;
}

const fluentBitSizeOptions = { inputs: number, outputs: number } as const satisfies OptionTable<FluentBitSize>;

/**
 * The metrics of Fluent Bit, under `/api/v2/metrics/prometheus`: the log lines that it reads, sends and loses. Its HTTP
 * server must be on.
 *
 * @example
 * export const logCollector = autoserve.service("fluent-bit", fluentBitMetrics());
 */
export function fluentBitMetrics(size: FluentBitSize = {}) {
  requireArguments("fluentBitMetrics(…)", [["size", size, object(fluentBitSizeOptions)]]);
  const { inputs, outputs } = { inputs: 1, outputs: 1, ...size };
  const input = { name: inputs } as const;
  const output = { name: outputs } as const;
  return {
    exporter: true,
    port: 2020,
    labels: {},
    uptime: counter("fluentbit_uptime", { help: "Time since the start", unit: "s", labels: { hostname: 3 } }),
    read: counter("fluentbit_input_records_total", { help: "Log lines read", unit: "short", labels: input }),
    readBytes: counter("fluentbit_input_bytes_total", { help: "Bytes of logs read", labels: input }),
    sent: counter("fluentbit_output_proc_records_total", { help: "Log lines sent", unit: "short", labels: output }),
    sentBytes: counter("fluentbit_output_proc_bytes_total", { help: "Bytes of logs sent", labels: output }),
    errors: counter("fluentbit_output_errors_total", { help: "Chunks that failed", unit: "short", labels: output }),
    retries: counter("fluentbit_output_retries_total", {
      help: "Chunks sent once more",
      unit: "short",
      labels: output,
    }),
    givenUp: counter("fluentbit_output_retries_failed_total", {
      help: "Chunks given up after all retries",
      unit: "short",
      labels: output,
    }),
    dropped: counter("fluentbit_output_dropped_records_total", {
      help: "Log lines lost",
      unit: "short",
      labels: output,
    }),
    paused: gauge("fluentbit_input_ingestion_paused", {
      help: "1 while an input is paused because its buffer is full",
      unit: "short",
      labels: input,
    }),
  };
}
