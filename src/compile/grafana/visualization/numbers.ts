import type { FieldConfig } from "../../../formats/grafana/types.js";
import { unitOf } from "../fields.js";
import { seriesColors } from "../series-colors.js";
import { colorOfNumbers, type Drawn, reduceOptions, tooltip, type Visualization } from "./visualization.js";

export function stat({ panel }: Drawn): Visualization {
  const { reduce, sparkline, color } = panel.options;
  return {
    options: {
      reduceOptions: reduceOptions(reduce),
      colorMode: color ?? "value",
      graphMode: sparkline === false ? "none" : "area",
      justifyMode: "auto",
      textMode: "auto",
      wideLayout: true,
      orientation: "auto",
      showPercentChange: false,
      percentChangeColorMode: "standard",
    },
    fields: colorOfNumbers(panel),
  };
}

export function gauge(drawn: Drawn): Visualization {
  return {
    options: {
      reduceOptions: reduceOptions(drawn.panel.options.reduce),
      orientation: "auto",
      showThresholdLabels: false,
      showThresholdMarkers: true,
      sizing: "auto",
      minVizWidth: 75,
      minVizHeight: 75,
    },
    fields: { ...fullScale(drawn), ...colorOfNumbers(drawn.panel) },
  };
}

export function barGauge({ panel }: Drawn): Visualization {
  return {
    options: {
      reduceOptions: reduceOptions(panel.options.reduce),
      orientation: panel.options.direction ?? "horizontal",
      displayMode: "gradient",
      valueMode: "color",
      namePlacement: "auto",
      showUnfilled: true,
      sizing: "auto",
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 300,
      legend: { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] },
    },
    fields: colorOfNumbers(panel),
  };
}

export function pie({ panel, draws }: Drawn): Visualization {
  return {
    options: {
      reduceOptions: reduceOptions(panel.options.reduce),
      pieType: panel.options.donut ? "donut" : "pie",
      orientation: "auto",
      displayLabels: [],
      legend: { displayMode: "table", placement: "right", showLegend: true, calcs: [], values: ["value", "percent"] },
      tooltip,
    },
    fields: { color: { mode: "palette-classic" } },
    overrides: seriesColors(panel, draws),
  };
}

/** A dial of percent is full at a hundred, whatever it shows now. */
function fullScale({ panel, draws }: Drawn): FieldConfig {
  const unit = unitOf(panel, draws);
  const isKnown = panel.options.max !== undefined || draws.some(({ signal }) => signal?.max !== undefined);
  const full = unit === "percentunit" ? 1 : unit === "percent" ? 100 : undefined;
  return full === undefined || isKnown ? {} : { min: panel.options.min ?? 0, max: full };
}
