import { databasePanels, errorRatio, eventRate, promql, redBelow, row, stat, timeseries } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { signInSuccess } from "../../recording-rules/qnt9/sign-ins.js";
import { auth } from "../../systems/qnt9/auth.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { endpointsRow, marks, nextSteps, nowOptions, nowRow, podsRow, trafficRow } from "./now.js";

export const authDashboard = qnt9.dashboard("Auth service", {
  description: "Can people sign up and in, and is it fast enough?",
  tags: ["service"],
  links: nextSteps(requests.auth),
  annotations: marks(requests.auth),
  rows: [
    nowRow(requests.auth, [
      stat("Sign-in success", signInSuccess, {
        ...nowOptions,
        description: "Share of the attempts to sign in that succeed. SignInsFail fires when it stays in the red.",
        unit: "percentunit",
        thresholds: redBelow(limits.signIns, { warn: 0.7 }),
      }),
    ]),
    trafficRow(auth.http),
    row("Signing up and in", [
      timeseries(
        "Success",
        { "sign in": signInSuccess, "sign up": promql`1 - ${errorRatio(auth.signUps)}` },
        {
          description: "Share of the attempts that succeeded. Some people always mistype.",
          unit: "percentunit",
          min: 0,
          max: 1,
          thresholds: redBelow(limits.signIns),
        },
      ),
      timeseries(
        "Attempts",
        {
          "sign up": eventRate(auth.signUps.requests, { per: "minute" }),
          "sign in": eventRate(auth.signIns.requests, { per: "minute" }),
        },
        { description: "Attempts per minute, successful or not." },
      ),
      timeseries("Active sessions", promql`sum(${auth.activeSessions})`, {
        description: "Active sessions on all pods.",
        min: 0,
        legend: "sessions",
      }),
    ]),
    endpointsRow(auth.http),
    row("Database", databasePanels(auth.db)),
    podsRow(requests.auth),
    row("Tokens and limits", [
      timeseries(
        "Tokens and passwords",
        {
          "tokens refreshed": eventRate(auth.tokenRefreshes, { per: "minute" }),
          "passwords reset": eventRate(auth.passwordResets, { per: "minute" }),
        },
        { description: "Tokens refreshed and passwords reset per minute. Many resets at once may be an attack." },
      ),
      timeseries("Rate limit hits", eventRate(auth.rateLimitHits, { by: ["endpoint"], per: "minute" }), {
        description: "Requests per minute that were refused because one client sent too many, by endpoint.",
      }),
    ]),
  ],
});
