import { expect, test } from "vitest";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import { simulateNotifications } from "../../../src/routing/notifications.js";
import { listDeliveries, listSteadyDeliveries } from "../../../src/simulate/run/deliveries.js";
import type { AlertHistory, AlertPeriod } from "../../../src/simulate/run/history.js";
import { config } from "../../compile/project.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { createChoose, createRandom, randomLabels } from "../../routing/random-routing.js";

const minute = 60_000;
const end = 24 * 60 * minute;

/** Periods in which an alert fires, in whole minutes. */
function randomPeriods(random: () => number): readonly AlertPeriod[] {
  const periods: AlertPeriod[] = [];
  let time = Math.floor(random() * 120) * minute;
  while (time < end) {
    const from = time;
    const length = (1 + Math.floor(random() ** 3 * 300)) * minute;
    const to = from + length > end ? undefined : from + length;
    periods.push({ state: "firing", from, to });
    if (to === undefined) break;
    time = to + (1 + Math.floor(random() ** 2 * 200)) * minute;
  }
  return periods;
}

test("alerts sent once give the notifications of alerts sent again and again", () => {
  const settings = resolveSettings(config, "prod");
  const random = createRandom(seed);
  const choose = createChoose(random);
  let notifications = 0;
  for (let round = 0; round < rounds(40); round++) {
    const histories = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, index): AlertHistory => {
      const labels = { ...randomLabels(choose), alertname: `Alert${index}` };
      const periods = randomPeriods(random);
      const snapshots = new Map();
      for (const { from, to = end + minute } of periods) {
        for (let at = from; at < to; at += minute) snapshots.set(at, { annotations: {} });
      }
      return { rule: { file: "a", group: "a", index }, name: `Alert${index}`, labels, periods, snapshots };
    });
    const alertmanager: AlertmanagerConfig = {
      route: {
        receiver: "all",
        group_by: choose([["alertname"], ["severity"], ["..."], []]),
        group_wait: choose(["0s", "30s", "5m"]),
        group_interval: choose(["1m", "5m", "30m"]),
        repeat_interval: choose(["10m", "4h"]),
        routes: [{ receiver: "some", matchers: ['severity="critical"'], continue: true }],
      },
      receivers: [
        { name: "all", webhook_configs: [{ url: "http://localhost", send_resolved: true }] },
        { name: "some", slack_configs: [{ channel: "#a" }] },
      ],
      inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'] }],
    };
    const version = { major: 0, minor: choose([25, 32]) };
    const run = (deliveries: ReturnType<typeof listDeliveries>) =>
      simulateNotifications(alertmanager, { version, deliveries, start: 0, end }).map(({ at, receiver, alerts }) => {
        const states = alerts.map(({ status, labels }) => `${status} ${labels.alertname}`);
        return `${at / 1000} ${receiver}: ${states.join(", ")}`;
      });
    const often = run(listDeliveries({ alerts: histories, settings, step: minute, end }));
    const once = run(
      listSteadyDeliveries(
        histories.map((one) => ({ ...one, step: minute })),
        end,
      ),
    );
    expect(once).toEqual(often);
    notifications += often.length;
  }
  expect(notifications).toBeGreaterThan(100);
});
