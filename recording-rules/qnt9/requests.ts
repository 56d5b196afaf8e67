import { errorRatio, latency, requestRate, type TimedHttp } from "telltale";
import { auth } from "../../systems/qnt9/auth.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { search } from "../../systems/qnt9/search.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { watchlist } from "../../systems/qnt9/watchlist.js";

/** The indicators of each service: alerts fire on these series, and dashboards show them. */
export const requests = {
  auth: recordIndicators("auth", auth.http),
  user: recordIndicators("user", user.http),
  watchlist: recordIndicators("watchlist", watchlist.http),
  search: recordIndicators("search", search.http),
  frontend: recordIndicators("frontend", frontend.http),
};

export type ServiceIndicators = (typeof requests)[keyof typeof requests];

function recordIndicators<const Name extends string>(service: Name, http: TimedHttp) {
  // The names end in 5m, so the window must not follow the project's default.
  const options = { window: "5m" } as const;
  return {
    service,
    rate: qnt9.recordingRule(`app:${service}_http_requests:rate5m`, requestRate(http), options),
    errorRatio: qnt9.recordingRule(
      `app:${service}_http_request_failures_per_request:ratio_rate5m`,
      errorRatio(http),
      options,
    ),
    latency: qnt9.recordingRule(
      `app:${service}_http_request_duration_seconds:p95_rate5m`,
      latency(http, 0.95),
      options,
    ),
  };
}
