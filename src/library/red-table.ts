import { checkArguments } from "../model/definition/check-arguments.js";
import { list, number, type OptionTable, object, required, string } from "../model/definition/option-table.js";
import type { Varying } from "../model/definition/per-environment.js";
import type { Signal } from "../model/expression/signal.js";
import type { Http } from "../model/metric/capability.js";
import type { Labels, Where } from "../model/metric/label.js";
import { capabilityShape, matchersShape } from "../model/metric/metric-shapes.js";
import type { Column } from "../panels/kinds/records/columns.js";
import { type TablePanel, table } from "../panels/kinds/records/table.js";
import { redAbove } from "../panels/options/thresholds.js";
import { limitShape } from "./arguments/shapes.js";
import { withOrigin } from "./arguments/with-origin.js";
import { narrow } from "./narrow.js";
import { errorRatio, isTimed, latency, type RedOptions, requestRate } from "./red.js";

export type RedTableOptions<H extends Http> = Pick<
  RedOptions<H>,
  "name" | "where" | "errorLimit" | "latencyLimit" | "width"
> & {
  /** The labels that each have a column. */
  readonly by: NonNullable<RedOptions<H>["by"]>;
};

const redTableOptions = {
  name: string,
  by: required(list(string)),
  where: matchersShape,
  errorLimit: limitShape,
  latencyLimit: limitShape,
  width: number,
} as const satisfies OptionTable<RedTableOptions<Http>>;

/**
 * Rate, errors and duration at this moment, a row for each value of the labels, those with most errors first. Where a graph
 * would have more lines than anyone can tell apart, the table says which one is the problem.
 *
 * @example
 * row("Endpoints", redTable(user.http, { by: ["endpoint"], errorLimit: 0.05 }))
 */
export function redTable<const H extends Http>(http: H, options: RedTableOptions<H>): TablePanel {
  const origin = checkArguments("redTable(…)", [
    ["http", http, required(capabilityShape("http"))],
    ["options", options, required(object(redTableOptions))],
  ]);
  const { by, where, name, errorLimit, latencyLimit, width } = options;
  const selected = narrow<Http>(http, where as Where<Labels> | undefined);
  const split = { by };
  const signals: Record<string, Signal> = {
    rate: requestRate(selected, split),
    errors: errorRatio(selected, split),
    ...(isTimed(selected) && { p95: latency(selected, 0.95, split) }),
  };
  const subject = name === undefined ? "Requests" : `${name} requests`;
  const panel = table(`${subject} by ${words(by)} now`, signals, {
    description: `Requests per second, the share of them that failed, and their duration, by ${words(by)}.`,
    columns: {
      ...Object.fromEntries(by.map((label) => [label, { title: capitalize(words([label])) }])),
      rate: { title: "Rate", decimals: 2 },
      errors: colored("Errors", errorLimit),
      ...(isTimed(selected) && { p95: colored("p95", latencyLimit) }),
    },
    sortBy: "errors",
    descending: true,
    noValue: "No requests",
    ...(width !== undefined && { width }),
  });
  return withOrigin([panel], origin)[0]!;
}

function colored(title: string, limit: Varying<number> | undefined): Column {
  const column: Column = { title, mappings: withoutRequests };
  return limit === undefined ? column : { ...column, thresholds: redAbove(limit), show: "color" };
}

/** Without requests there is no share of them, and no time that they took. */
const withoutRequests = [{ special: "nan", text: "–", color: "text" }] as const;

/** The names of labels as words: `message_type` is a message type. */
function words(labels: readonly string[]): string {
  return labels.join(" and ").replaceAll("_", " ");
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
