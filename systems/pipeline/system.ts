import { env, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("PIPELINE_PAGERDUTY_KEY"), maxPages: 3 });
const team = receiver.slack("team", { url: env("PIPELINE_SLACK_URL"), channel: "#pipeline-alerts" });
const office = receiver.email("office", {
  to: "pipeline@example.com",
  from: "alerts@example.com",
  smarthost: "mail.example.com:587",
});
/** For programs that act on alerts. The address is one inside, and no secret. */
const automation = receiver.raw("automation", {
  webhook_configs: [{ url: "http://automation:9000/alerts", send_resolved: true }],
});

/** The data processing pipeline: four services in docker-compose, watched by a Prometheus beside them. */
export const pipeline = system("pipeline", {
  title: "Data pipeline",
  environments: { "pipeline-prod": {} },
  routes: {
    critical: { to: [onCall, team], groupWait: "10s", repeatInterval: "1h", pageWithin: "6m" },
    warning: [team],
    info: { to: [office, automation], groupWait: "5m", repeatInterval: "1d" },
  },
  // A severity without a route is a mistake that people should see.
  unrouted: team,
});
