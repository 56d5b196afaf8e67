import type { Check } from "../check.js";
import { declaredMetrics } from "./declared.js";
import { ownLabels } from "./own-labels.js";

/** Names of labels whose values identify a user, a request or a message. */
const unbounded =
  /^(?:user|customer|account|session|request|trace|span|correlation|transaction|message|order)_?id$|^(?:id|uuid|guid|email|e_mail|username|ip|ip_address|client_ip|remote_addr|url|query|timestamp|token|user_agent)$/i;

/** True for the name of a label whose values identify a user, a request or a message. */
export function isUnboundedName(label: string): boolean {
  return unbounded.test(label);
}

/** A label with unbounded values. */
export const unboundedLabel: Check = {
  id: "metric/unbounded-label",
  on: "estate",
  *run(estate) {
    const { catalogue } = estate.context;
    if (!catalogue) return;
    for (const { metric, name, span } of declaredMetrics(estate)) {
      for (const label of ownLabels(metric, catalogue)) {
        if (!isUnboundedName(label.name)) continue;
        yield {
          summary: `the label "${label.name}" of "${metric.name}" is unbounded`,
          details: "Each new value is a new series that is kept: memory grows until Prometheus is killed.",
          fix: "drop the label, and put the value into a log line or a trace",
          at: span,
          subject: name,
          allow: metric.allow,
        };
      }
    }
  },
};
