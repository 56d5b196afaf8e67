import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { originLabels, renderNotificationTemplates } from "../../src/compile/alertmanager/notification-templates.js";
import { slackTexts } from "../../src/compile/alertmanager/receiver-texts.js";
import type { AlertmanagerConfig } from "../../src/formats/alertmanager/types.js";
import { receiver } from "../../src/index.js";
import { evaluateRoutes } from "../../src/testing/evaluate-routes.js";
import { series, steps } from "../../src/testing/index.js";
import { cart, down, manyOpen, noneOpen, run } from "./shop.js";

const routing: AlertmanagerConfig = {
  route: {
    receiver: "shop/team",
    group_by: ["alertname"],
    routes: [
      {
        receiver: "shop/on-call",
        matchers: ['severity="critical"'],
        group_wait: "10s",
        routes: [{ receiver: "shop/on-call", continue: true }, { receiver: "shop/team" }],
      },
      { receiver: "shop/team", matchers: ['severity="warning"'], active_time_intervals: ["office"] },
    ],
  },
  inhibit_rules: [
    { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ["job"] },
  ],
  receivers: [
    {
      name: "shop/on-call",
      pagerduty_configs: [{ description: "{{ .CommonLabels.alertname }} of {{ .CommonLabels.tier }}" }],
    },
    { name: "shop/team", slack_configs: [{ ...slackTexts({}), footer: "{{ .Nothing }}", send_resolved: true }] },
  ],
  time_intervals: [{ name: "office", time_intervals: [{ times: [{ start_time: "00:00", end_time: "12:00" }] }] }],
};
const templates = renderNotificationTemplates(originLabels);
const pro = cart.open.where({ tier: "pro" });

/** Many are open from the fifth to the twentieth minute: the alert fires from the tenth on. */
const crowded = { ...run([series(pro, steps({ "0m": 50, "5m": 200, "20m": 50 }))], 60), routing, templates };
const empty = { ...run([series(pro, steps({ "0m": 50, "5m": 0, "20m": 50 }))], 60), routing, templates };

