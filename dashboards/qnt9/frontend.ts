import { errorRatio, eventRate, quantile, red, redAbove, row, stat, timeseries } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { endpointsRow, marks, nextSteps, nowOptions, nowRow, podsRow, trafficRow } from "./now.js";

export const frontendDashboard = qnt9.dashboard("Frontend service", {
  description: "Do pages load, and do the other services answer the frontend?",
  tags: ["service"],
  links: nextSteps(requests.frontend),
  annotations: marks(requests.frontend),
  rows: [
    nowRow(requests.frontend, [
      stat("Proxy errors", errorRatio(frontend.proxy), {
        ...nowOptions,
        description: "Share of the requests to other services that failed.",
        thresholds: redAbove(limits.proxyErrors, { warn: limits.proxyErrors / 2 }),
      }),
    ]),
    trafficRow(frontend.http),
    endpointsRow(frontend.http),
    row("Proxy", red(frontend.proxy, { name: "Proxy", errorLimit: limits.proxyErrors })),
    podsRow(requests.frontend),
    row("Pages", [
      timeseries(
        "Page load",
        { p50: quantile(frontend.pageLoad, 0.5), p95: quantile(frontend.pageLoad, 0.95) },
        { description: "Half and 95 % of the pages loaded within this time." },
      ),
      timeseries("Page views", eventRate(frontend.pageViews), { description: "Pages viewed per second." }),
      timeseries("Static files", eventRate(frontend.staticFiles), { description: "Static files served per second." }),
    ]),
    row("What people do", [
      timeseries("Searches", eventRate(frontend.searches, { by: ["user_type"] }), {
        description: "Searches per second, by people who are signed in and by others.",
        stack: "normal",
      }),
      timeseries("Watchlist changes", eventRate(frontend.watchlistOperations, { per: "minute" }), {
        description: "Changes to watchlists per minute.",
      }),
    ]),
  ],
});
