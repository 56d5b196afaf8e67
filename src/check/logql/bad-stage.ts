import {
  findStageProblem,
  isIpRange,
  listComparisons,
  logQueries,
  type Stage,
  type StageProblem,
} from "../../logql/index.js";
import { hasVariable, maskVariables } from "../../promql/index.js";
import type { CheckOn, LogqlSubject } from "../check.js";

export const badStage: CheckOn<LogqlSubject> = {
  id: "logql/bad-stage",
  on: "logql",
  *run(subject) {
    for (const { stages } of logQueries(subject.expr)) {
      for (const stage of stages) {
        const problem = findStageProblem(stage, (text) => maskVariables(text, "x"));
        if (problem) {
          yield {
            summary: problem.message,
            details: "Loki takes the query, and fails when it runs it.",
            at: subject.locate(problem.at.start, problem.at.end),
          };
        } else
          yield* findIgnoredRanges(stage).map(({ message, at }) => ({
            summary: message,
            details:
              "Loki reports such a range only in a filter that stands alone. Here, the comparison matches no line.",
            at: subject.locate(at.start, at.end),
          }));
      }
    }
  },
};

/** The invalid ranges of IP addresses among several comparisons. */
function findIgnoredRanges(stage: Stage): StageProblem[] {
  if (stage.kind !== "label filter") return [];
  return listComparisons(stage.filter).flatMap(({ value }) => {
    if (value.kind !== "ip" || hasVariable(value.range.value) || isIpRange(value.range.value)) return [];
    return [{ message: `ip: invalid pattern: ${JSON.stringify(value.range.value)}`, at: value.range }];
  });
}
