import { env, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("PIPELINE_PAGERDUTY_KEY") });
const team = receiver.slack("team", { url: env("PIPELINE_SLACK_URL"), channel: "#pipeline-alerts" });
const office = receiver.email("office", {
  to: "pipeline@example.com",
  from: "alerts@example.com",
  smarthost: "mail.example.com:587",
});

/** The data processing pipeline: four services in docker-compose, watched by a Prometheus beside them. */
export const pipeline = system("pipeline", {
  title: "Data pipeline",
  environments: { "pipeline-prod": {} },
  routes: {
    critical: { to: [onCall, team], groupWait: "10s", repeatInterval: "1h" },
    warning: [team],
    info: { to: [office], groupWait: "5m", repeatInterval: "1d" },
  },
});
