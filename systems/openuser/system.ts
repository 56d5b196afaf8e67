import { env, receiver, system } from "telltale";

const pagerduty = receiver.pagerduty("pagerduty", { key: env("OPENUSER_PAGERDUTY_KEY"), maxPages: 3 });
const slack = receiver.slack("slack", { url: env("OPENUSER_SLACK_URL"), channel: "#openuser-alerts" });
const email = receiver.email("email", {
  to: "ops@openuser.example",
  from: "alerts@openuser.example",
  smarthost: "mail.openuser.example:587",
});
/** Whatever is behind it writes the body of each request to its log. The address is one inside, and no secret. */
const log = receiver.raw("log", { webhook_configs: [{ url: "http://alert-log:8080/", send_resolved: true }] });
/** Gets alerts of a severity that has no route: a mistake that people should see. */
const everybody = receiver.slack("default", { url: env("OPENUSER_SLACK_URL"), channel: "#openuser-alerts" });

/** OpenUser: an API in FastAPI that generates videos, with PostgreSQL, Redis and Celery. */
export const openuser = system("openuser", {
  title: "OpenUser",
  environments: { "openuser-prod": {} },
  routes: {
    critical: { to: [pagerduty, slack], groupWait: "10s", repeatInterval: "1h", pageWithin: "6m" },
    warning: [slack, email],
    info: { to: [log], groupWait: "5m", repeatInterval: "1d" },
  },
  unrouted: everybody,
});
