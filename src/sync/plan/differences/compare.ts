import { compareJson, shorten } from "../../../formats/differences/compare-json.js";
import type { Difference } from "../../../formats/differences/difference.js";
import type { ObjectKind } from "../../objects/object.js";
import { redacted, redactValue, scrubText } from "./redact.js";

/** Lists the parts in which two contents of one object differ, without its secrets. */
export function compareContents(kind: ObjectKind, before: unknown, after: unknown): readonly Difference[] {
  return compareJson(before, after, (fields, value) => showValue(redactValue(kind, fields, value)));
}

function showValue(value: unknown): string {
  return value === redacted ? redacted : shorten(scrubText(JSON.stringify(value) ?? "null"));
}
