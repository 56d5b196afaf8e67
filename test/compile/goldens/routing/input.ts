// Routing: severities, receivers, timing, inhibition, secrets.
import { defineConfig, promql, receiver, secret, system } from "telltale";

const oncall = receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY") });
const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });
const office = receiver.email("office", {
  to: "ops@example.com",
  from: "alerts@example.com",
  smarthost: "mail.example.com:587",
  username: "alerts",
  password: secret("SMTP_PASSWORD"),
});
const bridge = receiver.webhook("bridge", { url: secret("BRIDGE_URL"), sendResolved: false });

const shop = system("shop", {
  serviceLabel: "app",
  routes: {
    critical: { to: [oncall, team, bridge], groupWait: "10s", groupInterval: "1m", repeatInterval: "1h" },
    warning: [team],
    info: { to: [office], repeatInterval: "24h" },
  },
});

for (const [severity, limit] of Object.entries({ warning: 10, critical: 100 } as const)) {
  shop.alert("QueueIsLong", {
    when: promql`sum by (app) (cart_queue) > ${limit}`,
    for: "10m",
    severity: severity as "warning" | "critical",
    summary: "Orders wait",
    key: `queue-${severity}`,
  });
}

const quiet = system("quiet", { routes: { warning: [team] }, groupBy: ["alertname", "cluster"] });
const silent = system("silent", {});

const config = defineConfig({ environments: { prod: { dataSources: {} } } });

export default { config, systems: [shop, quiet, silent] };
