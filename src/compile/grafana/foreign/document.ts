import type { Span } from "../../../diagnostics/diagnostic.js";
import { DashboardReader } from "../../../formats/grafana/read/dashboard-reader.js";
import type { JsonNode } from "../../../formats/json/node.js";
import { parseJson } from "../../../formats/json/parse.js";
import type { ForeignText } from "../../../model/dashboard/foreign-json.js";
import type { Origin } from "../../../model/definition/origin.js";
import type { Scope, Subject } from "../../scope.js";

/** JSON that was made elsewhere, with the position of each value. */
export interface ForeignDocument {
  readonly text: string;
  readonly root: JsonNode;
  readonly reader: DashboardReader;
  /** The definition that it was given to. */
  readonly origin: Origin;
  /** False if the text is in no known file: findings then point at the definition. */
  readonly isInFile: boolean;
}

/** Reads JSON that was made elsewhere. Reports text that is not JSON. */
export function readDocument(
  scope: Scope,
  subject: Subject,
  origin: Origin,
  { text: given, path }: ForeignText,
): ForeignDocument | undefined {
  const text = given.replace(/^\ufeff/, " ");
  const parsed = parseJson(text, path ?? "");
  if (parsed.ok) {
    const reader = new DashboardReader(text, path ?? "");
    return { text, root: parsed.root, reader, origin, isInFile: path !== undefined };
  }
  const { span: inText, ...error } = parsed.error;
  const span = path === undefined ? origin.span : inText;
  const line = path === undefined && inText ? `line ${inText.start.line} of the JSON, ` : "";
  scope.report({ ...error, subject: `${line}${subject.name}`, ...(span && { span }) });
  return undefined;
}

/** The position of a value in its file, or else of the definition. */
export function locateNode({ reader, origin, isInFile }: ForeignDocument, node: JsonNode): Span | undefined {
  return isInFile ? reader.span(node) : origin.span;
}
