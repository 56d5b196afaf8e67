import { number, type OptionTable, object } from "../../model/definition/option-table.js";

/** Sizes of texts, in pixels. Default: as large as the panel has room for. */
export interface TextSize {
  readonly title?: number;
  readonly value?: number;
}

export const textSizeShape = object({ title: number, value: number } as const satisfies OptionTable<TextSize>);

/** Renders sizes that are given. */
export function renderTextSize({ title, value }: TextSize = {}): object {
  if (title === undefined && value === undefined) return {};
  const text = { ...(title !== undefined && { titleSize: title }), ...(value !== undefined && { valueSize: value }) };
  return { text };
}
