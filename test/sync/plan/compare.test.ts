import { expect, test } from "vitest";
import type { ObjectKind } from "../../../src/sync/objects/object.js";
import { compareContents } from "../../../src/sync/plan/differences/compare.js";

function lines(kind: ObjectKind, before: unknown, after: unknown) {
  return compareContents(kind, before, after).map(
    (one) => `${one.path}: ${one.before ?? "nothing"} → ${one.after ?? "nothing"}`,
  );
}

test("panels are known by their title, and matched by their id", () => {
  const panel = (id: number, title: string, unit: string) => ({ id, title, fieldConfig: { defaults: { unit } } });
  const before = { title: "Cart", panels: [panel(1, "Requests", "reqps"), panel(2, "Errors", "short")] };
  const after = { title: "Cart", panels: [panel(1, "Requests", "short"), panel(3, "Latency", "s")] };
  expect(lines("dashboard", before, after)).toEqual([
    'panel "Requests" › fieldConfig.defaults.unit: "reqps" → "short"',
    'panel "Errors": {"id":2,"title":"Errors","fieldConfig":{"defaults":{"unit":"short"}}} → nothing',
    'panel "Latency": nothing → {"id":3,"title":"Latency","fieldConfig":{"defaults":{"unit":"s"}}}',
  ]);
});

test("a panel keeps its identity when its title changes, and titles may repeat", () => {
  const before = {
    panels: [
      { id: 1, title: "Errors" },
      { id: 2, title: "Errors", type: "stat" },
    ],
  };
  const after = {
    panels: [
      { id: 1, title: "Errors" },
      { id: 2, title: "Failures", type: "stat" },
    ],
  };
  expect(lines("dashboard", before, after)).toEqual(['panel "Failures" › title: "Errors" → "Failures"']);
});

test("panels of version 2 are known by their title, queries by their letter", () => {
  const elements = (expr: string) => ({
    "panel-7": { spec: { title: "Requests", data: { queries: [{ refId: "A", expr }] } } },
  });
  expect(lines("dashboard", { elements: elements("up") }, { elements: elements("down") })).toEqual([
    'panel "Requests" › spec.data › query "A" › expr: "up" → "down"',
  ]);
});

test("rules are known by their name, and their order is a difference", () => {
  const group = (...rules: readonly object[]) => ({ groups: [{ name: "cart", rules }] });
  const down = { alert: "Down", expr: "up == 0", for: "1m" };
  const rate = { record: "cart:rate", expr: "rate(x[5m])" };
  expect(lines("rules", group(down, rate), group({ ...down, for: "5m", keep_firing_for: "1m" }, rate))).toEqual([
    'group "cart" › alert "Down" › for: "1m" → "5m"',
    'group "cart" › alert "Down" › keep_firing_for: nothing → "1m"',
  ]);
  expect(lines("rules", group(down, rate), group(rate, down))).toEqual([
    'group "cart" › rules › order: alert "Down", recording rule "cart:rate" → recording rule "cart:rate", alert "Down"',
  ]);
});

test("routes are known by their receiver and matchers; secrets of receivers are not shown", () => {
  const config = (wait: string, key: string) => ({
    route: { receiver: "team", routes: [{ receiver: "on-call", matchers: ['severity="page"'], group_wait: wait }] },
    receivers: [{ name: "on-call", pagerduty_configs: [{ routing_key: key }] }],
  });
  const found = lines("alertmanager configuration", config("10s", "hush-1"), config("30s", "hush-2"));
  expect(found).toEqual([
    'route › route to "on-call" for severity="page" › group_wait: "10s" → "30s"',
    'receiver "on-call" › pagerduty_configs[0].routing_key: <secret> → <secret>',
  ]);
});

test("credentials in addresses are not shown anywhere", () => {
  expect(lines("dashboard", { url: "https://me:hush@example.com/x" }, {})).toEqual([
    'url: "https://<secret>@example.com/x" → nothing',
  ]);
});

test("a receiver that is added or removed does not show its secrets", () => {
  const receiver = (name: string) => ({
    name,
    webhook_configs: [{ url: "https://hush.example.com", http_config: { basic_auth: { password: "hush" } } }],
    slack_configs: [{ api_url: "https://hush", channel: "#shop", http_config: { headers: { "X-Key": "hush" } } }],
  });
  const found = compareContents(
    "alertmanager configuration",
    { receivers: [receiver("a")] },
    { receivers: [receiver("b")] },
  );
  expect(found).toHaveLength(2);
  expect(JSON.stringify(found)).not.toContain("hush");
  expect(JSON.stringify(compareContents("alertmanager configuration", undefined, receiver("a")))).not.toContain("hush");
});
