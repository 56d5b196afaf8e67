import { quote } from "../../promql/index.js";
import type { QueryApi } from "./query-api.js";

/** Times at which a metric is looked for. */
const samples = 60;

/** True if a server has series of a metric for the whole of a period, but for a tenth of it at most. */
export async function isPresent(
  metric: string,
  { from, to }: { readonly from: number; readonly to: number },
  api: QueryApi,
): Promise<boolean> {
  const step = Math.max(1000, Math.floor((to - from) / samples / 1000) * 1000);
  const start = Math.ceil(from / 1000) * 1000;
  const times = Math.floor((to - start) / step) + 1;
  const answer = await api.queryRange(`count({__name__=${quote(metric)}})`, { start, end: to, step });
  // If the server refuses even this, the alert will tell.
  if ("refusal" in answer) return true;
  return (answer.series[0]?.samples.length ?? 0) >= 0.9 * times;
}
