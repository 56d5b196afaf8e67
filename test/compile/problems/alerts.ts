import {
  type BusinessHours,
  businessHours,
  counter,
  database,
  down,
  errorRatio,
  histogram,
  http,
  promql,
  receiver,
  secret,
  system,
} from "telltale";
import type { SlackTexts } from "../../../src/model/alert/receiver-texts.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { alert, defining, type Problems } from "./problem.js";

export const alertProblems: Problems = {
  "definition/no-runbook-address": [
    {
      wrong: () => defining((shop) => shop.alert("A", { ...alert, runbook: "page" })),
      summary: 'the runbook "page" has no URL',
    },
  ],
  "definition/failed-label": [
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
        const requests = counter("cart_requests_total", { help: "Requests", labels: { status: 8 } });
        shop.service("cart", { http: http({ requests, failed: { statsu: /5../ } as never }) });
        return shop;
      },
      summary: 'cart_requests_total has no label "statsu"',
      fix: 'did you mean "status"?',
    },
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
        const duration = histogram("query_seconds", { help: "Time", labels: { table: 3 }, buckets: [1] });
        shop.service("cart", { db: database({ duration, failed: { outcome: "error" } as never }) });
        return shop;
      },
      summary: 'query_seconds_count has no label "outcome"',
      fix: "use one of them, or add outcome to the labels of the metric",
    },
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
        const requests = counter("cart_calls_total", { help: "Calls", labels: { code: 8 } });
        shop.service("cart", { suppliers: { calls: http({ requests, failed: { cod: /5../ } as never }) } });
        return shop;
      },
      summary: 'cart_calls_total has no label "cod"',
      fix: 'did you mean "code"?',
    },
  ],
  "definition/selector-label": [
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2, namespace: 1 }, serviceLabel: "app" });
        const selector: Record<string, string> = { name_space: "shop" };
        shop.service("cart", { selector, orders: counter("cart_orders_total", { help: "Orders" }) });
        return shop;
      },
      summary: 'scraping adds no label "name_space" to the series of this service',
      fix: 'did you mean "namespace"?',
    },
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
        const selector: Record<string, string> = { status: "500" };
        shop.service("cart", { selector, orders: counter("o_total", { help: "Orders", labels: { status: 8 } }) });
        return shop;
      },
      summary: 'scraping adds no label "status" to the series of this service',
      fix: "select by one of: job, instance, app",
    },
  ],
  "definition/selector-value": [
    {
      wrong: () => {
        const shop = system("shop", { labels: { app: ["auth-service", "user-service"] }, serviceLabel: "app" });
        shop.service("auth", { orders: counter("cart_orders_total", { help: "Orders" }) });
        return shop;
      },
      summary: 'the label "app" is never "auth"',
      fix: 'set selector: { app: "auth-service" }',
    },
  ],
  "definition/no-traffic": [
    {
      wrong: () => {
        const when = promql`up`.below(1, { whenBusy: 0.1 });
        return defining((shop) => shop.alert("A", { ...alert, when }));
      },
      summary: "`whenBusy` needs the rate of the events, and what is compared has none",
    },
  ],
  "definition/dependency-apart": [
    {
      wrong: () => {
        const team = receiver.slack("s", { url: secret("A"), channel: "#a" });
        const database = system("data", {}).service("database", {});
        const shop = system("shop", { routes: { warning: [team] } });
        shop.service("cart", { dependsOn: [database] });
        return shop;
      },
      summary: 'an outage of "database" of data silences no alert of this service in prod',
      fix: "add prod to its environments, if it runs there",
    },
  ],
  "definition/never-silenced": [
    {
      wrong: () => {
        const team = receiver.slack("s", { url: secret("A"), channel: "#a" });
        const shop = system("shop", { routes: { warning: [team] } });
        const options = { ...alert, severity: "warning" } as const;
        const silenced = shop.alert("Silenced", { ...options, when: promql`sum(up) == 0` });
        shop.alert("A", { ...options, when: down(shop.service("cart", {})), silences: [silenced] });
        return shop;
      },
      summary: '"Silenced" is never silenced: it has no label job',
      fix: "silence alerts of the same service, with the same labels, or leave it out",
    },
  ],
  "definition/outage-labels": [
    {
      wrong: () =>
        defining((shop) => {
          const requests = counter("cart_requests_total", { help: "Requests", labels: { status: 8, endpoint: 5 } });
          const cart = shop.service("cart", { http: http({ requests, failed: { status: /5../ } }) });
          const when = errorRatio(cart.http, { by: ["endpoint"] })
            .above(0.05)
            .orWhile(down(cart));
          return shop.alert("A", { ...alert, when });
        }),
      summary: "the outage has other labels than the condition: job instead of endpoint, job",
      fix: "leave endpoint out of what is compared, or alert on the outage separately",
    },
    {
      wrong: () =>
        defining((shop) => {
          const cart = shop.service("cart", {});
          return shop.alert("A", { ...alert, when: promql`sum(carts)`.below(1).orWhile(down(cart)) });
        }),
      summary: "the outage has other labels than the condition: job instead of none",
      fix: "compare a result with the label job",
    },
  ],
  "definition/no-receiver": [
    {
      wrong: () => system("shop", { routes: { critical: [] } }),
      summary: 'alerts of severity "critical" have no receiver',
    },
  ],
  "definition/duplicate-receiver": [
    {
      wrong: () =>
        system("shop", {
          routes: {
            a: [
              receiver.slack("s", { url: secret("A"), channel: "#a" }),
              receiver.slack("s", { url: secret("B"), channel: "#b" }),
            ],
          },
        }),
      summary: 'two receivers are named "s"',
    },
  ],
  "definition/bad-interval": [
    {
      wrong: () => withHours({ timeZone: "Europe/Berln" }, "wait"),
      summary: 'unknown time zone "Europe/Berln"',
      fix: "use a name of the IANA time zone database, such as Europe/Berlin",
    },
    {
      wrong: () => withHours({ days: ["mondy" as "monday"] }, "wait"),
      summary: 'weekdays: "mondy" is not a range; write first:last or a single value',
    },
  ],
  "definition/bad-notification": [
    {
      wrong: () => withTexts({ title: "{{ .CommonLabels.alertname | upper }}" }),
      summary: 'Alertmanager 0.28 cannot render title: function "upper" not defined',
    },
    {
      wrong: () => withTexts({ text: '{{ if true }}{{ template "telltale.titel" . }}{{ end }}' }),
      summary: 'Alertmanager 0.28 cannot render text: template "telltale.titel" is not defined',
    },
    {
      wrong: () => {
        const details = { runbook: "{{ .CommonAnnotations.runbook_url }" };
        const page = receiver.pagerduty("p", { key: secret("A"), details });
        return system("shop", { routes: { critical: [page] } });
      },
      summary: 'Alertmanager 0.28 cannot render details.runbook: unexpected "}" in operand',
    },
  ],
};

function withTexts(texts: SlackTexts): SystemFacts {
  const team = receiver.slack("s", { url: secret("A"), channel: "#a", ...texts });
  return system("shop", { routes: { critical: [team] } });
}

/** A system that notifies of warnings in some hours. */
function withHours(hours: Partial<BusinessHours>, otherwise?: "wait"): SystemFacts {
  const to = [receiver.slack("s", { url: secret("A"), channel: "#a" })];
  const active = [businessHours("hours", { from: "09:00", to: "17:00", timeZone: "UTC", ...hours })];
  return system("shop", { routes: { warning: { to, active, ...(otherwise && { otherwise }) } } });
}
