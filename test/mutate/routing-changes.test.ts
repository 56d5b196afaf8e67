import { expect, test } from "vitest";
import type { AlertmanagerConfig, Route } from "../../src/formats/alertmanager/types.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import { routingChanges } from "../../src/mutate/routing/routing-changes.js";
import { createRoutingTree } from "../../src/routing/routing-tree.js";

const shop = { name: "shop" } as SystemFacts;
const version = { major: 0, minor: 28 };

function listChanges(subtree: Route, more: Partial<AlertmanagerConfig> = {}) {
  const config: AlertmanagerConfig = { route: { receiver: "root", routes: [subtree] }, receivers: [], ...more };
  const inhibitRules = (more.inhibit_rules ?? []).map(() => shop);
  return routingChanges(config, { routes: [shop], inhibitRules });
}

const describeAll = (changes: ReturnType<typeof listChanges>) =>
  changes.map(({ kind, route, before, after }) => `${kind}, ${route}: ${before} → ${after}`);

test("one of several matchers is left out, and continue", () => {
  const owned = { receiver: "owner", matchers: ['owner="a"', 'app="b"'], continue: true };
  const changes = listChanges({ receiver: "team", matchers: ['system="shop"'], routes: [owned] });
  expect(describeAll(changes)).toEqual([
    'route, owner="a", app="b": owner="a" → left out',
    'route, owner="a", app="b": app="b" → left out',
    'route, owner="a", app="b": continue → left out',
    'receiver, owner="a", app="b": owner → team',
  ]);
  const tree = createRoutingTree(changes[0]!.config, version);
  expect(tree.route({ system: "shop", app: "b" }).map(({ receiver }) => receiver)).toEqual(["owner"]);
});

test("hours change: left out of the route, later at each end, without their days and their zone", () => {
  const route = { receiver: "team", matchers: ['severity="info"'], active_time_intervals: ["office"] };
  const times = [{ start_time: "09:00", end_time: "23:30" }];
  const part = { times, weekdays: ["monday:friday"], location: "Europe/Berlin" };
  const changes = listChanges(
    { receiver: "team", routes: [route] },
    {
      time_intervals: [
        { name: "office", time_intervals: [part] },
        { name: "unused", time_intervals: [part] },
      ],
    },
  );
  expect(describeAll(changes)).toEqual([
    'hours, severity="info": active_time_intervals office → left out',
    "hours, time interval office: start_time 09:00 → 10:00",
    "hours, time interval office: weekdays monday:friday → left out",
    "hours, time interval office: location Europe/Berlin → left out",
  ]);
  expect(changes[1]!.config.time_intervals![0]!.time_intervals[0]!.times).toEqual([
    { start_time: "10:00", end_time: "23:30" },
  ]);
});

test("inhibition is left out, and each label that must be equal, unless both sides have one value of it", () => {
  const inhibit_rules = [
    {
      source_matchers: ['system="shop"', 'alertname="Down"'],
      target_matchers: ['system="shop"', 'severity="warning"'],
      equal: ["app", "system"],
    },
  ];
  const changes = listChanges({ receiver: "team" }, { inhibit_rules });
  const shown = 'system="shop", alertname="Down" inhibits system="shop", severity="warning"';
  expect(describeAll(changes)).toEqual([
    `inhibition, all alerts: ${shown} → left out`,
    `inhibition, all alerts: ${shown} with equal app → left out`,
  ]);
  expect(changes.map(({ config }) => config.inhibit_rules!.map(({ equal }) => equal))).toEqual([[], [["system"]]]);
  expect(changes.map(({ inhibition }) => inhibition)).toEqual([inhibit_rules[0], inhibit_rules[0]]);
});
