import { seriesColors } from "../series-colors.js";
import { type Drawn, tooltip, type Visualization } from "./visualization.js";

export function timeseries({ panel, draws }: Drawn): Visualization {
  const { options } = panel;
  const drawStyle = options.lines ?? "line";
  const stacking = options.stack ?? "none";
  const usualFill = drawStyle === "bars" ? 80 : stacking === "none" ? 10 : 40;
  const showsLimits = options.thresholds !== undefined && options.thresholds.lines !== false;
  return {
    options: { legend: legend(panel.options.showLegend, isSelfEvident(panel, draws)), tooltip },
    fields: {
      color: { mode: "palette-classic" },
      custom: {
        drawStyle,
        lineInterpolation: "linear",
        lineWidth: drawStyle === "bars" ? 0 : 2,
        fillOpacity: options.fill ?? usualFill,
        gradientMode: "none",
        showPoints: drawStyle === "points" ? "always" : "auto",
        pointSize: drawStyle === "points" ? 5 : 4,
        spanNulls: false,
        stacking: { mode: stacking, group: "A" },
        thresholdsStyle: { mode: showsLimits ? "dashed" : "off" },
        ...(options.logScale !== undefined && { scaleDistribution: { type: "log", log: options.logScale } }),
      },
    },
    overrides: seriesColors(panel, draws),
  };
}

/** A single line needs no name: the title says what it is. */
function isSelfEvident({ options }: Drawn["panel"], draws: Drawn["draws"]): boolean {
  const [draw] = draws;
  if (draw === undefined || draws.length > 1 || options.legend !== undefined || draw.name !== undefined) return false;
  return draw.signal ? draw.signal.by.length === 0 : draw.measured.oneSeries;
}

function legend(show: "table" | "list" | "hidden" | undefined, isNeedless: boolean) {
  const shown = show ?? (isNeedless ? "hidden" : "list");
  if (shown === "hidden") return { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] };
  const calcs = shown === "table" ? ["mean", "max", "lastNotNull"] : ["mean", "max"];
  return { displayMode: shown, placement: "bottom", showLegend: true, calcs };
}
