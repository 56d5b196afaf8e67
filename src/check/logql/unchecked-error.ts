import { type LogRange, listComparisons, type Stage, walk } from "../../logql/index.js";
import { compileMatcher, hasVariable } from "../../promql/index.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";
import { isParser } from "../expression/streams.js";

export const uncheckedLogError: CheckOn<LogqlSubject> = {
  id: "logql/unchecked-error",
  on: "logql",
  run(subject) {
    const findings: Finding[] = [];
    const isRule = subject.in === "alert" || subject.in === "recording rule";
    walk(subject.expr, (node) => {
      if (node.kind !== "range aggregation") return;
      const { unwrap, query } = node.range;
      if (unwrap && !looksAtUnwrapErrors(node.range)) {
        findings.push({
          summary: `lines whose "${unwrap.label.name}" is not a number make the query fail`,
          details:
            "A value that cannot be converted is an error, which Loki keeps in __error__ and returns for the query.",
          fix: 'write | __error__="" behind unwrap',
          severity: isRule ? "warning" : "info",
          at: subject.locate(unwrap.start, unwrap.label.end),
        });
        return;
      }
      const parser = isRule && !unwrap ? findUncheckedParser(query.stages) : undefined;
      if (!parser) return;
      findings.push({
        summary: `lines that | ${parser.kind} cannot parse make the rule fail`,
        details:
          "They have the label __error__, for which Loki returns an error instead of a result: the alert cannot fire.",
        fix: `write | __error__="" behind | ${parser.kind}`,
        at: subject.locate(parser.start, parser.end),
      });
    });
    return findings;
  },
};

/** True if a filter behind `unwrap` looks at errors: those in front of it do not see the conversion. */
function looksAtUnwrapErrors({ unwrap }: LogRange): boolean {
  return unwrap?.filters.some(mentionsError) ?? false;
}

/** The last parser that has errors, and whose errors reach the result. */
function findUncheckedParser(stages: readonly Stage[]): Stage | undefined {
  let unchecked: Stage | undefined;
  for (const stage of stages) {
    if (isParser(stage) && hasErrors(stage)) unchecked = stage;
    else if (stage.kind === "variable" || mentionsError(stage) || excludesUnparsed(stage)) unchecked = undefined;
  }
  return unchecked;
}

/** Patterns and regular expressions that do not match extract nothing, and are no error. */
function hasErrors(stage: Stage): boolean {
  return stage.kind === "json" || stage.kind === "unpack" || (stage.kind === "logfmt" && stage.strict);
}

function mentionsError(stage: Stage): boolean {
  if (stage.kind === "label filter") return listComparisons(stage.filter).some(({ label }) => isErrorLabel(label.name));
  if (stage.kind !== "drop") return false;
  return stage.labels.some((label) => isErrorLabel(label.kind === "label" ? label.name : label.matcher.label));
}

function isErrorLabel(name: string): boolean {
  return name === "__error__" || name === "__error_details__";
}

/** True if a filter needs a text, which lines without fields do not have. Numbers let lines with errors pass. */
function excludesUnparsed(stage: Stage): boolean {
  if (stage.kind !== "label filter" || stage.filter.kind === "or") return false;
  return listComparisons(stage.filter).some(({ operator, value }) => {
    if (value.kind !== "string") return false;
    if (value.variable !== undefined || hasVariable(value.value)) return true;
    if (operator === "=") return value.value !== "";
    if (operator === "!=") return value.value === "";
    return compileMatcher(value.value).test("") === (operator === "!~");
  });
}
