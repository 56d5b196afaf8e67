import { type NodePath, type RangeAggregation, walk } from "../../logql/index.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";
import { isParser } from "../expression/streams.js";

export const unaggregatedLogs: CheckOn<LogqlSubject> = {
  id: "logql/unaggregated",
  on: "logql",
  run(subject) {
    const findings: Finding[] = [];
    walk(subject.expr, (node, parent) => {
      if (node.kind !== "range aggregation" || isAggregated(node, parent)) return;
      const parser = node.range.query.stages.find(
        (stage, index, stages) =>
          isParser(stage) &&
          !("extractions" in stage && stage.extractions.length > 0) &&
          !stages.slice(index).some(({ kind }) => kind === "keep"),
      );
      if (!parser) return;
      findings.push({
        summary: `${node.operator}(…) has a series for every combination of the extracted labels`,
        details: `| ${parser.kind} makes a label of every field, such as ids and messages. Loki refuses queries with more than 500 series.`,
        fix: groupedRanges.has(node.operator)
          ? `say which labels to keep: ${node.operator}(…) by (…)`
          : `aggregate: sum by (…) (${node.operator}(…))`,
        at: subject.locate(node.start, node.operatorEnd),
      });
    });
    return findings;
  },
};

/** Range aggregations that take a grouping of their own. */
const groupedRanges: ReadonlySet<string> = new Set(
  "avg stddev stdvar quantile max min first last".split(" ").map((name) => `${name}_over_time`),
);

/** Aggregations that keep the series of their argument. */
const keepsSeries: ReadonlySet<string> = new Set(["sort", "sort_desc", "topk", "bottomk", "approx_topk"]);

function isAggregated({ operator, grouping }: RangeAggregation, parent: NodePath | undefined): boolean {
  if (grouping || operator === "absent_over_time") return true;
  for (let path = parent; path; path = path.parent) {
    if (path.expr.kind === "vector aggregation" && !keepsSeries.has(path.expr.operator)) return true;
  }
  return false;
}
