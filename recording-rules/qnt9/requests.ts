import { errorRatio, latency, requestRate, type TimedHttp } from "telltale";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";

const group = qnt9.group("qnt9-requests");

/** What a service is judged by: alerts fire on these series, and its dashboard shows them as its state now. */
export const requests = {
  auth: judged("auth", auth.http),
  user: judged("user", user.http),
  watchlist: judged("watchlist", watchlist.http),
  search: judged("search", search.http),
  frontend: judged("frontend", frontend.http),
};

export type Judged = ReturnType<typeof judged>;

function judged(service: string, http: TimedHttp) {
  // The names say five minutes, so the window is fixed here, whatever the project's default becomes.
  const kept = { group, window: "5m" } as const;
  return {
    service,
    rate: qnt9.recordingRule(`app:${service}_http_requests:rate5m`, requestRate(http), kept),
    errorRatio: qnt9.recordingRule(
      `app:${service}_http_request_failures_per_request:ratio_rate5m`,
      errorRatio(http),
      kept,
    ),
    latency: qnt9.recordingRule(`app:${service}_http_request_duration_seconds:p95_rate5m`, latency(http, 0.95), kept),
  };
}
