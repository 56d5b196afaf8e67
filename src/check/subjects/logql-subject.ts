import type { CompiledQuery } from "../../compile/compiled.js";
import { locate } from "../../source/locate-expression.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { CheckContext, LogqlSubject } from "../check.js";

/** Creates the subject for a compiled expression in LogQL; none for one in PromQL, or with errors. */
export function compiledLogql(
  { logql, errors, composed }: CompiledQuery,
  fields: Pick<LogqlSubject, "name" | "in" | "allow">,
  sources: SourceFiles,
  context: CheckContext,
): readonly LogqlSubject[] {
  if (!logql || errors.length + composed.problems.length > 0) return [];
  const subject: LogqlSubject = {
    ...fields,
    kind: "logql",
    context,
    expr: logql,
    text: composed.text,
    streams: [...composed.references.logs],
    locate: (start, end) => locate(composed, start, end, sources),
  };
  return [subject];
}
