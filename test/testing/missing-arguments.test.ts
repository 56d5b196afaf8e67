import { describe, expect, test } from "vitest";
import {
  counterReset,
  missingScrape,
  outage,
  podRestart,
  ramp,
  scrapeGap,
  series,
  simulate,
  steps,
  traffic,
} from "../../src/testing/index.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { cart, manyOpen, run } from "./shop.js";

const missing = undefined as never;
const hint = "undefined: check the spelling, or look for a circular import";

describe("a missing argument is named at the line of the test", () => {
  test.each<[call: string, needs: string, () => unknown]>([
    [
      "traffic(…)",
      "a capability, a counter or a histogram of a service, such as user.http",
      () => traffic(missing, missing),
    ],
    ["traffic(…)", "options, such as { rate: 50 }", () => traffic(cart.http, missing)],
    ["series(…)", "a gauge or a counter of a service", () => series(missing, 1)],
    ["series(…)", "a value, steps(…) or ramp(…)", () => series(cart.open, missing)],
    ["steps(…) and ramp(…)", 'values by time, such as { "0m": 0, "10m": 1 }', () => steps(missing)],
    ["steps(…) and ramp(…)", 'values by time, such as { "0m": 0, "10m": 1 }', () => ramp(missing)],
    ["outage(…)", "a service", () => outage(missing, { at: "1m", for: "1m" })],
    ["outage(…)", 'options, such as { at: "10m", for: "5m" }', () => outage(cart, missing)],
    ["missingScrape(…)", "a service", () => missingScrape(missing, { at: "1m" })],
    ["counterReset(…)", "a service", () => counterReset(missing, { at: "1m" })],
    ["podRestart(…)", "a service", () => podRestart(missing, { at: "1m" })],
    ["podRestart(…)", 'options, such as { at: "10m" }', () => podRestart(cart, missing)],
    ["scrapeGap(…)", 'options, such as { at: "10m", for: "3m" }', () => scrapeGap(missing)],
  ])("%s needs %s", (call, needs, claim) => {
    expect(claim).toThrow(new TypeError(`${call} needs ${needs}, but got ${hint}`));
  });

  test("a time of an event", () => {
    expect(() => counterReset(cart, {} as never)).toThrow(`a duration such as "5m" is needed, but got ${hint}`);
  });

  test.each<[needs: string, () => Promise<unknown>]>([
    ["simulate(…) needs a system", () => simulate(missing, { for: "1m" })],
    ['simulate(…) needs options, such as { series: […], for: "20m" }', () => simulate(qnt9, missing)],
    ['"series" of simulate(…) needs traffic(…) or series(…)', () => simulate(qnt9, { series: [missing], for: "1m" })],
    [
      '"events" of simulate(…) needs outage(…) or another event',
      () => simulate(qnt9, { events: [missing], for: "1m" }),
    ],
    ['a duration such as "5m" is needed', () => simulate(qnt9, {} as never)],
  ])("%s", (needs, claim) => expect(claim()).rejects.toThrow(`${needs}, but got ${hint}`));
});

describe("an alert that is undefined", () => {
  const quiet = run([series(cart.open, 1)], 10);

  test.each(["toFire", "toBePending", "toResolve", "toStayQuiet"] as const)("is refused by %s", (matcher) => {
    expect(() => expect(quiet)[matcher](missing)).toThrow(`${matcher}(…) needs an alert, but got ${hint}`);
    expect(() => expect(quiet)[matcher]([manyOpen, missing])).toThrow(`${matcher}(…) needs an alert, but got ${hint}`);
  });

  test("may be left out of toStayQuiet, and then means every alert", () => {
    expect(run([series(cart.open, 1)], 10)).toStayQuiet();
    expect(run([series(cart.open, 1)], 10)).toStayQuiet(undefined, { until: "5m" });
  });
});
