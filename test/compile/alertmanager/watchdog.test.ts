import { down, promql, receiver, secret, system, type WatchdogOptions } from "telltale";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { renderArtifact } from "../../../src/compile/index.js";
import type { AlertmanagerConfig } from "../../../src/formats/alertmanager/types.js";
import { simulateNotifications } from "../../../src/routing/notifications.js";
import { compiled, config, rulesOf } from "../project.js";
import { amtool, promtool } from "../tools.js";

const team = receiver.slack("team", { url: secret("URL"), channel: "#shop" });
const heartbeat = receiver.slack("heartbeat", { url: secret("HEARTBEAT"), channel: "#heartbeat" });

function defineShop(options: Partial<WatchdogOptions> = {}) {
  const shop = system("shop", { routes: { critical: [team], warning: [team] } });
  const watchdog = shop.watchdog({ to: heartbeat, ...options });
  return { shop, watchdog };
}

function routing(shop: ReturnType<typeof defineShop>["shop"]) {
  const changes = { defaults: { runbooks: "https://runbooks.example.com/" } };
  const result = compiled(shop, changes);
  const artifact = result.artifacts.find(({ kind }) => kind === "alertmanager")!;
  const checked = checkProject({ config: { ...config, ...changes }, systems: [shop] }, result, {
    today: "2026-06-01",
    findings: {},
  });
  return {
    value: artifact.value as AlertmanagerConfig,
    text: renderArtifact(artifact),
    rules: rulesOf(result),
    problems: result.diagnostics.map(({ id, summary }) => `${id}: ${summary}`),
    findings: checked.map(({ id, summary }) => `${id}: ${summary}`),
  };
}

describe("a watchdog", () => {
  test("is an alert that always fires, with a route before all others", () => {
    const { value, rules, findings, problems } = routing(defineShop().shop);
    expect(rules.groups[0]?.rules[0]).toMatchObject({
      alert: "Watchdog",
      expr: "vector(1)",
      labels: { severity: "none", environment: "prod", system: "shop" },
    });
    expect(value.route.routes?.[0]?.routes?.[0]).toEqual({
      receiver: "shop/heartbeat",
      matchers: ['alertname="Watchdog"', 'severity="none"'],
      group_wait: "0s",
      group_interval: "2m30s",
      repeat_interval: "3m45s",
    });
    expect(findings).toEqual([]);
    expect(problems).toEqual([]);
  });

  test.each([
    ["5m", 300_000],
    ["1m", 60_000],
    ["90s", 90_000],
  ] as const)("notifies every %s, at once and for ever", (every, period) => {
    const { value } = routing(defineShop({ every }).shop);
    const labels = { alertname: "Watchdog", severity: "none", environment: "prod", system: "shop" };
    const end = 20 * period;
    const deliveries = Array.from({ length: end / 60_000 + 1 }, (_, index) => {
      const at = index * 60_000;
      return { at, labels, startsAt: 0, endsAt: at + 240_000 };
    });
    const sent = simulateNotifications(value, { version: { major: 0, minor: 28 }, deliveries, end });
    expect(sent.map(({ at }) => at)).toEqual(Array.from({ length: 21 }, (_, index) => index * period));
    expect(new Set(sent.map(({ receiver: name }) => name))).toEqual(new Set(["shop/heartbeat"]));
  });

  test.skipIf(!amtool || !promtool)("is accepted by amtool", () => {
    expect(amtool!(routing(defineShop().shop).text)).toMatchObject({ status: 0 });
  });

  test("is silenced by nothing", () => {
    const { shop, watchdog } = defineShop();
    const options = { for: "5m", severity: "critical", summary: "…" } as const;
    const gone = shop.alert("Gone", { ...options, when: promql`sum by (environment, system) (up) == 0` });
    shop.inhibit({ when: gone, equal: ["system"] });
    expect(routing(shop).value.inhibit_rules).toBeUndefined();
    shop.alert("Down", { ...options, when: down(shop.service("cart", {})), silences: [watchdog] });
    const { value, problems } = routing(shop);
    expect(value.inhibit_rules?.flatMap(({ target_matchers: matchers }) => matchers)).toEqual([
      'system="shop"',
      'alertname="Down"',
      'severity="critical"',
    ]);
    expect(problems).toEqual(['definition/wrong-type: the watchdog "Watchdog" cannot be silenced']);
    const other = defineShop();
    const lonely = other.shop.alert("Lonely", { ...options, when: promql`sum(up) == 0` });
    other.shop.inhibit({ when: lonely, silences: [other.watchdog], equal: ["system"] });
    expect(routing(other.shop).problems).toEqual(['definition/wrong-type: the watchdog "Watchdog" cannot be silenced']);
  });

  test("needs a duration that Alertmanager can keep", () => {
    expect(routing(defineShop({ every: "5s" }).shop).problems).toEqual([
      'definition/wrong-type: "5s" is not a duration of at least 10s ("every")',
    ]);
  });

  test("is left out where it is not wanted", () => {
    const { value, rules } = routing(defineShop({ only: ["staging"] }).shop);
    expect(rules.groups).toEqual([]);
    expect(value.receivers.map(({ name }) => name)).toEqual(["shop/team"]);
  });
});
