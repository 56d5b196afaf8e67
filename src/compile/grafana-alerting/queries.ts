import type { GrafanaQuery } from "../../formats/grafana-alerting/index.js";

/** The `refId` of the query of a rule: templates read its value by it. */
export const queryId = "query";
const mathId = "prometheus_math";
export const conditionId = "threshold";

/** The range that Grafana gives to an instant query, in seconds. */
const range = 600;

/** The source of a query: the type and uid of a data source. */
export interface QuerySource {
  readonly type: "prometheus" | "loki";
  readonly uid: string;
}

/** Grafana fills these in where they are missing. */
const limits = { intervalMs: 1000, maxDataPoints: 43200 };

/** The query of a rule. `offset` is the number of seconds before the evaluation. */
export function renderQuery(expr: string, { type, uid }: QuerySource, offset: number): GrafanaQuery {
  return {
    refId: queryId,
    queryType: type,
    relativeTimeRange: { from: range + offset, to: offset },
    datasourceUid: uid,
    model: {
      datasource: { type, uid },
      expr,
      instant: true,
      ...limits,
      ...(type === "loki" && { queryType: "instant" }),
      range: false,
      refId: queryId,
    },
  };
}

/** The conditions by which each series that the query returns is an alert, whatever its value, as in Prometheus. */
export function renderConditions(): readonly GrafanaQuery[] {
  const isAny = ["is_number", "is_nan", "is_inf"].map((test) => `${test}($${queryId})`).join(" || ");
  return [
    renderExpression(mathId, "math", { expression: isAny }),
    renderExpression(conditionId, "threshold", {
      conditions: [{ evaluator: { params: [0], type: "gt" } }],
      expression: mathId,
    }),
  ];
}

const expressions = "__expr__";

function renderExpression(refId: string, type: string, fields: GrafanaQuery["model"]): GrafanaQuery {
  return {
    refId,
    queryType: type,
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: expressions,
    model: { datasource: { type: expressions, uid: expressions }, ...fields, ...limits, refId, type },
  };
}
