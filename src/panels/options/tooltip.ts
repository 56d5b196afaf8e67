import { boolean, choice, choiceOr, number, type OptionTable, object } from "../../model/definition/option-table.js";

/** The content of a tooltip: all values under the pointer, only the nearest, or nothing. */
export type TooltipMode = "all" | "single" | "none";

/** The size of a tooltip, in pixels. */
export interface TooltipSize {
  readonly maxWidth?: number;
  readonly maxHeight?: number;
}

export interface TooltipOptions extends TooltipSize {
  readonly show?: TooltipMode;
  /** Leaves out values that are zero. Default false. */
  readonly hideZeros?: boolean;
  /** The order of the values. @default `"descending"` if all are shown */
  readonly sort?: "ascending" | "descending" | "none";
}

/** The content of a tooltip, or all about it. */
export type Tooltip = TooltipMode | TooltipOptions;

const modes = ["all", "single", "none"] as const;

export const tooltipMode = choice(...modes);

export const tooltipSize = { maxWidth: number, maxHeight: number } as const satisfies OptionTable<TooltipSize>;

const tooltipOptions = {
  ...tooltipSize,
  show: tooltipMode,
  hideZeros: boolean,
  sort: choice("ascending", "descending", "none"),
} as const satisfies OptionTable<TooltipOptions>;

export const tooltipShape = choiceOr(modes, object(tooltipOptions));

/** Grafana's modes. */
export const tooltipModes = { all: "multi", single: "single", none: "none" } as const;

const sortModes = { ascending: "asc", descending: "desc", none: "none" } as const;

/** All values under the pointer are shown with the largest first. */
export function renderTooltip(tooltip: Tooltip = {}, usual: TooltipMode = "all"): object {
  const options: TooltipOptions = typeof tooltip === "string" ? { show: tooltip } : tooltip;
  const { show = usual, sort = show === "all" ? "descending" : "none", hideZeros } = options;
  return {
    mode: tooltipModes[show] ?? show,
    sort: sortModes[sort] ?? sort,
    ...renderTooltipSize(options),
    ...(hideZeros !== undefined && { hideZeros }),
  };
}

export function renderTooltipSize({ maxWidth, maxHeight }: TooltipSize): TooltipSize {
  return { ...(maxWidth !== undefined && { maxWidth }), ...(maxHeight !== undefined && { maxHeight }) };
}
