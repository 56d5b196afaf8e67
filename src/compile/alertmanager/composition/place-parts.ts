import type { TextRange } from "../../../diagnostics/positions.js";
import type { SourceConfig, SourceRoute } from "../../../formats/alertmanager/index.js";
import type { Route } from "../../../formats/alertmanager/types.js";
import { findWrittenAt, readAt } from "../written-at.js";

/** Remembers where each part of a configuration stands in its file, for the checks. */
export function placeParts(config: SourceConfig, subject: string): void {
  const place = (data: object, part: TextRange, fields: ReadonlyMap<string, TextRange> = new Map()) =>
    readAt(data, {
      subject,
      span: (option) => config.span((option !== undefined && fields.get(toField(option))) || part),
    });
  const waiting: (readonly [Route, SourceRoute])[] = config.route ? [[config.data.route, config.route]] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [data, source] = next;
    place(data, source, source.fields);
    for (const [index, child] of source.routes.entries()) waiting.push([data.routes![index]!, child]);
  }
  for (const part of [...config.receivers, ...config.inhibitRules]) place(part.data, part, part.fields);
  for (const part of config.timeIntervals) place(part.data, part);
}

/** The name of a field in the file: `group_by` for `groupBy`. */
function toField(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Gives a changed part the place of the original. */
export function keepPlace<T extends object>(original: object, changed: T): T {
  const place = findWrittenAt(original);
  return place ? readAt(changed, place) : changed;
}
