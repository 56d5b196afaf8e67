import { cachePanels, databasePanels, eventRate, pie, promql, red, row, timeseries } from "telltale";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { nextSteps, nowRow } from "./now.js";

// Every pod exposes the number in the database: the maximum is the newest, and a sum would count each user several times.
const subscriptions = promql`max by (tier) (${user.activeSubscriptions})`;

export const userDashboard = qnt9.dashboard("User service", {
  description: "Is the user service answering, correctly and in time, and what do people subscribe to?",
  tags: ["service"],
  links: nextSteps(requests.user),
  rows: [
    nowRow(requests.user),
    row("Traffic", red(user.http, { status: "status", errorLimit: limits.errors, latencyLimit: limits.latency })),
    row("Endpoints", red(user.http, { by: ["endpoint"] })),
    row("Subscriptions", [
      timeseries("Active subscriptions", subscriptions, {
        description: "Subscriptions that are active, by tier.",
        min: 0,
        stack: "normal",
        legend: "{{tier}}",
      }),
      pie("Tiers", subscriptions, { description: "How subscriptions divide into tiers now.", legend: "{{tier}}" }),
      timeseries("Subscription changes", eventRate(user.subscriptionUpdates, { by: ["tier"] }), {
        description: "Subscriptions changed each second, by the tier they changed to.",
      }),
    ]),
    row("Profiles", [
      timeseries("Profile operations", eventRate(user.profileOperations), {
        description: "Profiles read and changed each second.",
      }),
    ]),
    row("Cache", cachePanels(user.cache, { hitLimit: limits.cacheHits })),
    row("Database", databasePanels(user.db)),
  ],
});
