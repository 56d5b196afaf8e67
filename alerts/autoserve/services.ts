import { promql } from "telltale";
import * as runbooks from "../../runbooks/autoserve/services.js";
import * as slos from "../../slos/autoserve/services.js";
import { limits } from "../../systems/autoserve/limits.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { outages } from "../../systems/autoserve/outages.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { highErrorRate, highLatency } from "./requests.js";
import { databaseConnectionHigh, databaseConnectionLimitMissing, databaseConnectionRising } from "./resources.js";

/** A week without training: the model predicts a load that may no longer be. */
export const modelNotTrained = autoserve.alert("ModelNotTrained", {
  when: promql`time() - max by (job) (last_over_time(${mlController.trained}[10m])) > ${limits.modelAge}`,
  for: "1h",
  severity: "warning",
  summary: "The model was last trained {{ $value | humanizeDuration }} ago",
  description: "More than a week. The controller scales by what the load was then.",
  runbook: runbooks.modelNotTrained,
  dashboard: "ML Scaling",
  panel: "Time since the last training",
  annotations: { value: "{{ $value | humanizeDuration }}" },
});

/** The alerts that the outage of each service explains. */
const explained = {
  backend: [
    highErrorRate,
    highLatency,
    databaseConnectionHigh,
    databaseConnectionRising,
    databaseConnectionLimitMissing,
    ...slos.availability.alerts,
    ...slos.latency.alerts,
  ],
  worker: [...slos.tasks.alerts, ...slos.processingTime.alerts],
  "ml-controller": [modelNotTrained, ...slos.accuracy.alerts, ...slos.modelAvailability.alerts],
} as const;

/** One alert per service, all with the same name and the same runbook; the label `job` tells them apart. */
export const serviceDown = (["backend", "worker", "ml-controller"] as const).map((job) =>
  autoserve.alert("ServiceDown", {
    when: outages[job],
    for: "1m",
    severity: "critical",
    labels: { service: job },
    summary: "Service {{ $labels.job }} is down",
    description:
      "For a minute, no pod of {{ $labels.job }} has answered a scrape, or Prometheus has no target for it. Look at its " +
      "pods and at the last deployment first.",
    runbook: runbooks.serviceDown(job),
    dashboard: "Application Overview",
    panel: "Up",
    silences: explained[job],
  }),
);
