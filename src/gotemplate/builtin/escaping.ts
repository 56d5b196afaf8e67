import { isPrintable } from "../format/go-strings.js";
import { print } from "../format/printf.js";
import type { GoFunction, GoValue } from "../values/definitions.js";
import { anything, variadicFunction } from "../values/function.js";
import { goString, indirect } from "../values/value.js";
import type { WorkLimit } from "../values/work-limit.js";

/** Builtin functions that escape text for another language. */
export const escapingFunctions: ReadonlyMap<string, GoFunction> = new Map([
  ["html", escaping(escapeHtml)],
  ["js", escaping(escapeJavaScript)],
  ["urlquery", escaping(escapeQuery)],
]);

function escaping(change: (text: string) => string): GoFunction {
  return variadicFunction([], anything, (_, values, limit) => goString(change(printed(values, limit))));
}

function printed(values: readonly (GoValue | undefined)[], limit: WorkLimit): string {
  return print(
    values.map((value) =>
      value === undefined ? goString("<no value>") : value.kind === "pointer" ? indirect(value) : value,
    ),
    limit,
  );
}

const htmlEscapes: ReadonlyMap<string, string> = new Map([
  ["\0", "\ufffd"],
  ['"', "&#34;"],
  ["'", "&#39;"],
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (character) => htmlEscapes.get(character)!);
}

function escapeJavaScript(text: string): string {
  return text.replace(/[\\'"]|[\0-\x1f<>&=]|[^\0-\x7f]/gu, (character) => {
    if ("\\'\"".includes(character)) return `\\${character}`;
    if (character > "\x7f" && isPrintable(character)) return character;
    return `\\u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

/** Go's `url.QueryEscape`: escapes all but letters, digits and `-_.~`; a space becomes a plus. */
export function escapeQuery(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
