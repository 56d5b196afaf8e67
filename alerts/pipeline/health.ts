import { promql } from "telltale";
import * as runbooks from "../../runbooks/pipeline/health.js";
import { outages } from "../../systems/pipeline/outages.js";
import { serviceNames, services } from "../../systems/pipeline/services.js";
import { pipeline } from "../../systems/pipeline/system.js";
import { titleOf } from "../../systems/pipeline/titles.js";
import { highDataQualityIssues, messageProcessingLag, noMessagesProcessed } from "./messages.js";
import { highErrorRate, highRequestLatency } from "./performance.js";

/** One alert per service, all with the same name and the same runbook; the label `service` tells them apart. */
export const serviceDown = serviceNames.map((name) =>
  pipeline.alert("ServiceDown", {
    when: outages[name],
    for: "1m",
    severity: "critical",
    labels: { service: name },
    summary: "{{ $labels.job }} is down",
    description:
      "For a minute, {{ $labels.job }} has not answered a scrape, or Prometheus has no target for it. Messages wait in " +
      "Kafka meanwhile, and the services behind it get none. Look at its container first.",
    runbook: runbooks.serviceDown(name),
    dashboard: titleOf(name),
    panel: "Up",
    silences: [
      ...highRequestLatency,
      ...highErrorRate,
      ...messageProcessingLag,
      ...noMessagesProcessed,
      ...highDataQualityIssues,
    ],
  }),
);

/** The service answers, and says itself that it is not healthy. What users notice has alerts of its own. */
export const serviceUnhealthy = serviceNames.map((name) =>
  pipeline.alert("ServiceUnhealthy", {
    when: promql`min by (job) (${services[name].healthy}) == 0`,
    for: "2m",
    severity: "warning",
    labels: { service: name },
    summary: "{{ $labels.job }} says that it is not healthy",
    description:
      "Its health check has failed for two minutes, while it still answers scrapes. Usually it cannot reach Kafka, a " +
      "database or Redis. Its `/health` says which.",
    runbook: runbooks.serviceUnhealthy(name),
    dashboard: titleOf(name),
    panel: "Healthy",
  }),
);
