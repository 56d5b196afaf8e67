import { checkArguments } from "../definition/check-arguments.js";
import { define } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import { either, instance, list, object, required, string, stringOr } from "../definition/option-table.js";
import { isQuery, type Query } from "../expression/query.js";
import { isLogStream, type LogStream } from "../metric/log-stream.js";
import type { Metric, MetricType, Series } from "../metric/metric.js";
import { seriesShape } from "../metric/metric-shapes.js";
import { type DataQuery, isDataQuery } from "./data-query.js";
import type {
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  FilterVariable,
  GroupByVariable,
  IntervalVariable,
  LabelVariable,
  QueryVariable,
  TextVariable,
} from "./variable.js";
import {
  type AppliedVariableOptions,
  appliedVariableOptions,
  type ChoiceOptions,
  choiceOptions,
  type DataSourceVariableOptions,
  dataSourceVariableOptions,
  type FilterOptions,
  filterOptions,
  type IntervalOptions,
  intervalOptions,
  type ListValue,
  type QueryVariableOptions,
  queryVariableOptions,
  type VariableOptions,
  variableOptions,
} from "./variable-options.js";

const queryShape = instance("a query, such as promql`…`", (value) => isQuery(value) || isDataQuery(value));

const labelledShape = either(
  "a metric with a single name, some of its series, or a stream of logs",
  seriesShape,
  instance("a stream of logs", isLogStream),
);

type LabelsOf<M> = M extends Metric<MetricType, infer L> | Series<MetricType, infer L> | LogStream<infer L>
  ? keyof L & string
  : string;

/**
 * Defines the variables of a dashboard. In an expression write `${namespace}`, in a matcher `where({ namespace })`.
 *
 * @example
 * const namespace = variable.label("namespace", cart.http.requests, "namespace");
 * shop.dashboard("Cart", { variables: [namespace], … })
 */
