import { type Defined, defined } from "../definition/definition.js";
import type { LabelSpec, Labels, Where } from "./label.js";

/** Logs that a service writes: the labels of their stream, and the fields in their lines. */
export interface LogStream<L extends Labels = Labels, Fields extends Labels = Labels> extends Defined {
  readonly kind: "logStream";
  /** Labels that the collector puts on the stream: few values, they select. */
  readonly labels: L;
  /** Fields inside each line, read by a parser such as `json`. */
  readonly fields: Fields;
  readonly format: "json" | "logfmt" | "text";
  /** The selector by which the stream is found: `{namespace="qnt9"}`. */
  readonly selector: Where<Labels>;
  /** Only the streams with these label values. */
  where(matchers: Where<L>): LogStream<L, Fields>;
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
  const { labels, fields, format = "json", selector } = spec;
  return build({ kind: "logStream", labels, fields, format, selector });
}

export function isLogStream(value: unknown): value is LogStream {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "logStream";
}

function build<L extends Labels, Fields extends Labels>(
  facts: Omit<LogStream<L, Fields>, "where" | "at">,
): LogStream<L, Fields> {
  const stream = defined({ ...facts });
  const where = (matchers: Where<L>) => build({ ...facts, selector: { ...facts.selector, ...matchers } });
  Object.defineProperty(stream, "where", { value: where });
  return stream as LogStream<L, Fields>;
}
