import { describe, expect, test } from "vitest";
import { createRoutingTree } from "../../../../src/routing/routing-tree.js";
import { rounds, seed } from "../../../oracles/rounds.js";
import { missingTool } from "../../../oracles/tools.js";
import { createChoose, createRandom, randomConfig, randomInhibition } from "../../../routing/random-routing.js";
import { checkConfig, routesOf } from "./amtool.js";
import { compose } from "./compose.js";

const pay = `route:
  receiver: team
  group_by: [alertname, app]
  routes:
    - receiver: on-call
      matchers: [ severity="critical" ]
      active_time_intervals: [hours]
inhibit_rules:
  - source_matchers: [ severity="critical" ]
    target_match: { severity: warning }
    equal: [alertname]
receivers:
  - name: team
    webhook_configs: [{ url: http://localhost:1/ }]
  - name: on-call
    pagerduty_configs: [{ routing_key_file: /etc/alertmanager/secrets/PAY_KEY }]
mute_time_intervals:
  - name: hours
    time_intervals: [{ weekdays: [ "monday:friday" ] }]
`;

describe("the configuration of another repository", () => {
  const { value, text, diagnostics } = compose({ fragments: { pay } });

  test("becomes a subtree, of the alerts that the owner of the root gives it", () => {
    expect(diagnostics).toEqual([]);
    expect(value.route.routes?.at(-1)).toEqual({
      receiver: "pay/team",
      matchers: ['system="pay"'],
      group_by: ["alertname", "app"],
      routes: [{ receiver: "pay/on-call", matchers: ['severity="critical"'], active_time_intervals: ["pay/hours"] }],
    });
    expect(value.receivers.map(({ name }) => name)).toEqual(["shop/on-call", "shop/team", "pay/team", "pay/on-call"]);
    expect(value.time_intervals).toEqual([{ name: "pay/hours", time_intervals: [{ weekdays: ["monday:friday"] }] }]);
  });

  test("inhibits its own alerts only", () => {
    expect(value.inhibit_rules?.at(-1)).toEqual({
      source_matchers: ['system="pay"', 'severity="critical"'],
      target_matchers: ['system="pay"'],
      target_match: { severity: "warning" },
      equal: ["alertname"],
    });
  });

  test.skipIf(missingTool("amtool"))("is accepted by amtool, and takes its own alerts only", () => {
    expect(checkConfig(text)).toBe("");
    expect(routesOf(text, { system: "pay", severity: "critical" })).toBe("pay/on-call");
    expect(routesOf(text, { system: "shop", severity: "critical" })).toBe("shop/on-call,shop/team");
    expect(routesOf(text, { severity: "critical" })).toBe("shop/team");
  });

  test("may be compiled by Telltale, whose names have its system in front already", () => {
    const { text: other } = compose({});
    const { value: both } = compose({ fragments: { pay: other.replaceAll("shop", "pay").replaceAll("SHOP", "PAY") } });
    expect(both.receivers.map(({ name }) => name)).toEqual(["shop/on-call", "shop/team", "pay/on-call", "pay/team"]);
    expect(both.route.routes?.map(({ matchers }) => matchers)).toEqual([['system="shop"'], ['system="pay"']]);
  });

  test("fits into a kept tree, too", () => {
    const keep = "route: { receiver: ops }\nreceivers: [{ name: ops }]\n";
    const both = compose({ keep, fragments: { pay } });
    expect(both.diagnostics).toEqual([]);
    expect(both.value.route.routes?.map(({ receiver }) => receiver)).toEqual(["shop/team", "pay/team"]);
    expect(both.value.receivers.map(({ name }) => name)).toEqual([
      "ops",
      "shop/on-call",
      "shop/team",
      "pay/team",
      "pay/on-call",
    ]);
  });
});

