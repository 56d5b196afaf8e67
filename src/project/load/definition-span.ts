import type { Span } from "../../diagnostics/diagnostic.js";
import type { Definition } from "../../model/definition/definition.js";

/** The line that a definition was made at, as a diagnostic has it. */
export function spanOf(definition: Definition): { readonly span?: Span } {
  const place = definition.origin.position;
  return place ? { span: { file: place.file, start: { line: place.line, column: place.column } } } : {};
}
