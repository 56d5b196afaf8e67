import { expect, test } from "vitest";
import type { AlertmanagerConfig } from "../../src/formats/alertmanager/types.js";
import { isInhibited, routeAlert } from "../../src/routing/route-alert.js";

const version = { major: 0, minor: 28 };

const config: AlertmanagerConfig = {
  route: {
    receiver: "team",
    group_by: ["alertname"],
    routes: [
      {
        receiver: "on-call",
        matchers: ['severity="critical"'],
        repeat_interval: "1h",
        routes: [{ receiver: "on-call", continue: true }, { receiver: "chat" }],
      },
      { receiver: "mail", matchers: ['team=~"a|b"'] },
    ],
  },
  inhibit_rules: [
    { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ["app"] },
  ],
  receivers: [],
};

function route(labels: Readonly<Record<string, string>>) {
  return routeAlert(config, labels, version).map(({ receiver, repeatInterval }) => `${receiver} ${repeatInterval}`);
}

test("an alert reaches the first route that matches, and goes on where that says so", () => {
  expect(route({ severity: "critical" })).toEqual(["on-call 1h", "chat 1h"]);
  expect(route({ team: "b" })).toEqual(["mail 4h"]);
  expect(route({ severity: "info" })).toEqual(["team 4h"]);
});

test("a route without a setting has that of its parent, or Alertmanager's default", () => {
  expect(routeAlert(config, {}, version)).toEqual([
    { receiver: "team", groupBy: ["alertname"], groupWait: "30s", groupInterval: "5m", repeatInterval: "4h" },
  ]);
});

test("a firing alert inhibits others with equal labels, but not itself", () => {
  const critical = { severity: "critical", app: "a" };
  expect(isInhibited(config, { severity: "warning", app: "a" }, [critical], version)).toBe(true);
  expect(isInhibited(config, { severity: "warning", app: "b" }, [critical], version)).toBe(false);
  expect(isInhibited(config, critical, [critical], version)).toBe(false);
});
