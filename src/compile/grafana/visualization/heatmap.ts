import type { Drawn, Visualization } from "./visualization.js";

/** The buckets of a histogram: the unit is that of what was measured, which is on the y axis. */
export function heatmap({ panel, draws }: Drawn): Visualization {
  const { decimals, min, max, scheme } = panel.options;
  const unit = panel.options.unit ?? draws[0]?.signal?.unit ?? draws[0]?.measured.bucketUnit;
  return {
    options: {
      calculate: false,
      color: {
        mode: "scheme",
        scheme: scheme ?? "Oranges",
        fill: "dark-orange",
        scale: "exponential",
        exponent: 0.5,
        steps: 64,
        reverse: false,
      },
      cellGap: 1,
      // Buckets that nothing fell into stay empty.
      filterValues: { le: 1e-9 },
      rowsFrame: { layout: "auto" },
      cellValues: { unit: "short" },
      showValue: "never",
      yAxis: {
        axisPlacement: "left",
        reverse: false,
        ...(unit !== undefined && { unit }),
        ...(decimals !== undefined && { decimals }),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      },
      legend: { show: true },
      tooltip: { mode: "single", yHistogram: true, showColorScale: true },
      exemplars: { color: "rgba(255,0,255,0.7)" },
    },
  };
}
