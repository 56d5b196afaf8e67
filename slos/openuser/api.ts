import { eventRatio, fasterThan } from "telltale";
import { api } from "../../systems/openuser/api.js";
import { openuser } from "../../systems/openuser/system.js";

/** 43 minutes a month, as the document puts it: a rolling 30 days. A 3xx or 4xx is an answer, not a failure. */
export const availability = openuser.slo("api-availability", {
  title: "API availability",
  description: "Requests to the API are answered without a server error.",
  indicator: eventRatio(api.http),
  objective: "99.9%",
  window: "30d",
  runbook: "openuser/high-error-rate",
});

export const latency = openuser.slo("api-latency", {
  title: "API latency",
  description: "The API answers within 500 ms.",
  indicator: fasterThan(api.http, 0.5),
  objective: "95%",
  window: "30d",
  runbook: "openuser/high-response-time",
});
