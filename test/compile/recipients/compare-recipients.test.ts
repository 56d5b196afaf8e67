import { env, promql, receiver, system } from "telltale";
import { expect, test } from "vitest";
import { compareRecipients, listRecipients } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import type { Receiver } from "../../../src/model/alert/receiver.js";
import { compiled } from "../project.js";

const onCall = receiver.pagerduty("on-call", { key: env("KEY") });
const team = receiver.slack("team", { url: env("URL"), channel: "#shop" });

type Routes = Readonly<Record<string, readonly Receiver[]>>;

/** A system with an alert of each name and severity. */
function routed(
  routes: Routes,
  alerts: readonly (readonly [string, string])[],
  change = (config: AlertmanagerConfig) => config,
) {
  const shop = system("shop", { routes });
  for (const [index, [name, severity]] of alerts.entries()) {
    shop.alert(name, { when: promql`up == ${index}`, for: "5m", severity, summary: "Bad" });
  }
  const artifacts = compiled(shop).artifacts.map((one) =>
    one.kind === "alertmanager" ? { ...one, value: change(one.value) } : one,
  );
  return listRecipients(artifacts, {});
}

const routes = { critical: [onCall, team], warning: [team] };
const moves = (before: ReturnType<typeof routed>, after: ReturnType<typeof routed>) =>
  compareRecipients(before, after).moved.map(({ alert, severity, before: old, after: current }) => {
    return `${alert} ${severity}: ${old?.join(", ") ?? "new"} → ${current?.join(", ") ?? "gone"}`;
  });

test("nothing moves when nothing changes, or only what an alert fires on", () => {
  const before = routed(routes, [
    ["Down", "critical"],
    ["Slow", "warning"],
  ]);
  const after = routed(routes, [
    ["Slow", "warning"],
    ["Down", "critical"],
  ]);
  expect(compareRecipients(before, after)).toEqual({ moved: [], compared: 2 });
});

test("an alert moves with its severity, or with the route of its severity", () => {
  const before = routed(routes, [
    ["Down", "critical"],
    ["Slow", "warning"],
  ]);
  expect(
    moves(
      before,
      routed(routes, [
        ["Down", "critical"],
        ["Slow", "critical"],
      ]),
    ),
  ).toEqual(["Slow critical: team → on-call, team"]);
  expect(
    moves(
      before,
      routed({ ...routes, critical: [team] }, [
        ["Down", "critical"],
        ["Slow", "warning"],
      ]),
    ),
  ).toEqual(["Down critical: on-call, team → team"]);
});

test("of two alerts of a name, that of the same severity is compared", () => {
  const before = routed(routes, [
    ["Slow", "critical"],
    ["Slow", "warning"],
  ]);
  expect(
    moves(
      before,
      routed({ ...routes, warning: [onCall] }, [
        ["Slow", "warning"],
        ["Slow", "critical"],
      ]),
    ),
  ).toEqual(["Slow warning: team → on-call"]);
  expect(moves(before, routed(routes, [["Slow", "critical"]]))).toEqual(["Slow warning: team → gone"]);
});

test("alerts that are new or gone are listed", () => {
  const before = routed(routes, [["Down", "critical"]]);
  expect(moves(before, routed(routes, [["Slow", "warning"]]))).toEqual([
    "Down critical: on-call, team → gone",
    "Slow warning: new → team",
  ]);
});

test("hours and addresses count", () => {
  const alerts = [["Slow", "warning"]] as const;
  const before = routed(routes, alerts);
  const other = receiver.slack("team", { url: env("URL"), channel: "#alerts" });
  expect(moves(before, routed({ warning: [other] }, alerts))).toEqual([
    "Slow warning: team (slack #shop /etc/alertmanager/secrets/URL) → team (slack #alerts /etc/alertmanager/secrets/URL)",
  ]);
  const within = (hours: string) =>
    routed(routes, alerts, (config) => {
      const [subtree] = config.route.routes!;
      const timed = subtree!.routes!.map((route) => ({ ...route, active_time_intervals: ["office"] }));
      const time_intervals = [
        { name: "office", time_intervals: [{ times: [{ start_time: "09:00", end_time: hours }] }] },
      ];
      return { ...config, time_intervals, route: { ...config.route, routes: [{ ...subtree!, routes: timed }] } };
    });
  expect(moves(before, within("17:00"))).toEqual(["Slow warning: team → team within office (09:00 to 17:00, UTC)"]);
  expect(moves(within("17:00"), within("18:00"))).toEqual([
    "Slow warning: team within office (09:00 to 17:00, UTC) → team within office (09:00 to 18:00, UTC)",
  ]);
});
