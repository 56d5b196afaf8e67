import type { Span } from "../../diagnostics/diagnostic.js";
import type { Defined } from "../../model/definition/definition.js";

/** The line that a definition was made at, as a diagnostic has it. */
export function spanOf(definition: Defined): { readonly span?: Span } {
  const place = definition.at.place;
  return place ? { span: { file: place.file, start: { line: place.line, column: place.column } } } : {};
}
