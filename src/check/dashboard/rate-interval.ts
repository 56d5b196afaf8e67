import { durationMs } from "../../model/definition/duration.js";
import { type Call, type MatrixSelector, print, walk } from "../../promql/index.js";
import type { AnalyzedQuery, Check, PanelView } from "../check.js";
import { replaceIn } from "../expression/edit.js";

const needTwoSamples = new Set(["rate", "irate", "increase"]);

/** Assumed where the scrape interval is unknown. */
const usualScrapeInterval = "15s";

/** A rate over `$__interval`, which can be shorter than two scrapes. */
export const rateInterval: Check = {
  id: "dashboard/rate-interval",
  on: "panel",
  *run({ panel, queries }) {
    for (const query of queries) {
      if (hasLongSteps(panel, query)) continue;
      for (const { call, matrix } of findRates(query)) {
        const { range } = matrix;
        if (range.kind !== "duration variable" || range.variable !== "__interval" || coversEveryStep(matrix)) continue;
        yield {
          summary: `${call.name}() looks back over $__interval, which can be shorter than two scrapes`,
          details: "Zoomed in, the panel stays empty, and increases between two steps are lost.",
          fix: "use `$__rate_interval`",
          edits: [replaceIn(query, range, "$__rate_interval")],
          at: query.locate(range.start, range.end),
        };
      }
    }
  },
};

/** True if the author chose steps that are never shorter than two scrapes, or that a variable sets. */
function hasLongSteps({ data, targets }: PanelView, query: AnalyzedQuery): boolean {
  const { scrapeInterval = usualScrapeInterval } = query.context.settings;
  const index = targets.findIndex((target) => target.query?.text === query.text);
  const target: unknown = Array.isArray(data.targets) ? data.targets[index] : undefined;
  const own = typeof target === "object" && target !== null && "interval" in target ? target.interval : undefined;
  const interval = own || data.interval;
  if (typeof interval !== "string" || interval === "") return false;
  const shortest = durationMs(interval.replace(/^>/, ""));
  return shortest === undefined || shortest >= 2 * durationMs(scrapeInterval)!;
}

/** True for `x[$__interval] offset -$__interval`: the increase of each step, up to the next one. */
function coversEveryStep(matrix: MatrixSelector): boolean {
  return /offset -\s*\$(?:__interval\b|\{__interval\})/.test(print(matrix));
}

function findRates(query: AnalyzedQuery): { call: Call; matrix: MatrixSelector }[] {
  const rates: { call: Call; matrix: MatrixSelector }[] = [];
  walk(query.expr, (node) => {
    if (node.kind !== "call" || !needTwoSamples.has(node.name)) return;
    const matrix = node.args.find((arg): arg is MatrixSelector => arg.kind === "matrix");
    if (matrix) rates.push({ call: node, matrix });
  });
  return rates;
}
