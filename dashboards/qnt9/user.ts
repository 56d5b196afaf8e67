import { cachePanels, databasePanels, eventRate, promql, row, timeseries } from "telltale";
import { caches } from "../../recording-rules/qnt9/caches.js";
import { requests } from "../../recording-rules/qnt9/requests.js";
import { limits } from "../../systems/qnt9/limits.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { user } from "../../systems/qnt9/user.js";
import { endpointsRow, hitRatioNow, marks, nextSteps, nowRow, podsRow, trafficRow } from "./now.js";

// Every pod exposes the number in the database: the maximum is the newest, and a sum would count each user several times.
const subscriptions = promql`max by (tier) (${user.activeSubscriptions})`;

export const userDashboard = qnt9.dashboard("User service", {
  description: "Does the user service answer correctly and fast enough? Which subscriptions do people have?",
  tags: ["service"],
  links: nextSteps(requests.user),
  annotations: marks(requests.user),
  rows: [
    nowRow(requests.user, [hitRatioNow(caches.user)]),
    trafficRow(user.http),
    endpointsRow(user.http),
    row("Cache", cachePanels(user.cache, { hitLimit: limits.cacheHits })),
    row("Database and profiles", [
      databasePanels(user.db),
      timeseries("Profile operations", eventRate(user.profileOperations), {
        description: "Profiles read and changed per second.",
      }),
    ]),
    podsRow(requests.user),
    row("Subscriptions", [
      timeseries("Active subscriptions", subscriptions, {
        description: "Active subscriptions, by tier.",
        min: 0,
        stack: "normal",
        legend: "{{tier}}",
      }),
      timeseries("Subscription changes", eventRate(user.subscriptionUpdates, { by: ["tier"], per: "hour" }), {
        description: "Subscriptions changed per hour, by their new tier.",
      }),
    ]),
  ],
});
