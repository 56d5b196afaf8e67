import type { Drawn, Visualization } from "./visualization.js";

export function logs({ panel }: Drawn): Visualization {
  return {
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      showLogContextToggle: true,
      wrapLogMessage: panel.options.wrap ?? true,
      prettifyLogMessage: false,
      enableLogDetails: true,
      sortOrder: panel.options.newestFirst === false ? "Ascending" : "Descending",
      dedupStrategy: "none",
    },
  };
}