describe("a fragment may not", () => {
  const refused = (text: string, files: Parameters<typeof compose>[0] = {}) =>
    compose({ ...files, fragments: { pay: text } }).problems;

  test("have errors", () =>
    expect(refused(pay.replace("receiver: on-call", "receiver: nobody"))).toEqual([
      expect.stringContaining("/pay.yml:5 "),
    ]));

  test("set what applies to all receivers", () =>
    expect(refused(`global: { resolve_timeout: 1m }\n${pay}`)).toEqual([
      "/pay.yml:1 global belongs to the owner of the root, and applies to all receivers",
    ]));

  test("have templates of its own", () =>
    expect(refused(`templates: [own.tmpl]\n${pay}`)).toEqual([
      '/pay.yml:1 the template file "own.tmpl" is not part of a fragment',
    ]));

  test("read files outside of the folder of secrets", () => {
    expect(refused(pay.replace("/etc/alertmanager/secrets/PAY_KEY", "/etc/shadow"))).toEqual([
      '/pay.yml:15 receiver "on-call" reads /etc/shadow, outside of the folder of secrets',
    ]);
    expect(refused(pay.replace("secrets/PAY_KEY", "secrets/../PAY_KEY"))).toHaveLength(1);
  });

  test("use the secret of another, unless the owner of the root allows it", () => {
    const thief = pay.replace("PAY_KEY", "SHOP_PAGERDUTY_KEY");
    expect(refused(thief)).toEqual([
      '/pay.yml:15 receiver "pay/on-call" uses the secret "SHOP_PAGERDUTY_KEY" of the project',
    ]);
    const allowed = { path: "pay.yml", match: { system: "pay" }, secrets: ["SHOP_PAGERDUTY_KEY"] };
    expect(refused(thief, { settings: { fragments: { pay: allowed } } })).toEqual([]);
  });

  test("inherit credentials of the root for an address of its own", () => {
    const keep = (global: string) => `global: ${global}\nroute: { receiver: ops }\nreceivers: [{ name: ops }]\n`;
    expect(refused(pay, { keep: keep("{ http_config: { authorization: { credentials: x } } }") })).toEqual([
      '/pay.yml:13 receiver "pay/team" would send the credentials of http_config in global to its own address',
      '/pay.yml:15 receiver "pay/on-call" would send the credentials of http_config in global to its own address',
    ]);
    const mail = pay.replace(/webhook_configs.*/, "email_configs: [{ to: a@b.c, from: a@b.c, smarthost: 'x:25' }]");
    expect(refused(mail, { keep: keep("{ smtp_auth_username: u, smtp_auth_password: x }") })).toHaveLength(1);
  });

  test("have the name of a part of the project", () => {
    const { problems } = compose({
      fragments: { shop: pay },
      settings: { fragments: { shop: { path: "shop.yml", match: { system: "pay" } } } },
    });
    expect(problems).toEqual([
      '/shop.yml:13 the project and the fragment "shop" both have a receiver "shop/team"',
      '/shop.yml:15 the project and the fragment "shop" both have a receiver "shop/on-call"',
    ]);
  });

  test("nest routes without end", () => {
    const open = Array.from({ length: 60 }, () => "{ routes: [").join("");
    const nested = `route: { receiver: a, routes: [${open}{}${"]}".repeat(60)}] }\nreceivers: [{ name: a }]\n`;
    expect(refused(nested)).toEqual(["/pay.yml:1 routes are nested more than 50 deep"]);
  });
});

test("random fragments take the alerts with their labels, as they would alone, and no others", () => {
  const choose = createChoose(createRandom(seed));
  const version = { major: 0, minor: 25 };
  for (let round = 0; round < rounds(40); round++) {
    const config = { ...randomConfig(choose), inhibit_rules: [randomInhibition(choose)] };
    const { value, diagnostics } = compose({ fragments: { pay: JSON.stringify(config) } });
    expect(diagnostics).toEqual([]);
    const [alone, whole] = [createRoutingTree(config, version), createRoutingTree(value, version)];
    for (const severity of ["critical", "warning"]) {
      for (const team of ["a", "b"]) {
        const receivers = (tree: typeof whole, labels: Readonly<Record<string, string>>) =>
          tree.route(labels).map(({ receiver }) => receiver);
        const own = { system: "pay", severity, team };
        expect(receivers(whole, own)).toEqual(receivers(alone, own).map((name) => `pay/${name}`));
        expect(receivers(whole, { system: "shop", severity, team }).join()).not.toContain("pay/");
        expect(receivers(whole, { severity, team })).toEqual(["shop/team"]);
      }
    }
  }
});
