import { forEachMember } from "../json/members.js";
import { decodeEscapes, JsonFailure, jsonErrors, stringText } from "../json/scan.js";
import { sanitizeKey } from "../labels/label-name.js";
import type { LabelPair, LineLabels } from "../labels/line-labels.js";
import { duplicateSuffix } from "../labels/special-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";

/** The key that holds the line that was packed. */
const entryKey = "_entry";

/** `| unpack`: restores a line that an agent packed into JSON with its labels. */
export function unpackParser(): Stage {
  return stage((line, labels) => {
    if (line === "" || labels.hints.needsNoLabels()) return line;
    if (line[0] !== "{") {
      labels.failParsing("JSONParserErr", "expecting json object(6), but it is not");
      return line;
    }
    try {
      return unpack(line, labels);
    } catch (failure) {
      if (!(failure instanceof JsonFailure)) throw failure;
      labels.failParsing("JSONParserErr", failure.message);
      return line;
    }
  });
}

/** Sets labels only if there is a packed line. */
function unpack(line: string, labels: LineLabels): string | undefined {
  const extracted: LabelPair[] = [];
  let entry: string | undefined;
  forEachMember(line, ({ key, value }) => {
    if (value.kind !== "string") return;
    const raw = line.slice(value.start, value.end);
    if (key === entryKey) {
      entry = decodeEscapes(raw);
      if (entry === undefined) throw new JsonFailure(jsonErrors.badEscape);
      return;
    }
    const label = labels.isTaken(key) ? key + duplicateSuffix : key;
    if (labels.hints.wants(label)) extracted.push([sanitizeKey(label), stringText(raw)]);
  });
  if (entry === undefined) return line;
  for (const [label, value] of extracted) if (!labels.extract(label, value)) return undefined;
  return entry;
}
