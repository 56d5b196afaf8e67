import type { SettingPath } from "../../formats/grafana/view.js";
import type { ExpressionLocation } from "../../source/locate-expression.js";
import { type ParseResult, panelDialect, parse } from "../../traceql/index.js";
import type { PanelView } from "../check.js";
import { listAt, objectAt, objectOf } from "./settings.js";

/** A query in TraceQL, of a target of a panel. */
export interface TraceQuery extends ParseResult {
  /** Finds where a range of it was written. */
  locate(start: number, end: number): ExpressionLocation;
}

/** The id of a trace, which Grafana accepts in place of a query. */
const traceId = /^\s*[0-9a-fA-F]*\s*$/;

/** Parses the queries of a panel that are in TraceQL. */
export function traceQueries(panel: PanelView): readonly TraceQuery[] {
  const ofPanel = objectAt(panel.data, "datasource").type;
  return listAt(panel.data, "targets").flatMap((target, index): TraceQuery[] => {
    const { datasource, queryType, query } = objectOf(target);
    const type = objectOf(datasource).type ?? ofPanel;
    if (type !== "tempo" || queryType !== "traceql" || typeof query !== "string" || traceId.test(query)) return [];
    const path: SettingPath = ["targets", index, "query"];
    const locate = (start: number, end: number) => ({ span: panel.locate(path), excerpt: { text: query, start, end } });
    return [{ ...parse(query, panelDialect), locate }];
  });
}
