import { walk } from "../../logql/index.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";
import { knownStreams, rewrittenLabels } from "../expression/streams.js";

export const unwrapText: CheckOn<LogqlSubject> = {
  id: "logql/unwrap-text",
  on: "logql",
  run(subject) {
    const findings: Finding[] = [];
    walk(subject.expr, (node) => {
      if (node.kind !== "range aggregation" || !node.range.unwrap) return;
      const { query, unwrap } = node.range;
      const { name, start, end } = unwrap.label;
      const values = rewrittenLabels(query.stages).has(name) ? undefined : knownStreams(subject, query)?.valuesOf(name);
      if (!values || values.length === 0 || values.some((value) => /^[+-]?\.?[0-9]/.test(value))) return;
      findings.push({
        summary: `"${name}" is text: ${values.map((value) => JSON.stringify(value)).join(", ")}`,
        details: "unwrap reads a number from the label. Lines without one make the whole query fail.",
        fix: "unwrap a field that has a number, or count the lines: count_over_time({…} [5m])",
        at: subject.locate(start, end),
      });
    });
    return findings;
  },
};
