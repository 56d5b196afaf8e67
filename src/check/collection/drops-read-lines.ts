import { hasField } from "../../compile/collection/kubernetes/logs.js";
import { type LineFilter, type LogQuery, listComparisons, logQueries } from "../../logql/index.js";
import { droppedValues } from "../../model/collection/log-filter.js";
import { closedValues } from "../../model/metric/label.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { compileMatcher, hasVariable } from "../../promql/index.js";
import type { Check, LogqlSubject } from "../check.js";
import { rewrittenLabels } from "../expression/streams.js";
import { type CollectionForm, listFilteredStreams, logFilterOf } from "./filtered-streams.js";

/** A filter that drops log lines for which an expression of a panel, a rule, an SLO, a runbook or a saved link asks by their value. */
export const dropsReadLines: Check = {
  id: "collection/drops-read-lines",
  on: "collection",
  *run({ collection, logqlQueries, locate }) {
    const { form, filter } = logFilterOf(collection);
    for (const [field, values] of Object.entries(droppedValues(filter))) {
      for (const value of values) {
        const reader = logqlQueries.find((one) => asksFor(one, field, value, form));
        if (!reader) continue;
        yield {
          summary: `lines with ${field}="${value}" are dropped, but ${reader.name} asks for them`,
          details: "It finds none. An alert on them never fires.",
          fix: `keep "${value}", or remove it from the expression`,
          at: locate(form, "logs", "drop", field),
          related: [{ message: "the expression", ...spanOf(reader) }],
        };
      }
    }
  },
};

function spanOf({ locate, text }: LogqlSubject) {
  const { span } = locate(0, text.length);
  return span && { span };
}

/** True if an expression asks for lines of a stream that is dropped from, with the value in the field. */
function asksFor(subject: LogqlSubject, field: string, value: string, form: CollectionForm): boolean {
  for (const query of logQueries(subject.expr)) {
    const dropped = listFilteredStreams(query, subject, form).filter(
      (stream) => stream.format !== "text" && hasField(stream, field, [value]),
    );
    if (dropped.length > 0 && namesValue(query, field, value, othersOf(dropped, field, value))) return true;
  }
  return false;
}

/** Other values of the field. Of an open set, a text that no one would write stands for them. */
function othersOf(streams: readonly LogStream[], field: string, value: string): readonly string[] {
  const known = streams.map(({ fields }) => closedValues(fields[field]!));
  if (known.some((values) => values === undefined)) return ["\u{fffd}"];
  return known.flatMap((values) => values!.filter((one) => one !== value));
}

/** True if a comparison or a line filter accepts the value, and not every other one. */
function namesValue(query: LogQuery, field: string, value: string, others: readonly string[]): boolean {
  const names = (operator: string, text: string) => {
    if (hasVariable(text) || operator.startsWith("!")) return false;
    if (operator === "=") return text === value;
    const pattern = compileMatcher(text);
    return pattern.isValid && pattern.test(value) && !others.every((other) => pattern.test(other));
  };
  const inSelector = query.selector.matchers.some(
    ({ label, operator, value: text, variable }) => label === field && variable === undefined && names(operator, text),
  );
  if (inSelector) return true;
  return query.stages.some((stage, index) => {
    if (stage.kind === "line filter") return isExactly(stage, value);
    if (stage.kind !== "label filter" || rewrittenLabels(query.stages.slice(0, index)).has(field)) return false;
    return listComparisons(stage.filter).some(
      ({ label, operator, value: text }) =>
        label.name === field && text.kind === "string" && text.variable === undefined && names(operator, text.value),
    );
  });
}

/** True for `|= "DEBUG"`. */
function isExactly({ operator, alternatives }: LineFilter, value: string): boolean {
  return operator === "|=" && alternatives.some(({ pattern, isIp }) => !isIp && pattern.value === value);
}
