import { expect, test } from "vitest";
import type { AlertmanagerConfig } from "../../src/formats/alertmanager/types.js";
import { explainRoute } from "../../src/routing/explain-route.js";

const version = { major: 0, minor: 28 };

const config: AlertmanagerConfig = {
  route: {
    receiver: "everybody",
    routes: [
      { receiver: "pay", matchers: ['system="pay"'] },
      { receiver: "shop", matchers: ['system="shop"', 'severity!=""'], group_wait: "10s" },
      { receiver: "rest" },
    ],
  },
  inhibit_rules: [{ source_matchers: ['alertname="Down"'], target_matchers: ['system="shop"'], equal: ["app"] }],
  receivers: [],
};

test("an alert is explained: whom it reaches, and why no other receiver", () => {
  expect(explainRoute(config, { system: "shop", severity: "critical", app: "cart" }, version)).toBe(
    `→ shop: in one group; first after 10s, changes every 5m, repeated after 4h

root → everybody   ✓
├─ system="pay" → pay   ✗ system is "shop"
├─ system="shop", severity!="" → shop   ✓ notifies
└─ all alerts → rest   - an earlier route has the alert

silent while an alert with alertname="Down" fires that has app="cart"
`,
  );
});

test("a label that is missing is a reason, too", () => {
  expect(explainRoute(config, { system: "shop" }, version)).toContain("→ shop   ✗ severity is missing");
});
