import type { RunbookQuery } from "../../compile/compiled.js";
import { settingMs } from "../../model/project/project.js";
import { locate } from "../../source/locate-expression.js";
import type { SourceFiles } from "../../source/source-files.js";
import type { QuerySubject } from "../check.js";
import type { SubjectInputs } from "./inputs.js";
import { querySubject } from "./query-subject.js";

/** Creates the subject for an expression of a runbook; undefined if it is not valid PromQL. */
export function runbookQuery(
  { alert, query }: RunbookQuery,
  sources: SourceFiles,
  inputs: SubjectInputs,
): QuerySubject | undefined {
  const { context, allowances } = inputs;
  const { expr, errors, composed } = query;
  if (!expr || errors.length + composed.problems.length > 0) return undefined;
  const { window } = context.settings;
  const name = `alert "${alert.name}"`;
  const fields = {
    name: `runbook of ${name}`,
    allow: allowances.add(alert.allow, () => alert.origin.span, name),
    context,
    in: "runbook" as const,
    expr,
    text: composed.text,
    window: window === undefined ? undefined : settingMs(window),
    locate: (start: number, end: number) => locate(composed, start, end, sources),
  };
  return querySubject(fields, inputs);
}
