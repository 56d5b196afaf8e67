import { type Defined, defined } from "./definition.js";
import type { LabelSpec, Labels } from "./label.js";

/** Logs that a service writes: the labels of their stream, and the fields in their lines. */
export interface LogStream<L extends Labels = Labels, Fields extends Labels = Labels> extends Defined {
  readonly kind: "logStream";
  /** Labels that the collector puts on the stream: few values, they select. */
  readonly labels: L;
  /** Fields inside each line, read by a parser such as `json`. */
  readonly fields: Fields;
  readonly format: "json" | "logfmt" | "text";
  /** The selector by which the stream is found: `{namespace="qnt9"}`. */
  readonly selector: Readonly<Record<string, string>>;
}

/**
 * Describes the logs of a service or of a whole system.
 *
 * @example
 * logStream({ selector: { namespace: "qnt9" }, labels: { app: 5 }, fields: { level: ["INFO", "ERROR"], message: 1000 } })
 */
export function logStream<const L extends Labels, const Fields extends { readonly [field: string]: LabelSpec }>(spec: {
  readonly selector: Readonly<Record<string, string>>;
  readonly labels: L;
  readonly fields: Fields;
  readonly format?: "json" | "logfmt" | "text";
}): LogStream<L, Fields> {
  return defined({
    kind: "logStream",
    labels: spec.labels,
    fields: spec.fields,
    format: spec.format ?? "json",
    selector: spec.selector,
  });
}

export function isLogStream(value: unknown): value is LogStream {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "logStream";
}
