import { eventRatio, fasterThan } from "telltale";
import { backend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";

// Two weeks: Prometheus keeps 15 days.
const window = "14d";

export const availability = todo.slo("backend-availability", {
  title: "Backend availability",
  description: "Requests to the backend are answered without a server error.",
  indicator: eventRatio(backend.http),
  objective: "99.5%",
  window,
  runbook: "todo/high-error-rate",
});

export const latency = todo.slo("backend-latency", {
  title: "Backend latency",
  description: "The backend answers within a second.",
  indicator: fasterThan(backend.http, 1),
  objective: "95%",
  window,
  runbook: "todo/high-latency",
});
