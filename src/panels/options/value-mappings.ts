import {
  choice,
  completeRecord,
  either,
  list,
  number,
  object,
  required,
  type Shape,
  string,
} from "../../model/definition/option-table.js";
import type { MappedTextConfig, ValueMappingConfig } from "./field-config.js";
import type { Color } from "./thresholds.js";

/** The text and the colour that a value is shown with. */
export interface MappedText {
  readonly text?: string;
  readonly color?: Color;
}

const specialValues = {
  null: "null",
  nan: "nan",
  "null or nan": "null+nan",
  true: "true",
  false: "false",
  empty: "empty",
} as const;

/** A text for some values: one of them, a range, those that match a regular expression, or what is no number. */
export type ValueMapping = MappedText &
  (
    | { readonly value: string }
    | { readonly from?: number; readonly to?: number }
    | { readonly pattern: string }
    | { readonly special: keyof typeof specialValues }
  );

/** Texts and colours by value, `{ "1": { text: "up", color: "green" } }`, or a list for ranges and patterns. */
export type ValueMappings = { readonly [value: string]: MappedText } | readonly ValueMapping[];

const textOptions = { text: string, color: string };

export const mappingsShape: Shape = either(
  "texts by value, or a list of them",
  completeRecord(object(textOptions)),
  list(
    either(
      "a text for some values",
      object({ ...textOptions, value: required(string) }),
      object({ ...textOptions, from: number, to: number }),
      object({ ...textOptions, pattern: required(string) }),
      object({ ...textOptions, special: required(choice(...Object.keys(specialValues))) }),
    ),
  ),
);

/** Renders the mappings in their order, in which Grafana applies them. */
export function renderMappings(mappings: ValueMappings): readonly ValueMappingConfig[] {
  if (Array.isArray(mappings)) return mappings.map(renderMapping);
  const options = Object.entries(mappings).map(([value, mapped], index) => [value, renderText(mapped, index)]);
  return [{ type: "value", options: Object.fromEntries(options) }];
}

function renderMapping(mapping: ValueMapping, index: number): ValueMappingConfig {
  const result = renderText(mapping, index);
  if ("value" in mapping) return { type: "value", options: { [mapping.value]: result } };
  if ("pattern" in mapping) return { type: "regex", options: { pattern: mapping.pattern, result } };
  if ("special" in mapping) return { type: "special", options: { match: specialValues[mapping.special], result } };
  return { type: "range", options: { from: mapping.from ?? null, to: mapping.to ?? null, result } };
}

function renderText({ text, color }: MappedText, index: number): MappedTextConfig {
  return { ...(text !== undefined && { text }), ...(color !== undefined && { color }), index };
}
