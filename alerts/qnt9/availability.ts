import * as runbooks from "../../runbooks/qnt9/availability.js";
import { serviceNames } from "../../runbooks/qnt9/services.js";
import { outages } from "../../systems/qnt9/outages.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { cachePerformanceDegradation } from "./caches.js";
import { highErrorRate, highLatency } from "./requests.js";
import { signInsFail } from "./sign-ins.js";

/** One alert per service. It is the only one that is notified in an outage: it explains the others. */
export const serviceDown = serviceNames.map((name) =>
  qnt9.alert("ServiceDown", {
    when: outages[name],
    for: "2m",
    severity: "critical",
    labels: { service: name },
    summary: "{{ $labels.app }} is down",
    description:
      "For two minutes, no pod of {{ $labels.app }} has answered a scrape, or it has no pods at all. Look at its pods and " +
      "their last events first, then at the last deployment. If every service is down, look at the collector.",
    runbook: runbooks.serviceDown(name),
    dashboard: `${name.charAt(0).toUpperCase()}${name.slice(1)} service`,
    panel: "Pods",
    silences: [...highErrorRate, ...highLatency, ...cachePerformanceDegradation, signInsFail],
  }),
);