export const variable = {
  /**
   * Offers the values of a label of metrics, or of streams of logs. A matcher may use another variable: the choice
   * follows it.
   *
   * @example
   * const pod = variable.label("pod", user.http.requests.where({ namespace }), "pod", { sort: "natural" })
   * @example
   * const level = variable.label("level", shopLogs, "level")
   */
  label<const M extends Metric | Series | LogStream>(
    name: string,
    series: M,
    label: LabelsOf<M>,
    options: QueryVariableOptions = {},
  ): LabelVariable {
    const origin = checkArguments("variable.label(…)", [
      ["name", name, required(string)],
      ["series", series, required(labelledShape)],
      ["label", label, required(string)],
      ["options", options, object(queryVariableOptions)],
    ]);
    return define(
      { ...fields(name, options), from: "label", series, labelName: label, ...queriedFields(options) },
      origin,
    );
  },

  /**
   * Offers the series of a result. Grafana reads each as `{pod="a"} 5 1700000000000`; `regex` takes the value out of
   * it. `${window}` is the time range of the dashboard. A query of another data source offers the values that it returns.
   *
   * @example
   * const busiest = variable.query("pod", promql`topk(5, sum by (pod) (rate(${cart.requests}[${window}])))`, {
   *   regex: /pod="([^"]+)"/,
   *   sort: "none",
   * })
   * @example
   * const plan = variable.query("plan", query.postgres({ rawSql: "SELECT name FROM plans" }))
   */
  query(name: string, query: Query | DataQuery, options: QueryVariableOptions = {}): QueryVariable {
    const origin = checkArguments("variable.query(…)", [
      ["name", name, required(string)],
      ["query", query, required(queryShape)],
      ["options", options, object(queryVariableOptions)],
    ]);
    return define({ ...fields(name, options), from: "query", query, ...queriedFields(options) }, origin);
  },

  /**
   * Offers a fixed list.
   *
   * @example
   * const tier = variable.list("tier", ["free", "basic", { text: "Professional", value: "pro" }])
   */
  list(name: string, values: readonly ListValue[], options: ChoiceOptions = {}): CustomVariable {
    const origin = checkArguments("variable.list(…)", [
      ["name", name, required(string)],
      ["values", values, required(list(stringOr(object({ text: required(string), value: required(string) }))))],
      ["options", options, object(choiceOptions)],
    ]);
    return define({ ...fields(name, options), from: "list", values, ...choiceFields(options) }, origin);
  },

  /**
   * Offers the data sources of one type. Panels take it as their `dataSource`.
   *
   * @example
   * const region = variable.dataSource("region", "prometheus", { regex: /^prom-/, all: false, multiple: false })
   */
  dataSource(name: string, type: string, options: DataSourceVariableOptions = {}): DataSourceVariable {
    const origin = checkArguments("variable.dataSource(…)", [
      ["name", name, required(string)],
      ["type", type, required(string)],
      ["options", options, object(dataSourceVariableOptions)],
    ]);
    const { multiple = false, all = false, initial, regex, allowCustomValue } = options;
    const choice = { multiple, all, initial, allValue: undefined, allowCustomValue };
    return define({ ...fields(name, options), from: "dataSources", type, regex, ...choice }, origin);
  },

  /**
   * Offers durations, for a range that the viewer chooses.
   *
   * @example
   * const range = variable.intervals("range", ["5m", "1h", "1d"], { auto: { steps: 100, min: "1m" } })
   */
  intervals(name: string, values: readonly Duration[], options: IntervalOptions = {}): IntervalVariable {
    const origin = checkArguments("variable.intervals(…)", [
      ["name", name, required(string)],
      ["values", values, required(list(string))],
      ["options", options, object(intervalOptions)],
    ]);
    const { auto, initial } = options;
    return define({ ...fields(name, options), from: "intervals", values, auto, initial }, origin);
  },

  /**
   * Offers a text field.
   *
   * @example
   * const search = variable.text("search")
   */
  text(name: string, value = "", options: VariableOptions = {}): TextVariable {
    const origin = checkArguments("variable.text(…)", [
      ["name", name, required(string)],
      ["value", value, string],
      ["options", options, object(variableOptions)],
    ]);
    return define({ ...fields(name, options), from: "text", value }, origin);
  },

  /**
   * Sets a value that is hidden and cannot be changed.
   *
   * @example
   * const cluster = variable.constant("cluster", "eu-1")
   */
  constant(name: string, value: string, options: VariableOptions = {}): ConstantVariable {
    const origin = checkArguments("variable.constant(…)", [
      ["name", name, required(string)],
      ["value", value, required(string)],
      ["options", options, object(variableOptions)],
    ]);
    return define({ ...fields(name, options), from: "constant", value }, origin);
  },

  /**
   * Offers filters by any label. Grafana adds them to every query of the dashboard's data source, which need not
   * mention the variable.
   *
   * @example
   * const filters = variable.filters("filters", { label: "Only" })
   */
  filters(name: string, options: FilterOptions = {}): FilterVariable {
    const origin = checkArguments("variable.filters(…)", [
      ["name", name, required(string)],
      ["options", options, object(filterOptions)],
    ]);
    const { allowCustomValue } = options;
    return define({ ...fields(name, options), from: "filters", ...appliedFields(options), allowCustomValue }, origin);
  },

  /**
   * Offers labels to group by. Grafana adds them to the aggregations of every query of the dashboard's data source.
   *
   * @example
   * const by = variable.groupBy("by")
   */
  groupBy(name: string, options: AppliedVariableOptions = {}): GroupByVariable {
    const origin = checkArguments("variable.groupBy(…)", [
      ["name", name, required(string)],
      ["options", options, object(appliedVariableOptions)],
    ]);
    return define({ ...fields(name, options), from: "groupBy", ...appliedFields(options) }, origin);
  },
};

function fields(name: string, options: VariableOptions) {
  const { label, description, hide, skipUrlSync, allow, only } = options;
  return { kind: "variable" as const, name, label, description, hide, skipUrlSync, allow, only };
}

function choiceFields({ multiple = true, all = true, initial, allValue, allowCustomValue }: ChoiceOptions) {
  return { multiple, all, initial, allValue, allowCustomValue };
}

function queriedFields(options: QueryVariableOptions) {
  const { regex, sort = "alphabetical", descending = false, refresh = "timeRange", dataSource } = options;
  return { ...choiceFields(options), regex, sort, descending, refresh, dataSource };
}

function appliedFields({ of = "metrics", dataSource }: AppliedVariableOptions) {
  const language: Query["language"] = of === "logs" ? "logql" : "promql";
  return { language, dataSource };
}
