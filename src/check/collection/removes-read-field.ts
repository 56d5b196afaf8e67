import { type Expr, type LogQuery, listComparisons, logQueries, type Stage, walk } from "../../logql/index.js";
import { escapeRegex } from "../../model/expression/matchers.js";
import type { Check, LogqlSubject } from "../check.js";
import { rewrittenLabels } from "../expression/streams.js";
import { type CollectionForm, listFilteredStreams, logFilterOf } from "./filtered-streams.js";

/** A field that is removed from log lines, and that an expression of a panel, a rule, a runbook or a saved link reads. */
export const removesReadField: Check = {
  id: "collection/removes-read-field",
  on: "collection",
  *run({ collection, logqlQueries, locate }) {
    const { form, filter } = logFilterOf(collection);
    for (const field of filter.remove ?? []) {
      const reader = logqlQueries.find((one) => reads(one, field, form));
      if (!reader) continue;
      const { span } = reader.locate(0, reader.text.length);
      yield {
        summary: `the field "${field}" is removed from lines, but ${reader.name} reads it`,
        details: "No line has it: a filter on it finds nothing, and its column is empty.",
        fix: `keep "${field}", or remove it from the expression`,
        at: locate(form, "logs", "remove"),
        related: [{ message: "the expression", ...(span && { span }) }],
      };
    }
  },
};

/** True if an expression reads the field of a stream that it is removed from. */
function reads(subject: LogqlSubject, field: string, form: CollectionForm): boolean {
  const { expr } = subject;
  const queries = logQueries(expr).filter((query) =>
    listFilteredStreams(query, subject, form).some(
      (stream) =>
        stream.format === "json" && Object.hasOwn(stream.fields, field) && !Object.hasOwn(stream.labels, field),
    ),
  );
  return queries.length > 0 && (queries.some((query) => readsInStages(query, field)) || readsInSeries(expr, field));
}

function readsInStages({ stages }: LogQuery, field: string): boolean {
  return stages.some((stage, index) => {
    // From here on, the name is that of something else.
    if (rewrittenLabels(stages.slice(0, index)).has(field)) return false;
    return readsInStage(stage, field);
  });
}

function readsInStage(stage: Stage, field: string): boolean {
  switch (stage.kind) {
    case "label filter":
      return listComparisons(stage.filter).some(({ label }) => label.name === field);
    case "line_format":
      return namesField(stage.template.value, field);
    case "label_format":
      return stage.assignments.some(({ source }) =>
        source.kind === "label" ? source.name === field : namesField(source.value, field),
      );
    case "json":
    case "logfmt":
      return stage.extractions.some(({ label, path }) => (path?.value ?? label.name) === field);
    case "keep":
      return stage.labels.some((one) => (one.kind === "label" ? one.name : one.matcher.label) === field);
    default:
      return false;
  }
}

/** True if a template of Go prints the field: `{{.level}}`. */
function namesField(template: string, field: string): boolean {
  return new RegExp(`\\.${escapeRegex(field)}(?![\\w.])`).test(template);
}

/** True if series are computed from the field, or grouped by it. */
function readsInSeries(expr: Expr, field: string): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.kind === "range aggregation") {
      const { unwrap } = node.range;
      found ||= unwrap?.label.name === field;
      found ||= unwrap?.filters.some((stage) => readsInStage(stage, field)) ?? false;
    }
    if (node.kind !== "range aggregation" && node.kind !== "vector aggregation") return;
    const { grouping } = node;
    found ||= grouping !== undefined && !grouping.without && grouping.labels.some(({ name }) => name === field);
  });
  return found;
}
