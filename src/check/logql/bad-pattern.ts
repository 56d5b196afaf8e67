import { findLinePatternProblem, type LineFilter, logQueries } from "../../logql/index.js";
import { compileMatcher, maskVariables } from "../../promql/index.js";
import type { CheckOn, LogqlSubject } from "../check.js";

export const badPattern: CheckOn<LogqlSubject> = {
  id: "logql/bad-pattern",
  on: "logql",
  *run(subject) {
    for (const { stages } of logQueries(subject.expr)) {
      for (const stage of stages) {
        if (stage.kind !== "line filter") continue;
        for (const { isIp, pattern } of stage.alternatives) {
          const problem = isIp ? undefined : findProblem(stage.operator, maskVariables(pattern.value, "x"));
          if (problem === undefined) continue;
          yield {
            summary: problem,
            details: "Loki takes the query, and fails when it runs it.",
            at: subject.locate(pattern.start, pattern.end),
          };
        }
      }
    }
  },
};

function findProblem(operator: LineFilter["operator"], pattern: string): string | undefined {
  if (operator.endsWith(">")) return findLinePatternProblem(pattern);
  const error = operator.endsWith("~") ? compileMatcher(pattern).error : undefined;
  return error === undefined ? undefined : `error parsing regexp: ${error}`;
}
