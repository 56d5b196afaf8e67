import { boolean, choice, type OptionTable } from "../../../model/definition/option-table.js";
import type { FieldDefaults } from "../../options/field-config.js";
import { type MinSize, minSizeShape, renderMinSize } from "../../options/min-size.js";
import { renderTextSize, type TextSize, textSizeShape } from "../../options/text-size.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, RenderInput } from "../../panel-kind.js";
import { isLatest, mapNoData, type ReduceOptions, reduceTable, renderReduce, valueColor } from "../../single-value.js";

export interface GaugeOptions extends PanelOptions, ReduceOptions {
  /** Show the values of thresholds at the dial. Default false. */
  readonly showThresholdLabels?: boolean;
  /** Show the colours of thresholds around the dial. Default true. */
  readonly showThresholdMarkers?: boolean;
  /** Dials beside or below each other. @default `"auto"` */
  readonly direction?: "horizontal" | "vertical" | "auto";
  /** Minimum size of a dial. Default: all fit into the panel. */
  readonly minSize?: MinSize;
  readonly textSize?: TextSize;
}

const gaugeOptions = {
  ...panelOptions,
  ...reduceTable,
  showThresholdLabels: boolean,
  showThresholdMarkers: boolean,
  direction: choice("horizontal", "vertical", "auto"),
  minSize: minSizeShape,
  textSize: textSizeShape,
} as const satisfies OptionTable<GaugeOptions>;

export type GaugePanel = PanelOf<"gauge", GaugeOptions>;

/** A dial. (`gauge` is the metric.) */
export function gaugePanel(title: string, queries: PanelQueries, options: GaugeOptions = {}): GaugePanel {
  return definePanel("gauge", title, queries, options, gaugeOptions);
}

export const gaugeKind: PanelKind<GaugePanel> = {
  type: "gauge",
  options: gaugeOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: () => "bounded",
  instant: isLatest,
  render: (input) => ({
    options: {
      reduceOptions: renderReduce(input.panel.options),
      orientation: input.panel.options.direction ?? "auto",
      showThresholdLabels: input.panel.options.showThresholdLabels ?? false,
      showThresholdMarkers: input.panel.options.showThresholdMarkers ?? true,
      ...renderMinSize(input.panel.options.minSize, { width: 75, height: 75 }),
      ...renderTextSize(input.panel.options.textSize),
    },
    fieldConfig: {
      defaults: {
        ...input.values,
        ...percentScale(input),
        mappings: [...(input.values.mappings ?? []), mapNoData(input.panel.options)],
        color: valueColor(input.panel.options),
      },
      overrides: [],
    },
  }),
};

/** A dial in percent ends at 100 %, unless options or signals set a maximum. */
function percentScale({ panel: { options }, queries, values: { unit } }: RenderInput<GaugePanel>): FieldDefaults {
  const hasMax = options.max !== undefined || queries.some(({ signal }) => signal?.max !== undefined);
  const max = unit === "percentunit" ? 1 : unit === "percent" ? 100 : undefined;
  return max === undefined || hasMax ? {} : { min: options.min ?? 0, max };
}
