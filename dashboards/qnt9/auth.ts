import { databasePanels, eventRate, promql, red, row, timeseries, window } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { auth } from "../../systems/qnt9/auth.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { nextSteps, nowRow } from "./now.js";

export const authDashboard = qnt9.dashboard("Auth service", {
  description: "Can people sign up and in, and does that take no longer than it should?",
  tags: ["service"],
  links: nextSteps(requests.auth),
  rows: [
    nowRow(requests.auth),
    row("Traffic", red(auth.http, { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency })),
    row("Endpoints", red(auth.http, { by: ["endpoint"] })),
    row("Signing up and in", [
      timeseries(
        "Success",
        {
          "sign up": promql`
            sum(rate(${auth.signUps.where({ status: "success" })}[${window}])) / sum(rate(${auth.signUps}[${window}]))
          `,
          "sign in": promql`
            sum(rate(${auth.signIns.where({ status: "success" })}[${window}])) / sum(rate(${auth.signIns}[${window}]))
          `,
        },
        {
          description: "Share of the attempts that succeeded. Some people always mistype.",
          unit: "percentunit",
          max: 1,
        },
      ),
      timeseries(
        "Attempts",
        { "sign up": eventRate(auth.signUps), "sign in": eventRate(auth.signIns) },
        { description: "Attempts each second, whether they succeeded or not." },
      ),
      timeseries("Active sessions", promql`sum(${auth.activeSessions})`, {
        description: "Sessions that are active, over all pods.",
        min: 0,
        legend: "sessions",
      }),
    ]),
    row("Tokens and limits", [
      timeseries(
        "Tokens and passwords",
        { "tokens refreshed": eventRate(auth.tokenRefreshes), "passwords reset": eventRate(auth.passwordResets) },
        { description: "Tokens refreshed and passwords reset each second. Many resets at once deserve a look." },
      ),
      timeseries("Rate limit hits", eventRate(auth.rateLimitHits, { by: ["endpoint"] }), {
        description: "Requests refused each second because there were too many, by endpoint.",
      }),
    ]),
    row("Database", databasePanels(auth.db)),
  ],
});
