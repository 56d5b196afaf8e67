import { env, promql, receiver, system } from "telltale";
import { expect, test } from "vitest";
import type { Route } from "../../../src/formats/alertmanager/types.js";
import type { InhibitionRule, NotificationPolicy } from "../../../src/formats/grafana-alerting/index.js";
import { alertingOf, managed, problemsOf } from "./grafana-project.js";

const team = receiver.slack("team", { url: env("SLACK_URL"), channel: "#shop" });
const onCall = receiver.pagerduty("on-call", { key: env("KEY") });

function shopWithOutage() {
  const shop = system("shop", {
    serviceLabel: "app",
    routes: { critical: { to: [onCall, team], groupWait: "10s", repeatInterval: "1h" }, warning: [team] },
  });
  const slow = shop.alert("Slow", { when: promql`sum by (app) (up) < 2`, severity: "warning", summary: "Slow" });
  const when = promql`sum by (app) (up) == 0`;
  shop.alert("Down", { when, severity: "critical", summary: "Down", silences: [slow] });
  return shop;
}

/** Writes a policy as the route of Alertmanager that it is from. */
function asRoute({ object_matchers = [], routes = [], ...policy }: NotificationPolicy): Route {
  const matchers = object_matchers.map(([label, operator, value]) => `${label}${operator}${JSON.stringify(value)}`);
  return {
    ...policy,
    ...(matchers.length > 0 && { matchers }),
    ...(routes.length > 0 && { routes: routes.map(asRoute) }),
  };
}

test("the policies are the routes of Alertmanager", () => {
  const compiled = managed([shopWithOutage(), system("other", { routes: { warning: [team] } })]);
  const alertmanager = compiled.artifacts.find(({ kind }) => kind === "alertmanager");
  const [policy] = alertingOf(compiled).policies!;
  expect(asRoute(policy)).toEqual((alertmanager!.value as { route: Route }).route);
});

test("every receiver of a policy is a contact point", () => {
  const { policies, contactPoints } = alertingOf(managed(shopWithOutage()));
  const names = contactPoints!.map(({ name }) => name);
  const used = (policy: NotificationPolicy): string[] => [
    ...(policy.receiver === undefined ? [] : [policy.receiver]),
    ...(policy.routes ?? []).flatMap(used),
  ];
  expect([...new Set(used(policies![0]))].sort()).toEqual(names);
});

test("inhibition is a resource of Grafana 13, and an error before", () => {
  const { artifacts } = managed(shopWithOutage(), "13.0");
  const [rule] = artifacts.find(({ kind }) => kind === "grafana inhibition rules")!.value as readonly InhibitionRule[];
  expect(rule).toMatchObject({
    apiVersion: "notifications.alerting.grafana.app/v1beta1",
    metadata: { name: expect.stringMatching(/^telltale-prod-[0-9a-f]{8}$/) },
    spec: {
      source_matchers: [
        { type: "=", label: "system", value: "shop" },
        { type: "=", label: "alertname", value: "Down" },
      ],
      equal: ["environment", "system"],
    },
  });
  expect(problemsOf(managed(shopWithOutage(), "12.4"))).toEqual([
    'error alert "Down": Grafana 12.4 has no inhibition: an outage would page for all that it causes',
  ]);
});

test("an environment that shares an Alertmanager has the tree of its own systems, with the same names", () => {
  const environments = {
    prod: {
      alerting: "grafana" as const,
      grafana: { folder: "Shop" },
      versions: { grafana: "13.0" },
      dataSources: { metrics: { type: "prometheus" as const, uid: "prom" } },
    },
    other: { dataSources: { metrics: { type: "prometheus" as const, uid: "prom" } } },
  };
  const alertmanagers = { company: { environments: ["prod", "other"] } };
  const compiled = managed(shopWithOutage(), "13.0", { environments, alertmanagers });
  const [policy] = alertingOf(compiled).policies!;
  expect(policy.routes).toHaveLength(1);
  expect(policy.routes![0]!.object_matchers).toEqual([
    ["environment", "=", "prod"],
    ["system", "=", "shop"],
  ]);
  const shared = compiled.artifacts.find(({ path }) => path === "alertmanagers/company/alertmanager.yml");
  expect((shared!.value as { route: Route }).route.routes).toHaveLength(2);
});
