import { colorOfNumbers, type Drawn, tooltip, type Visualization } from "./visualization.js";

export function stateTimeline({ panel }: Drawn): Visualization {
  return {
    options: {
      mergeValues: panel.options.merge ?? true,
      showValue: "auto",
      alignValue: "left",
      rowHeight: 0.9,
      legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: [] },
      tooltip,
    },
    fields: { ...colorOfNumbers(panel), custom: { lineWidth: 0, fillOpacity: 70, spanNulls: false } },
  };
}
