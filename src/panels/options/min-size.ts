import { number, type OptionTable, object } from "../../model/definition/option-table.js";

/** Minimum size of a dial or a bar, in pixels. They grow to fill the panel; if they do not fit, it scrolls. */
export interface MinSize {
  readonly width?: number;
  readonly height?: number;
}

export const minSizeShape = object({ width: number, height: number } as const satisfies OptionTable<MinSize>);

/** Renders the minimum size; without one, all fit into the panel. */
export function renderMinSize(size: MinSize | undefined, usual: Required<MinSize>): object {
  return {
    sizing: size === undefined ? "auto" : "manual",
    minVizWidth: size?.width ?? usual.width,
    minVizHeight: size?.height ?? usual.height,
  };
}
