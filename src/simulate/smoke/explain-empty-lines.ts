import { nearest } from "../../diagnostics/nearest.js";
import type { LogStore } from "../../logql/evaluate/index.js";
import { inferStages, type LogQuery, listComparisons, mayHave, type Stage } from "../../logql/index.js";
import type { LogStream } from "../../model/metric/log-stream.js";
import { quote } from "../../promql/index.js";
import type { SmokeProblem } from "./empty-selector.js";
import type { LogContext } from "./log-context.js";
import { isWithoutLines } from "./log-outcome.js";

const consequence = "A panel of it stays empty.";
const maxListed = 6;

/** Explains why a log query returns no lines; undefined if it returns some. `original` has the positions in the source. */
export function explainEmptyLines(
  query: LogQuery,
  original: LogQuery,
  context: LogContext,
  store: LogStore,
): SmokeProblem | undefined {
  const isEmpty = (part: LogQuery) => isWithoutLines(part, context, store);
  if (!isEmpty(query)) return undefined;
  if (isEmpty({ ...query, stages: [] })) return explainEmptySelector(query, original, store, isEmpty);
  const index = query.stages.findIndex((_, at) => isEmpty({ ...query, stages: query.stages.slice(0, at + 1) }));
  return explainStage(query, index, original.stages[index] ?? original, context);
}

function explainEmptySelector(
  query: LogQuery,
  { selector: original }: LogQuery,
  store: LogStore,
  isEmpty: (query: LogQuery) => boolean,
): SmokeProblem {
  const { selector } = query;
  const unmatched = selector.matchers.findIndex((matcher) =>
    isEmpty({ ...query, selector: { ...selector, matchers: [matcher] }, stages: [] }),
  );
  const matcher = selector.matchers[unmatched];
  const { start, end } = original.matchers[unmatched] ?? original;
  const span = { start, end };
  if (!matcher) {
    const summary = "no declared log stream has all of these labels at once";
    return { id: "smoke/empty", summary, details: consequence, span };
  }
  const { label, operator, value } = matcher;
  const values = new Set([...store.streams()].flatMap(({ labelMap }) => labelMap.get(label) ?? []));
  const suggestion = nearest(value, values);
  return {
    id: "smoke/empty",
    summary: `no declared log stream has ${label}${operator}${quote(value)}`,
    details: `${describeValues(label, [...values])} ${consequence}`,
    ...(suggestion !== undefined && suggestion !== value && { fix: `write ${quote(suggestion)}` }),
    span,
  };
}

function describeValues(label: string, values: readonly string[]): string {
  if (values.length === 0) return `Declared log streams have no label "${label}".`;
  const listed = values.slice(0, maxListed).map((value) => quote(value));
  return `"${label}" is ${listed.join(", ")}${values.length > maxListed ? ", …" : ""}.`;
}

/** Explains a stage after which no line is left. */
function explainStage(
  { stages }: LogQuery,
  index: number,
  { start, end }: Pick<Stage, "start" | "end">,
  { streams }: LogContext,
): SmokeProblem {
  const stage = stages[index]!;
  const missing = missingLabel(stages, index, streams);
  if (missing === undefined) {
    const what = stage.kind === "line filter" || stage.kind === "label filter" ? "this filter" : `"${stage.kind}"`;
    return { id: "smoke/empty", summary: `no line passes ${what}`, details: consequence, span: { start, end } };
  }
  const known = new Set(streams.flatMap(({ fields, labels }) => [...Object.keys(fields), ...Object.keys(labels)]));
  const suggestion = nearest(missing, known);
  return {
    id: "smoke/empty",
    summary: `no line passes this filter, because none has a label "${missing}"`,
    details: `Neither its stream nor a parser in front of the filter adds that label. ${consequence}`,
    ...(suggestion !== undefined && suggestion !== missing && { fix: `write ${suggestion}` }),
    span: { start, end },
  };
}

/** A label that a filter compares, although the pipeline in front of it adds none of that name. */
function missingLabel(stages: readonly Stage[], index: number, streams: readonly LogStream[]): string | undefined {
  const stage = stages[index]!;
  if (stage.kind !== "label filter") return undefined;
  const before = streams.map(({ labels, selector, fields, format }) => {
    const added = new Set([...Object.keys(labels), ...Object.keys(selector)]);
    const schema = { labels: added, fields: new Set(Object.keys(fields)), format };
    return inferStages({ stages: stages.slice(0, index) }, schema).at(-1)!;
  });
  const names = listComparisons(stage.filter).map(({ label }) => label.name);
  return names.find((name) => !before.some((labels) => mayHave(labels, name)));
}
