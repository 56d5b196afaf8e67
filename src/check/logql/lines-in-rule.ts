import { unwrapParens } from "../../logql/index.js";
import type { CheckOn, LogqlSubject } from "../check.js";

export const linesInRule: CheckOn<LogqlSubject> = {
  id: "logql/lines-in-rule",
  on: "logql",
  *run(subject) {
    if (subject.in !== "alert" && subject.in !== "recording rule") return;
    const { kind, start, end } = unwrapParens(subject.expr);
    if (kind !== "log query") return;
    yield {
      summary: "the expression selects log lines, and a rule needs numbers",
      details: "Loki takes the rule, and every evaluation fails.",
      fix: "count the lines: sum(count_over_time({…} [5m])) > 0",
      at: subject.locate(start, end),
    };
  },
};
