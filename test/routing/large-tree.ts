import type { AlertmanagerConfig } from "../../src/formats/alertmanager/types.js";
import type { Delivery } from "../../src/routing/notifications.js";

const webhook = (name: string) => ({ name, webhook_configs: [{ url: "http://localhost" }] });

/** 500 subtrees, half of which page for critical alerts, and inhibition within each. */
export const largeTree: AlertmanagerConfig = {
  route: {
    receiver: "team",
    group_by: ["alertname"],
    routes: Array.from({ length: 500 }, (_, index) => ({
      receiver: index % 2 === 0 ? "team" : "page",
      matchers: [`app="app-${index}"`],
      routes: [{ receiver: "page", matchers: ['severity="critical"'], continue: true }, { receiver: "team" }],
    })),
  },
  inhibit_rules: [
    { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ["app"] },
  ],
  receivers: [webhook("team"), webhook("page")],
};

/** 10,000 alerts that begin to fire within ten seconds and fire for a day, spread over the subtrees. */
export const manyAlerts: readonly Delivery[] = Array.from({ length: 10_000 }, (_, index) => ({
  at: index,
  startsAt: index,
  endsAt: index + 86_400_000,
  labels: {
    alertname: `Alert${index % 40}`,
    app: `app-${index % 500}`,
    severity: index % 1000 < 500 ? "critical" : "warning",
    pod: String(index),
  },
}));
