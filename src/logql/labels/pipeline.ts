import { loadRe2 } from "../../regexp/re2.js";
import type { Extraction, LogQuery, Stage } from "../syntax/ast.js";
import { captureNames, parsePattern } from "../types/pattern.js";

/** The facts known about the lines that a selector selects. */
export interface StreamSchema {
  readonly labels: ReadonlySet<string>;
  /** The fields of each line, as a parser names them. */
  readonly fields: ReadonlySet<string>;
  readonly format: "json" | "logfmt" | "text";
}

/** The labels of lines, or of series. */
export interface LogLabels {
  readonly names: ReadonlySet<string>;
  /** True if there may be others: of an unknown stream, or from a parser whose fields are unknown. */
  readonly isOpen: boolean;
}

/** The schema of the streams that a selector selects; undefined where it is unknown. */
export type StreamLookup = (query: LogQuery) => StreamSchema | undefined;

/** Labels that Loki itself adds: of errors of the pipeline, and those that it detects in each line. */
export const ownLabels: ReadonlySet<string> = new Set([
  "__error__",
  "__error_details__",
  "detected_level",
  "service_name",
]);

/** True if lines may have a label. */
export function mayHave({ names, isOpen }: LogLabels, label: string): boolean {
  return isOpen || names.has(label) || ownLabels.has(label);
}

/** Infers the labels in front of each stage of a pipeline, and behind the last one. */
export function inferStages(
  { stages }: Pick<LogQuery, "stages">,
  schema: StreamSchema | undefined,
): readonly LogLabels[] {
  const states: LogLabels[] = [{ names: schema?.labels ?? new Set(), isOpen: schema === undefined }];
  for (const stage of stages) states.push(applyStage(states.at(-1)!, stage, schema));
  return states;
}

function applyStage(before: LogLabels, stage: Stage, schema: StreamSchema | undefined): LogLabels {
  switch (stage.kind) {
    case "line filter":
    case "label filter":
    case "line_format":
    case "decolorize":
      return before;
    case "json":
    case "logfmt":
      if (stage.extractions.length > 0) return extract(before, stage.extractions.map(labelOf), schema);
      if (schema === undefined) return { ...before, isOpen: true };
      return stage.kind === schema.format ? extract(before, schema.fields, schema) : before;
    case "pattern":
      return extract(before, captureNames(parsePattern(stage.pattern.value)), schema);
    case "regexp":
      return extract(before, groupNames(stage.pattern.value), schema);
    case "unpack":
    case "variable":
      return { ...before, isOpen: true };
    case "label_format": {
      const names = new Set(before.names);
      for (const { source } of stage.assignments) if (source.kind === "label") names.delete(source.name);
      for (const { label } of stage.assignments) names.add(label.name);
      return { names, isOpen: before.isOpen };
    }
    case "drop": {
      const dropped = stage.labels.flatMap((label) => (label.kind === "label" ? [label.name] : []));
      return { names: without(before.names, dropped), isOpen: before.isOpen };
    }
    case "keep": {
      const kept = stage.labels.map((label) => (label.kind === "label" ? label.name : label.matcher.label));
      return { names: new Set(kept.filter((name) => mayHave(before, name))), isOpen: false };
    }
  }
}

function labelOf({ label }: Extraction): string {
  return label.name;
}

/** Adds extracted labels. One that the stream has, too, is extracted under another name. */
function extract(before: LogLabels, extracted: Iterable<string>, schema: StreamSchema | undefined): LogLabels {
  const names = new Set(before.names);
  for (const name of extracted) names.add(schema?.labels.has(name) ? `${name}_extracted` : name);
  return { names, isOpen: before.isOpen };
}

function without(names: ReadonlySet<string>, removed: Iterable<string>): ReadonlySet<string> {
  const rest = new Set(names);
  for (const name of removed) rest.delete(name);
  return rest;
}

/** The names of the groups of a regular expression; none if it does not compile. */
function groupNames(pattern: string): readonly string[] {
  try {
    return Object.keys(loadRe2().RE2JS.compile(pattern).namedGroups());
  } catch {
    return [];
  }
}
