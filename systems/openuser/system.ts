import { env, receiver, system } from "telltale";

const pagerduty = receiver.pagerduty("pagerduty", { key: env("OPENUSER_PAGERDUTY_KEY") });
const slack = receiver.slack("slack", { url: env("OPENUSER_SLACK_URL"), channel: "#openuser-alerts" });
const email = receiver.email("email", {
  to: "ops@openuser.example",
  from: "alerts@openuser.example",
  smarthost: "mail.openuser.example:587",
});

/** OpenUser: an API in FastAPI that generates videos, with PostgreSQL, Redis and Celery. */
export const openuser = system("openuser", {
  title: "OpenUser",
  environments: { "openuser-prod": {} },
  routes: {
    critical: { to: [pagerduty, slack], groupWait: "10s", repeatInterval: "1h" },
    warning: [slack, email],
    info: { to: [email], groupWait: "5m", repeatInterval: "1d" },
  },
});
