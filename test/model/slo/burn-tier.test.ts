import { expect, test } from "vitest";
import { tiersFor } from "../../../src/model/slo/burn-tier.js";
import type { SloWindow } from "../../../src/model/slo/slo-window.js";

function shown(window: SloWindow) {
  return tiersFor(window, {}).map(({ within, recent, factor }) => `${within} ${recent} ${factor}`);
}

test.each<[SloWindow, readonly string[]]>([
  ["30d", ["1h 5m 14.4", "6h 30m 6", "1d 2h 3", "3d 6h 1"]],
  ["month", ["1h 5m 14.4", "6h 30m 6", "1d 2h 3", "3d 6h 1"]],
  ["28d", ["1h 5m 13.44", "6h 30m 5.6", "1d 2h 2.8", "3d 6h 1"]],
  ["7d", ["15m 5m 13.44", "1h30m 10m 5.6", "6h 30m 2.8", "18h 1h30m 1"]],
  ["week", ["15m 5m 13.44", "1h30m 10m 5.6", "6h 30m 2.8", "18h 1h30m 1"]],
  ["1d", ["5m 5m 5.76", "10m 5m 7.2", "45m 5m 3.2", "2h 10m 1.2"]],
  ["90d", ["3h 15m 14.4", "18h 1h30m 6", "3d 6h 3", "10d 18h 1"]],
])("the tiers of %s", (window, tiers) => {
  expect(shown(window)).toEqual(tiers);
});

test("a tier can be changed, or left out", () => {
  const changes = { fast: { spent: "5%" }, medium: false, slow: { within: "2d", recent: "4h" } } as const;
  expect(tiersFor("30d", changes)).toEqual([
    { name: "fast", isPage: true, spent: "5%", within: "1h", recent: "5m", factor: 36 },
    { name: "slow", isPage: false, spent: "10%", within: "2d", recent: "4h", factor: 1.5 },
    { name: "steady", isPage: false, spent: "10%", within: "3d", recent: "6h", factor: 1 },
  ]);
});