/** What the claim says if it fails, without the colours of the terminal. */
function messageOf(claim: () => void): string {
  try {
    claim();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  return "it passed";
}

describe("toNotify with a receiver", () => {
  test("passes if it is notified", () => {
    expect(empty).toNotify("on-call");
    expect(empty).toNotify("shop/on-call");
    expect(empty).toNotify(receiver.webhook("on-call", { url: { kind: "secret", name: "A" } as never }));
    expect(crowded).not.toNotify("on-call");
  });

  test("in time: after the evaluation, the alert waits for its group", () => {
    expect(empty).toNotify("on-call", { after: "5m10s", within: "5m10s" });
    expect(empty).not.toNotify("on-call", { within: "5m9s" });
    expect(crowded).toNotify("team", { after: "10m30s", within: "10m30s" });
  });

  test("of an alert, with labels", () => {
    expect(empty).toNotify("team", { alert: noneOpen, labels: { tier: "pro" } });
    expect(empty).not.toNotify("team", { alert: noneOpen, labels: { tier: "free" } });
    expect(empty).not.toNotify("team", { alert: manyOpen });
  });

  test("of an alert that is resolved", () => {
    expect(crowded).toNotify("team", { status: "resolved", alert: manyOpen, within: "20m30s" });
    expect(crowded).not.toNotify("team", { status: "resolved", within: "20m29s" });
  });

  test("a number of times", () => {
    expect(crowded).toNotify("team", { times: 1 });
    expect(messageOf(() => expect(crowded).toNotify("team", { times: 2 }))).toMatch(
      /^expected the run to notify team 2 times, but it was notified once, at 10m30s\n/,
    );
  });

  test("at most a number of times", () => {
    expect(crowded).toNotify("team", { atMost: 1 });
    expect(crowded).toNotify("on-call", { atMost: 0 });
    expect(messageOf(() => expect(crowded).toNotify("team", { atMost: 0 }))).toMatch(
      /^expected the run to notify team at most 0 times, but it was notified once, at 10m30s\n/,
    );
  });

  test("with the texts that it gets", () => {
    expect(empty).toNotify("on-call", { message: { description: "NoneOpen of pro" } });
    expect(crowded).toNotify("team", {
      message: { title: "[WARNING] shop prod: ManyOpen", text: /200 carts of pro are open/ },
    });
    expect(crowded).toNotify("team", { status: "resolved", message: { title: /^\[RESOLVED\]/ } });
    expect(crowded).not.toNotify("team", { message: { title: "[CRITICAL] ManyOpen" } });
  });

  test("shows what happened instead", () => {
    const late = messageOf(() => expect(empty).toNotify("on-call", { alert: noneOpen, within: "2m" }));
    expect(late).toMatchInlineSnapshot(`
      "expected NoneOpen to notify on-call within 2m, but it was notified at 5m10s

        5m10s   on-call  NoneOpen{app="cart", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="critical", tier="pro"} fires
        5m10s   team     NoneOpen{app="cart", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="critical", tier="pro"} fires
        20m10s  team     NoneOpen{app="cart", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="critical", tier="pro"} is resolved
        20m10s  on-call  NoneOpen{app="cart", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="critical", tier="pro"} is resolved

        NoneOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="critical", system="shop", tier="pro"}
        0m       10m       20m       30m       40m       50m       1h
        ╵        ╵         ╵         ╵         ╵         ╵         ╵
        ····████████████████········································
        ▲▲ expected to notify on-call
        firing 5m to 20m
        cart_open{app="cart"} is 0 … 50; fires equal to 0

        · inactive   ▒ pending   █ firing"
    `);
    const nobody = messageOf(() => expect(crowded).toNotify("on-call"));
    expect(nobody).toMatchInlineSnapshot(`
      "expected the run to notify on-call, but it got no notification

        10m30s  team  ManyOpen{app="cart", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", tier="pro"} fires
        20m30s  team  ManyOpen{app="cart", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", tier="pro"} is resolved

        ManyOpen{app="cart", environment="prod", instance="10.0.1.1:8080", job="cart", pod="cart-1", severity="warning", system="shop", tier="pro"}
        0m       10m       20m       30m       40m       50m       1h
        ╵        ╵         ╵         ╵         ╵         ╵         ╵
        ····▒▒▒▒▒███████████········································
        pending 5m to 10m, firing 10m to 20m
        cart_open{app="cart"} is 50 … 200; fires above 100 for 5m

        · inactive   ▒ pending   █ firing"
    `);
    const other = messageOf(() => expect(crowded).toNotify("team", { message: { title: "Too many" } }));
    expect(other.split("\n\n")[0]).toMatchInlineSnapshot(`
      "expected the run to notify team, but its title was expected to be
          "Too many"
        but is
          "[WARNING] shop prod: ManyOpen""
    `);
  });

  test("tells why a text cannot be compared", () => {
    const of = (message: object) =>
      messageOf(() => expect(crowded).toNotify("team", { message } as never)).split("\n")[0];
    expect(of({ subject: "a" })).toMatch(/has no text "subject": it has color, fallback, title,/);
    expect(of({ footer: "a" })).toMatch(/Alertmanager cannot render its footer: .*can't evaluate field Nothing/);
  });

  test("rejects a receiver that does not exist, and something else", () => {
    expect(() => expect(crowded).not.toNotify("on-cal")).toThrow(
      'the system "shop" has no receiver "on-cal" in prod: did you mean "on-call"?',
    );
    expect(() => expect(crowded).toNotify(undefined as never)).toThrow("toNotify(…) needs a receiver");
    expect(() => expect(crowded).toNotify(manyOpen, {} as never)).toThrow("or an alert with a list of receivers");
  });
});

describe("a table of routes", () => {
  const routed = { system: crowded.system, settings: crowded.settings, rules: crowded.rules, routing };

  test("names the receivers of each alert, at a time, and while others fire", () => {
    const { pass, table } = evaluateRoutes(routed, [
      { alert: noneOpen, receivers: ["on-call", "team"] },
      { alert: [noneOpen, down], receivers: ["team", "on-call"] },
      { alert: manyOpen, receivers: ["team"] },
      { alert: manyOpen, at: "2026-01-05T11:59:00Z", receivers: ["team"] },
      { alert: manyOpen, at: "2026-01-05T13:00:00+01:00", receivers: [] },
      { alert: manyOpen, while: noneOpen, receivers: [] },
    ]);
    expect(table).toMatchInlineSnapshot(`
      "  alert           at                         while     expected       actual
      ✓ NoneOpen                                             on-call, team  on-call, team
      ✓ NoneOpen, Down                                       on-call, team  on-call, team
      ✓ ManyOpen                                             team           team
      ✓ ManyOpen        2026-01-05T11:59:00Z                 team           team
      ✓ ManyOpen        2026-01-05T13:00:00+01:00            nobody         nobody
      ✓ ManyOpen                                   NoneOpen  nobody         nobody"
    `);
    expect(pass).toBe(true);
  });

  test("marks the cases that differ", () => {
    const { pass, failures, table } = evaluateRoutes(routed, [
      { alert: noneOpen, receivers: ["team"] },
      { alert: manyOpen, labels: { pod: "a" }, receivers: ["team"] },
    ]);
    expect({ pass, failures }).toEqual({ pass: false, failures: 1 });
    expect(table).toMatchInlineSnapshot(`
      "  alert     labels   expected  actual
      ✗ NoneOpen           team      on-call, team
      ✓ ManyOpen  pod="a"  team      team"
    `);
  });

  test("rejects a receiver that does not exist, and a time that is none", () => {
    expect(() => evaluateRoutes(routed, [{ alert: manyOpen, receivers: ["teem"] }])).toThrow('did you mean "team"?');
    expect(() => evaluateRoutes(routed, [{ alert: manyOpen, at: "noon", receivers: [] }])).toThrow(
      '"noon" is not a time',
    );
  });
});

test("a route that waits escalates to another receiver what still fires then", () => {
  const escalating = (time: string) => {
    const lead = { receiver: "shop/lead", matchers: ['severity="critical"'], group_wait: time, continue: true };
    const receivers = [...routing.receivers, { name: "shop/lead", pagerduty_configs: [{ description: "-" }] }];
    const routes = [lead, ...routing.route.routes!];
    return { ...empty, routing: { ...routing, receivers, route: { ...routing.route, routes } } };
  };
  // It fires from the fifth minute to the twentieth.
  expect(escalating("10m")).toNotify("lead", { after: "15m", within: "16m" });
  expect(escalating("10m")).toNotify("on-call", { within: "6m" });
  expect(escalating("20m")).not.toNotify("lead");
  expect(escalating("20m")).toNotify("on-call", { within: "6m" });
});

describe("toStayWithinMaxPages", () => {
  const limit = (maxPages?: number) => {
    const key = { kind: "secret", name: "A" } as never;
    const team = receiver.slack("team", { url: key, channel: "#team", ...(maxPages !== undefined && { maxPages }) });
    return { ...empty, system: { ...empty.system, routes: { critical: [team] } } };
  };

  test("passes if no receiver is notified more often about alerts that fire", () => {
    expect(limit(1)).toStayWithinMaxPages();
    expect(limit(0)).not.toStayWithinMaxPages();
  });

  test("counts repeated notifications, and says which receiver is notified how often", () => {
    const often = {
      ...limit(3),
      routing: { ...routing, route: { ...routing.route, group_interval: "1m", repeat_interval: "2m" } },
    };
    expect(messageOf(() => expect(often).toStayWithinMaxPages())).toMatch(
      /^expected the run to notify no receiver more often than its maxPages, but team is notified \d+ times, and its maxPages is 3\n\n {2}5m10s/,
    );
  });

  test("adds up what systems that share a receiver send to it", () => {
    const shop = limit(1);
    const store = { ...empty, system: { ...shop.system, name: "store" } };
    const others = {
      ...store,
      routing: JSON.parse(JSON.stringify(routing).replaceAll("shop/", "store/")) as AlertmanagerConfig,
    };
    expect([shop]).toStayWithinMaxPages();
    expect(messageOf(() => expect([shop, others]).toStayWithinMaxPages())).toContain(
      "expected the runs to notify no receiver more often than its maxPages, but team is notified 2 times (shop 1, store 1), and its maxPages is 1\n\n  shop\n",
    );
    // A receiver of the same name is another one.
    const apart = { ...others, system: { ...limit(1).system, name: "store" } };
    expect([shop, apart]).toStayWithinMaxPages();
  });

  test("says if no receiver has a limit", () => {
    expect(messageOf(() => expect([limit(), limit()]).toStayWithinMaxPages())).toContain(
      'no receiver of the systems "shop", "shop" has maxPages',
    );
    expect(messageOf(() => expect(limit()).toStayWithinMaxPages())).toBe(
      'no receiver of the system "shop" has maxPages: nothing limits its notifications',
    );
  });
});
