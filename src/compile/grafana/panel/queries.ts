import { refIdAt } from "../../../formats/grafana/ref-id.js";
import { type DataQuery, isDataQuery } from "../../../model/dashboard/data-query.js";
import { define } from "../../../model/definition/definition.js";
import { describeType } from "../../../model/definition/describe-type.js";
import { isQuery, type Query } from "../../../model/expression/query.js";
import { isSignal, type Signal } from "../../../model/expression/signal.js";
import { isTraceStream } from "../../../model/metric/trace-stream.js";
import { kindOf, type Panel } from "../../../panels/kinds/index.js";
import type { PanelOptions } from "../../../panels/panel.js";
import type { RenderQuery } from "../../../panels/panel-kind.js";
import { expressionType, renderExpression } from "../../../panels/queries/expression.js";
import { tempoType, traceQuery } from "../../../panels/queries/tempo.js";
import { unknownTraits, type ValueTraits } from "../../../panels/value-traits.js";
import { inferLabels, inferSampleKinds } from "../../../promql/index.js";
import { panelDialect, parse, print } from "../../../traceql/index.js";
import type { CompiledQuery } from "../../compiled.js";
import { compileQuery } from "../../query/query.js";
import { queryOf } from "../../query/query-of.js";
import { reportError, type Scope, type Subject } from "../../scope.js";
import { createSeriesLookup } from "../../series-lookup.js";
import { inferValueTraits } from "../../values/infer-value-traits.js";
import { determinedLabels, isOfOneService } from "./one-service.js";
import { collectRecordings } from "./recordings.js";

/** A query of a panel in PromQL or LogQL, compiled. */
export interface CompiledExpression extends RenderQuery {
  readonly query: CompiledQuery;
}

/** A query of a panel in the form of its data source. */
export interface CompiledDataQuery extends RenderQuery {
  readonly data: DataQuery;
}

export type CompiledPanelQuery = CompiledExpression | CompiledDataQuery;

export function isExpression(query: CompiledPanelQuery): query is CompiledExpression {
  return "query" in query;
}

export function compilePanelQueries(scope: Scope, subject: Subject, panel: Panel): readonly CompiledPanelQuery[] {
  const sound = panel.queries.filter(({ name, query }) => checkType(scope, subject, query, name));
  const refIds = new Map(sound.flatMap(({ name }, index) => (name === undefined ? [] : [[name, refIdAt(index)]])));
  return sound.map(({ name, query: source }, index): CompiledPanelQuery => {
    const refId = refIdAt(index);
    if (isTraceStream(source)) return compileDataQuery(traceQuery(source), refId, name);
    if (isDataQuery(source)) return compileDataQuery(formatTraceql(nameInputs(source, refIds)), refId, name);
    const query = compileQuery(scope, subject, queryOf(source), { in: "panel" });
    checkLanguage(scope, subject, panel, query);
    const signal = isSignal(source) ? source : undefined;
    return {
      refId,
      name,
      legend: legendFor(scope, panel.options, name, signal, query),
      query,
      signal,
      traits: inferTraits(scope, panel, queryOf(source), query),
    };
  });
}

/** Names the queries that an expression reads as Grafana does, by refId. */
function nameInputs(data: DataQuery, refIds: ReadonlyMap<string, string>): DataQuery {
  if (data.type !== expressionType) return data;
  return define({ ...data, body: renderExpression(data.body, refIds) }, data.origin);
}

/** Prints a query in TraceQL as all are written. One with errors, which a check reports, stays as it is. */
function formatTraceql(data: DataQuery): DataQuery {
  const { queryType, query: text } = data.body;
  if (data.type !== tempoType || queryType !== "traceql" || typeof text !== "string") return data;
  const { query, errors } = parse(text, panelDialect);
  if (!query || errors.length > 0) return data;
  return define({ ...data, body: { ...data.body, query: print(query) } }, data.origin);
}

/** The data source names series and fields. */
function compileDataQuery(data: DataQuery, refId: string, name: string | undefined): CompiledDataQuery {
  return { refId, name, legend: undefined, data, signal: undefined, traits: unknownTraits, hasOwnFields: true };
}

function inferTraits(scope: Scope, panel: Panel, source: Query, query: CompiledQuery): ValueTraits {
  const { expr, composed } = query;
  if (!expr) return unknownTraits;
  const labels = inferLabels(expr, () => undefined);
  const inferred = inferValueTraits(expr, composed.references, labels);
  const isOne = !inferred.oneSeries && isOfOneService(scope, source.by ?? determinedLabels(labels), query);
  const traits = isOne ? { ...inferred, oneSeries: true } : inferred;
  if (kindOf(panel).format !== "heatmap") return traits;
  const lookup = createSeriesLookup(scope.catalogue, collectRecordings(scope, composed.references));
  const kinds = inferSampleKinds(expr, (selector) => lookup(selector)?.samples);
  return { ...traits, isHistogram: kinds.get(expr) === "histogram" };
}

/** True for a value that a panel can show. Reports the type of any other. */
function checkType(scope: Scope, subject: Subject, value: unknown, name: string | undefined): boolean {
  if (isSignal(value) || isQuery(value) || isTraceStream(value) || isDataQuery(value)) return true;
  if ((value as { kind?: unknown } | null | undefined)?.kind === "recordingRule") return true;
  const what = name === undefined ? "the query of a panel" : `"${name}"`;
  reportError(scope, "definition/wrong-type", subject, {
    summary: `${what} must be an expression, a signal, a recording rule or a query of a data source, not ${describeType(value)}`,
    parts: [{ argument: 1, path: name === undefined ? [] : [name] }],
  });
  return false;
}

/** Reports an expression whose results a panel cannot show. */
function checkLanguage(scope: Scope, subject: Subject, panel: Panel, { composed }: CompiledQuery): void {
  const { format } = kindOf(panel);
  if (format === "logs" && composed.query.language !== "logql") {
    reportError(scope, "definition/wrong-language", subject, {
      summary: "a logs panel needs a LogQL expression",
      fix: "write it with logql`…`, or use another kind of panel",
    });
  } else if (format === "traces" || format === "profile") {
    const isTrace = format === "traces";
    reportError(scope, "definition/wrong-language", subject, {
      summary: isTrace
        ? "the panel shows a trace, not metrics or logs"
        : "a flame graph shows a profile, not metrics or logs",
      fix: `use ${isTrace ? "query.tempo({ … })" : "query.pyroscope({ … })"}, or another kind of panel`,
    });
  }
}

/**
 * The legend format of a query. A query name alone would name all series of a split signal alike, so the labels it is
 * split by come first; unless it is split by service only, and one service exposes all of it.
 */
function legendFor(
  scope: Scope,
  options: PanelOptions,
  name: string | undefined,
  signal: Signal | undefined,
  query: CompiledQuery,
): string | undefined {
  if (name === undefined) return options.legend ?? signal?.legend;
  if (signal === undefined || signal.by.length === 0 || name.includes("{{")) return name;
  return isOfOneService(scope, signal.by, query) ? name : `${signal.legend} ${name}`;
}
