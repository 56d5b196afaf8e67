import { quote } from "../../promql/index.js";
import type { QueryApi } from "./query-api.js";

/** Times at which a metric is looked for. */
const samples = 60;

/**
 * True if a server has series of a metric for the whole of a period, but for a tenth of it at most. A range that is too much
 * for the server is halved.
 */
export async function isPresent(
  metric: string,
  { from, to }: { readonly from: number; readonly to: number },
  api: QueryApi,
): Promise<boolean> {
  const step = Math.max(1000, Math.floor((to - from) / samples / 1000) * 1000);
  const start = Math.ceil(from / 1000) * 1000;
  const times = Math.floor((to - start) / step) + 1;
  const expr = `count({__name__=${quote(metric)}})`;
  let points = times;
  let found = 0;
  for (let time = start; time <= to; ) {
    const end = Math.min(to, time + (points - 1) * step);
    const answer = await api.queryRange(expr, { start: time, end, step });
    if ("refusal" in answer) {
      // If the server refuses even one point, the alert will tell.
      if (!answer.isTooMuch || points === 1) return true;
      points = Math.ceil(points / 2);
      continue;
    }
    found += answer.series[0]?.samples.length ?? 0;
    time += points * step;
  }
  return found >= 0.9 * times;
}
