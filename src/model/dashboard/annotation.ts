import { checkArguments } from "../definition/check-arguments.js";
import { type Definition, define, isDefinition } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import {
  options as anyOptions,
  boolean,
  definition,
  duration,
  instance,
  list,
  listOr,
  number,
  type OptionTable,
  object,
  required,
  string,
  stringOr,
} from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { Query } from "../expression/query.js";
import type { DataQuery } from "./data-query.js";
import type { DataSourceVariable } from "./variable.js";

/** Marks events on the time axis. */
export interface Annotation extends Definition, AnnotationOptions {
  readonly kind: "annotation";
  readonly name: string;
  readonly query: Query | DataQuery;
  readonly color: string;
}

/** A part of an event. */
export type EventPart = "time" | "timeEnd" | "title" | "text" | "tags" | "id";

export interface AnnotationOptions extends EnvironmentFilter {
  /**
   * The color of the marks. Grafana has one for each annotation: for several, define several.
   *
   * @default "blue"
   */
  readonly color?: string;
  /** The heading of an event, from the labels of its series: `"{{app}}"`. */
  readonly title?: string;
  /** The text of an event, from the labels of its series; of logs, `"{{line}}"` or any field. */
  readonly text?: string;
  /**
   * The columns of a result of another data source that say when an event is, when it ends, and its texts.
   *
   * @default the first time, and the first text
   */
  readonly fields?: { readonly [part in EventPart]?: string };
  /** Labels of the series whose values are the tags of an event. */
  readonly tags?: readonly string[];
  /**
   * The panels that show it, by title, or all except some.
   *
   * @default all
   * @example
   * panels: ["Requests", "Errors"]
   * @example
   * panels: { except: ["Cost"] }
   */
  readonly panels?: readonly string[] | { readonly except: readonly string[] };
  /**
   * False to show it only once a reader switches it on.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * True to hide the switch.
   *
   * @default false
   */
  readonly hidden?: boolean;
  /**
   * The least time between two evaluations.
   *
   * @default Grafana's, "60s"
   */
  readonly step?: Duration;
  /**
   * True if the value is the time of the event, in milliseconds.
   *
   * @default false
   */
  readonly valueIsTime?: boolean;
  /**
   * The name of a data source of the environment, or a variable that chooses one.
   *
   * @default that of the dashboard
   */
  readonly dataSource?: string | DataSourceVariable;
}

export const annotationOptions = {
  ...environmentFilterOptions,
  color: string,
  title: string,
  text: string,
  fields: object({ time: string, timeEnd: string, title: string, text: string, tags: string, id: string }),
  tags: list(string),
  panels: listOr(string, object({ except: required(list(string)) })),
  enabled: boolean,
  hidden: boolean,
  step: duration,
  valueIsTime: boolean,
  dataSource: stringOr(definition("variable")),
} as const satisfies OptionTable<AnnotationOptions>;

/**
 * Marks the times at which an expression has a result, the lines of logs, or the rows that a query of another data
 * source returns.
 *
 * @example
 * annotation("Restarts", promql`changes(${kube.restarts}[1m]) > 0`, { text: "{{pod}}", tags: ["namespace"] })
 * @example
 * annotation("Migrations", logql`${cart.logs} |= "migration"`, { color: "purple", panels: ["Queries"] })
 * @example
 * annotation("Sales", query.postgres({ rawSql: "SELECT begins AS time, name FROM sales" }), {
 *   fields: { time: "time", text: "name" },
 * })
 */
export function annotation(name: string, query: Query | DataQuery, options: AnnotationOptions = {}): Annotation {
  checkArguments("annotation(…)", [
    ["name", name, required(string)],
    ["query", query, required(queryShape)],
    ["options", options, anyOptions],
  ]);
  const { color = "blue" } = options;
  return define({ ...options, kind: "annotation", name, query, color }, originOfCall(options, annotationOptions, 2));
}

/** Marks the annotations that people and programs made in Grafana, by their tags. */
export interface TaggedAnnotation extends Definition, TaggedAnnotationOptions {
  readonly kind: "annotation";
  readonly name: string;
  readonly withTags: readonly string[];
  readonly color: string;
}

export interface TaggedAnnotationOptions
  extends EnvironmentFilter,
    Pick<AnnotationOptions, "color" | "panels" | "enabled" | "hidden"> {
  /**
   * True if one of the tags suffices.
   *
   * @default false
   */
  readonly matchAny?: boolean;
  /**
   * The largest number of events.
   *
   * @default 100
   */
  readonly limit?: number;
}

const queryShape = instance("a query, such as promql`…`", isDefinition);

const { color, panels, enabled, hidden } = annotationOptions;

const taggedAnnotationOptions = {
  ...environmentFilterOptions,
  color,
  panels,
  enabled,
  hidden,
  matchAny: boolean,
  limit: number,
} as const satisfies OptionTable<TaggedAnnotationOptions>;

/**
 * Marks the annotations with these tags that people made in Grafana, or a pipeline through its API.
 *
 * @example
 * taggedAnnotation("Releases", ["release", "cart"], { color: "green" })
 */
export function taggedAnnotation(
  name: string,
  tags: readonly string[],
  options: TaggedAnnotationOptions = {},
): TaggedAnnotation {
  checkArguments("taggedAnnotation(…)", [
    ["name", name, required(string)],
    ["tags", tags, required(list(string))],
    ["options", options, anyOptions],
  ]);
  const { color = "blue" } = options;
  const origin = originOfCall(options, taggedAnnotationOptions, 2);
  return define({ ...options, kind: "annotation", name, withTags: tags, color }, origin);
}
