import type { LabelValue } from "../../model/metric/label.js";
import { isLogStream, type LogStream } from "../../model/metric/log-stream.js";
import type { SeriesLabels } from "../series/family.js";
import type { ServiceLike } from "../traffic/events.js";
import type { ValueOrProfile } from "../traffic/profile.js";
import { requireArgument, requireOptions } from "../traffic/require-argument.js";
import { checkLines } from "./check-lines.js";
import type { LevelName } from "./log-level.js";

/** A log stream, or a service with one. */
export type LogSource = LogStream | (ServiceLike & { readonly logs: LogStream });

type StreamOf<S> = S extends LogStream ? S : S extends { readonly logs: infer Stream } ? Stream : never;
type LabelsOf<S> = StreamOf<S> extends LogStream<infer L, infer _> ? L : never;
type FieldsOf<S> = StreamOf<S> extends LogStream<infer _, infer F> ? F : never;
type LevelIn<F> = LabelValue<F[Extract<keyof F, LevelName>]>;

/** The values that a field takes: those of a closed list, or any text or number. */
type FieldValue<Spec> = Spec extends readonly string[] ? LabelValue<Spec> : string | number;

/** Lines that a service logs. */
export interface LineOptions<S> {
  /** Lines per second, over all processes of the service. @default 1 */
  readonly rate?: ValueOrProfile<number>;
  /** The level of the lines. */
  readonly level?: ValueOrProfile<LevelIn<FieldsOf<S>> | LevelIn<LabelsOf<S>>>;
  /** Values of fields. One that is left out has a value that no rule looks for, as far as the declaration allows it. */
  readonly fields?: {
    readonly [Name in keyof FieldsOf<S>]?: ValueOrProfile<FieldValue<FieldsOf<S>[Name]>>;
  };
  /** Values of labels of the stream. One that is left out has the value of the process, or one of its possible values. */
  readonly labels?: { readonly [Name in keyof LabelsOf<S>]?: LabelValue<LabelsOf<S>[Name]> };
  /**
   * The text of the lines, or several texts in turn, instead of the fields in the format of the stream. `<status>` stands
   * for the field `status`.
   */
  readonly line?: string | readonly string[];
  /** Structured metadata of the lines. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The options of lines; the public types decide which values they take. */
export interface LineShape {
  readonly rate?: ValueOrProfile<number>;
  readonly level?: ValueOrProfile<string>;
  readonly fields?: Readonly<Record<string, ValueOrProfile<string | number>>>;
  readonly labels?: SeriesLabels;
  readonly line?: string | readonly string[];
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Lines planned for a simulation. */
export interface PlannedLogs {
  readonly kind: "planned logs";
  readonly stream: LogStream;
  readonly shape: LineShape;
  /** The service that logs them; missing if that is the one that declares the stream. */
  readonly system?: string;
  readonly service?: string;
}

/**
 * Defines lines that a service logs: in the format of its log stream, evenly over time and over the processes of the
 * service.
 *
 * @example
 * logs(user, { level: "ERROR", rate: steps({ "0m": 0, "10m": 2 }) })
 * @example
 * logs(user.logs.where({ pod: "user-1" }), { fields: { duration_ms: ramp({ "0m": 100, "20m": 3000 }) } })
 * @example
 * logs(user, { line: "panic: runtime error: index out of range", rate: 0.1 })
 */
export function logs<const S extends LogSource>(of: S, lines: LineOptions<S>): PlannedLogs {
  const needs = "a service with a log stream, such as user, or the stream itself, such as user.logs";
  requireArgument("logs(…)", needs, of, (value) => isLogStream(value) || hasLogs(value));
  requireOptions("logs(…)", '{ level: "ERROR", rate: 2 }', lines);
  const source: LogSource = of;
  const stream = isLogStream(source) ? source : source.logs;
  const shape = lines as LineShape;
  checkLines(stream, shape);
  return {
    ...{ kind: "planned logs", stream, shape },
    ...(!isLogStream(source) && { system: source.service.system, service: source.service.name }),
  };
}

function hasLogs(value: object): boolean {
  return "service" in value && "logs" in value && isLogStream(value.logs);
}
