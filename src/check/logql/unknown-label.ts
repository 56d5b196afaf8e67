import { nearest } from "../../diagnostics/nearest.js";
import { findFieldUses, lineTemplateOptions, parseTemplate } from "../../gotemplate/index.js";
import {
  inferAllLabels,
  inferStages,
  type LabelName,
  type LogLabels,
  type LogRange,
  listComparisons,
  literalRange,
  mayHave,
  type Stage,
  type StringLiteral,
  type Unwrap,
  walk,
} from "../../logql/index.js";
import { hasVariable } from "../../promql/index.js";
import type { CheckOn, Finding, LogqlSubject } from "../check.js";
import { isParser, type KnownStreams, knownLogQueries, knownStreams } from "../expression/streams.js";

export const unknownLogLabel: CheckOn<LogqlSubject> = {
  id: "logql/unknown-label",
  on: "logql",
  *run(subject) {
    if (knownLogQueries(subject).next().done) return;
    yield* inSelectors(subject);
    yield* inStages(subject);
    yield* inGroupings(subject);
  },
};

function* inSelectors(subject: LogqlSubject): Generator<Finding> {
  for (const { query, streams } of knownLogQueries(subject)) {
    for (const { label, variable, start } of query.selector.matchers) {
      if (streams.labels.has(label) || (variable !== undefined && variable !== "value")) continue;
      const isField = streams.fields.has(label);
      yield {
        summary: `the log streams have no label "${label}"`,
        details: isField
          ? `${label} is a field of each line, and not a label of the stream: the selector selects nothing.`
          : `They have ${list(streams.labels)}. The selector selects nothing.`,
        fix: isField
          ? `filter behind the parser: | ${streams.format} | ${label}=…`
          : suggest(label, streams.labels, "leave it out, or declare it in the `labels` of the log stream"),
        at: subject.locate(start, start + label.length),
      };
    }
  }
}

function* inStages(subject: LogqlSubject): Generator<Finding> {
  for (const { query, streams } of knownLogQueries(subject)) {
    const states = inferStages(query, streams);
    for (const [index, stage] of query.stages.entries()) {
      const isParsed = query.stages.slice(0, index).some(isParser);
      for (const label of stageLabels(stage)) {
        if (isKnown(states[index]!, label)) continue;
        yield missing(subject, label, states[index]!, streams, isParsed);
      }
    }
  }
  for (const { range, unwrap } of unwraps(subject)) {
    const streams = knownStreams(subject, range.query);
    if (!streams) continue;
    const labels = inferStages(range.query, streams).at(-1)!;
    const isParsed = range.query.stages.some(isParser);
    for (const label of [unwrap.label, ...unwrap.filters.flatMap(stageLabels)]) {
      if (!isKnown(labels, label)) yield missing(subject, label, labels, streams, isParsed);
    }
  }
}

function unwraps({ expr }: LogqlSubject) {
  const found: { range: LogRange; unwrap: Unwrap }[] = [];
  walk(expr, (node) => {
    if (node.kind === "range aggregation" && node.range.unwrap) {
      found.push({ range: node.range, unwrap: node.range.unwrap });
    }
  });
  return found;
}

/** The labels that a stage reads. Dropping one that does not exist does no harm. */
function stageLabels(stage: Stage): readonly LabelName[] {
  if (stage.kind === "label filter") return listComparisons(stage.filter).map(({ label }) => label);
  if (stage.kind === "line_format") return templateLabels(stage.template);
  if (stage.kind !== "label_format") return [];
  // A template may see labels that the stage has set before.
  const isSet = (label: LabelName) => stage.assignments.some((one) => one.label.name === label.name);
  return stage.assignments.flatMap(({ source }) =>
    source.kind === "label" ? [source] : templateLabels(source).filter((label) => !isSet(label)),
  );
}

function templateLabels(literal: StringLiteral): readonly LabelName[] {
  const { template } = parseTemplate(literal.value, lineTemplateOptions);
  const uses = template ? findFieldUses(template) : [];
  return uses.map((use) => ({ name: use.name, ...literalRange(literal, use) }));
}

function* inGroupings(subject: LogqlSubject): Generator<Finding> {
  const labels = inferAllLabels(subject.expr, (query) => knownStreams(subject, query));
  const groupings: { readonly label: LabelName; readonly of: LogLabels }[] = [];
  walk(subject.expr, (node) => {
    const of =
      node.kind === "vector aggregation"
        ? labels.get(node.expr)
        : node.kind === "range aggregation"
          ? labels.get(node.range.query)
          : undefined;
    if (!of || !("grouping" in node) || !node.grouping || node.grouping.without) return;
    for (const label of node.grouping.labels) groupings.push({ label, of });
  });
  for (const { label, of } of groupings) {
    if (isKnown(of, label)) continue;
    yield {
      summary: `by (${label.name}): the aggregated series have no such label`,
      details: `A missing label is empty in the result: it splits nothing. They have ${list(of.names)}.`,
      fix: suggest(label.name, of.names, `leave it out, or extract it: | json | …`),
      at: subject.locate(label.start, label.end),
    };
  }
}

function isKnown(labels: LogLabels, { name }: LabelName): boolean {
  return mayHave(labels, name) || hasVariable(name);
}

function missing(
  subject: LogqlSubject,
  { name, start, end }: LabelName,
  labels: LogLabels,
  streams: KnownStreams,
  isParsed: boolean,
): Finding {
  const isUnparsed = streams.fields.has(name) && !isParsed;
  const parser = streams.format === "text" ? "pattern" : streams.format;
  return {
    summary: isUnparsed
      ? `"${name}" is a field of the line, which no parser has read`
      : `no line has a label "${name}"`,
    details: isUnparsed
      ? "Without a parser, lines have only the labels of their stream."
      : `At this point lines have ${list(labels.names)}.`,
    fix: isUnparsed
      ? `write | ${parser} in front of it`
      : suggest(name, labels.names, "leave it out, or declare it in the `fields` of the log stream"),
    at: subject.locate(start, end),
  };
}

function list(names: Iterable<string>): string {
  const all = [...names];
  return all.length === 0 ? "no labels" : all.join(", ");
}

function suggest(name: string, known: Iterable<string>, otherwise: string): string {
  const near = nearest(name, [...known]);
  return near === undefined ? otherwise : `write ${near}`;
}
