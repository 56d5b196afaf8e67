import { MemberReader } from "../json/members.js";
import { JsonFailure, type JsonValue, stringText } from "../json/scan.js";
import { joinKey, sanitizeKey } from "../labels/label-name.js";
import type { LineLabels } from "../labels/line-labels.js";
import { duplicateSuffix } from "../labels/special-labels.js";
import { type Stage, stage } from "../pipeline/stage.js";

/** `| json`: makes each value of an object a label, with the keys of nested objects in its name. */
export function jsonParser(): Stage {
  return stage((line, labels) => {
    if (labels.hints.needsNoLabels()) return line;
    try {
      return extractMembers(line, labels) ? line : undefined;
    } catch (failure) {
      if (!(failure instanceof JsonFailure)) throw failure;
      labels.failParsing("JSONParserErr", failure.message);
      return line;
    }
  });
}

/**
 * Extracts labels until all that are wanted are found. False if the line is dropped. It does not recurse, as objects may
 * be nested deeply.
 */
function extractMembers(line: string, labels: LineLabels): boolean {
  const reader = new MemberReader(line);
  /** The names of the objects around the current member. */
  const names: string[] = [];
  for (;;) {
    const member = reader.next();
    if (member === undefined) {
      if (!reader.leave()) return true;
      names.pop();
      continue;
    }
    const { key, value } = member;
    if (value.kind === "object") {
      const name = joinKey(names.at(-1) ?? "", key);
      if (labels.hints.wantsPrefix(name)) {
        names.push(name);
        reader.enter(value);
        continue;
      }
    } else {
      const passes = extractValue(line, labels, names.at(-1), key, value);
      if (labels.hints.foundAll()) return true;
      if (!passes) return false;
    }
    reader.skip(value);
  }
}

/** False if a filter of the label drops the line. */
function extractValue(
  line: string,
  labels: LineLabels,
  outer: string | undefined,
  key: string,
  value: JsonValue,
): boolean {
  if (value.kind === "array" || value.kind === "null") return true;
  const name = outer === undefined ? sanitizeKey(key) : joinKey(outer, key);
  if (name === "") return true;
  const label = labels.isTaken(name) ? name + duplicateSuffix : name;
  if (!labels.hints.wants(label)) return true;
  const text = line.slice(value.start, value.end);
  return labels.extract(label, value.kind === "string" ? stringText(text) : text);
}
