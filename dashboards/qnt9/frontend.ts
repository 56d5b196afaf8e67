import { eventRate, quantile, red, row, timeseries } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { frontend } from "../../systems/qnt9/frontend.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { nextSteps, nowRow } from "./now.js";

export const frontendDashboard = qnt9.dashboard("Frontend service", {
  description: "Do pages load, and does what they ask of the other services come back?",
  tags: ["service"],
  links: nextSteps(requests.frontend),
  rows: [
    nowRow(requests.frontend),
    row("Traffic", red(frontend.http, { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency })),
    row("Endpoints", red(frontend.http, { by: ["endpoint"] })),
    row("Pages", [
      timeseries("Page views", eventRate(frontend.pageViews), { description: "Pages viewed each second." }),
      timeseries(
        "Page load",
        { p50: quantile(frontend.pageLoad, 0.5), p95: quantile(frontend.pageLoad, 0.95) },
        { description: "How long half and 95 % of the pages took to load at most." },
      ),
      timeseries("Static files", eventRate(frontend.staticFiles), { description: "Static files served each second." }),
    ]),
    row("Proxy", red(frontend.proxy, { name: "Proxy" })),
    row("What people do", [
      timeseries("Searches", eventRate(frontend.searches, { by: ["user_type"] }), {
        description: "Searches each second, by whether people are signed in.",
        stack: "normal",
      }),
      timeseries("Watchlist changes", eventRate(frontend.watchlistOperations), {
        description: "Changes to watchlists each second.",
      }),
    ]),
  ],
});
