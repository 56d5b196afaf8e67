import { boolean, choice, type OptionTable } from "../../../model/definition/option-table.js";
import type { FieldDefaults } from "../../options/field-config.js";
import { renderTextSize, type TextSize, textSizeShape } from "../../options/text-size.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, RenderQuery } from "../../panel-kind.js";
import { isLatest, mapNoData, type ReduceOptions, reduceTable, renderReduce, valueColor } from "../../single-value.js";

export interface StatOptions extends PanelOptions, ReduceOptions {
  /** Show the trend behind the number, which is then the last of the time range, not that of now. Default false. */
  readonly sparkline?: boolean;
  readonly color?: "value" | "background" | "none";
  /** @default `"auto"`: the name too, where there are several series */
  readonly textMode?: "auto" | "value" | "value and name" | "name" | "none";
  /** Series beside or below each other. @default `"auto"` */
  readonly direction?: "horizontal" | "vertical" | "auto";
  readonly justify?: "auto" | "center";
  /** Show the change from the first to the last value of the time range. Default false. */
  readonly showPercentChange?: boolean;
  /** `"inverted"` colours an increase red. @default `"standard"` */
  readonly percentChangeColor?: "standard" | "inverted" | "same as value";
  /** Name and value beside each other where the panel is wide. Default true. */
  readonly wideLayout?: boolean;
  readonly textSize?: TextSize;
}

const statOptions = {
  ...panelOptions,
  ...reduceTable,
  sparkline: boolean,
  color: choice("value", "background", "none"),
  textMode: choice("auto", "value", "value and name", "name", "none"),
  direction: choice("horizontal", "vertical", "auto"),
  justify: choice("auto", "center"),
  showPercentChange: boolean,
  percentChangeColor: choice("standard", "inverted", "same as value"),
  wideLayout: boolean,
  textSize: textSizeShape,
} as const satisfies OptionTable<StatOptions>;

export type StatPanel = PanelOf<"stat", StatOptions>;

/** One number, large. */
export function stat(title: string, queries: PanelQueries, options: StatOptions = {}): StatPanel {
  return definePanel("stat", title, queries, options, statOptions);
}

const textModes = {
  auto: "auto",
  value: "value",
  "value and name": "value_and_name",
  name: "name",
  none: "none",
} as const;
const changeColors = { standard: "standard", inverted: "inverted", "same as value": "same_as_value" } as const;

export const statKind: PanelKind<StatPanel> = {
  type: "stat",
  options: statOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 4,
  scale: () => "free",
  // The sparkline and the change need the history.
  instant: ({ sparkline = false, showPercentChange = false, ...options }) =>
    !sparkline && !showPercentChange && isLatest(options),
  render: ({ panel: { options }, queries, values }) => ({
    options: {
      reduceOptions: renderReduce(options),
      colorMode: options.color ?? "value",
      graphMode: options.sparkline ? "area" : "none",
      justifyMode: options.justify ?? "auto",
      textMode: textModes[options.textMode ?? "auto"],
      wideLayout: options.wideLayout ?? true,
      orientation: options.direction ?? "auto",
      showPercentChange: options.showPercentChange ?? false,
      percentChangeColorMode: changeColors[options.percentChangeColor ?? "standard"],
      ...renderTextSize(options.textSize),
    },
    fieldConfig: {
      defaults: {
        ...values,
        ...(options.sparkline && scaleSparkline(values, queries)),
        mappings: [
          ...(values.mappings ?? []),
          mapNoData(options, options.color === "background" ? "transparent" : "text"),
        ],
        color: valueColor(options),
      },
      overrides: [],
    },
  }),
};

/** Scales the sparkline to twice the limit: the trend of small values then looks small, and leaves room for the number. */
function scaleSparkline({ min, max, thresholds }: FieldDefaults, queries: readonly RenderQuery[]) {
  const limit = Math.max(0, ...(thresholds?.steps ?? []).map(({ value }) => value ?? 0));
  if (limit === 0 || max !== undefined) return {};
  const isNeverNegative = queries.every(({ traits }) => traits.neverNegative);
  return { max: 2 * limit, ...(min === undefined && isNeverNegative && { min: 0 }) };
}
