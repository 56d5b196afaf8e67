import { checkArguments, requireArguments } from "../definition/check-arguments.js";
import { Definition, isDefinitionOf } from "../definition/definition.js";
import { choice, type OptionTable, object, record, required, string, varying } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import type { LabelSpec, Labels, Where } from "./label.js";
import type { VaryingSelector } from "./metric.js";
import { labelsShape, matchersShape } from "./metric-shapes.js";

type LogFormat = "json" | "logfmt" | "text";

interface LogStreamFields<L, Fields> {
  readonly labels: L;
  readonly fields: Fields;
  readonly format: LogFormat;
  readonly selector: Where<Labels>;
}

/** The logs of a service: the labels of their stream, and the fields of each line. */
export class LogStream<L extends Labels = Labels, Fields extends Labels = Labels> extends Definition {
  readonly kind = "logStream";
  /** Labels that the collector adds to the stream. Streams are selected by them, so each should have few values. */
  readonly labels: L;
  /** Fields of each line, extracted by a parser such as `json`. */
  readonly fields: Fields;
  readonly format: LogFormat;
  /** Selects the stream: `{namespace="qnt9"}`. */
  readonly selector: Where<Labels>;

  constructor({ labels, fields, format, selector }: LogStreamFields<L, Fields>, origin: Origin) {
    super(origin);
    this.labels = labels;
    this.fields = fields;
    this.format = format;
    this.selector = selector;
  }

  /** Selects the streams with these label values. */
  where(matchers: Where<L>): LogStream<L, Fields> {
    requireArguments("where(…)", [["matchers", matchers, required(matchersShape)]]);
    return new LogStream({ ...this, selector: { ...this.selector, ...matchers } }, this.origin);
  }
}

export interface LogStreamOptions<L extends Labels, Fields extends Labels> {
  /** The label values that select the stream. */
  readonly selector: VaryingSelector;
  /** Labels of the stream: for each about how many values it has, or which. */
  readonly labels: L;
  /** Fields of each line: for each about how many values it has, or which. */
  readonly fields: Fields;
  /**
   * The format of each line.
   *
   * @default "json"
   */
  readonly format?: LogFormat;
}

const logStreamOptions = {
  selector: required(record(varying(string))),
  labels: required(labelsShape),
  fields: required(labelsShape),
  format: choice("json", "logfmt", "text"),
} as const satisfies OptionTable<LogStreamOptions<Labels, Labels>>;

/**
 * Describes the logs of a service, or of a whole system.
 *
 * @example
 * logStream({ selector: { namespace: "qnt9" }, labels: { app: 5 }, fields: { level: ["INFO", "ERROR"], message: 1000 } })
 */
export function logStream<const L extends Labels, const Fields extends { readonly [field: string]: LabelSpec }>(
  options: LogStreamOptions<L, Fields>,
): LogStream<L, Fields> {
  const origin = checkArguments("logStream(…)", [["options", options, required(object(logStreamOptions))]]);
  const { labels, fields, format = "json", selector } = options;
  return new LogStream({ labels, fields, format, selector }, origin);
}

export function isLogStream(value: unknown): value is LogStream {
  return isDefinitionOf(value, "logStream");
}
