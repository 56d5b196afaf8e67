import { logQueries, type Stage } from "../../logql/index.js";
import type { CheckOn, LogqlSubject } from "../check.js";
import { isParser } from "../expression/streams.js";

export const lateLineFilter: CheckOn<LogqlSubject> = {
  id: "logql/late-line-filter",
  on: "logql",
  *run(subject) {
    for (const { stages } of logQueries(subject.expr)) {
      let parser: Stage | undefined;
      for (const stage of stages) {
        // The line is another one behind these.
        if (changesLine(stage)) break;
        if (stage.kind === "line filter" && parser) {
          yield {
            summary: `the line filter could stand in front of | ${parser.kind}`,
            details: "There, Loki parses only the lines that contain the text. The result is the same.",
            fix: `move it in front of | ${parser.kind}`,
            at: subject.locate(stage.start, stage.end),
          };
          break;
        }
        if (isParser(stage)) parser ??= stage;
      }
    }
  },
};

function changesLine({ kind }: Stage): boolean {
  return kind === "line_format" || kind === "unpack" || kind === "decolorize" || kind === "variable";
}
