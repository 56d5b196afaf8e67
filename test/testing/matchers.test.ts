import { describe, expect, test } from "vitest";
import type { AlertmanagerConfig } from "../../src/formats/alertmanager/types.js";
import { promql, system } from "../../src/index.js";
import { missingScrape, outage, podRestart, ramp, series, steps } from "../../src/testing/index.js";
import { cart, down, manyOpen, noneOpen, run } from "./shop.js";

const open = cart.open.where({ tier: "pro" });
const from5to20 = run([series(open, steps({ "0m": 50, "5m": 200, "20m": 50 }))], 30);
const quiet = run([series(open, 50)], 30);

/** Returns the message of a failure without the timeline. */
function failureMessage(claim: () => void): string {
  try {
    claim();
  } catch (error) {
    return (error as Error).message.split("\n\n")[0]!;
  }
  return "it passed";
}

describe("toFire", () => {
  test("passes if the alert fires at any time", () => {
    expect(from5to20).toFire(manyOpen);
    expect(quiet).not.toFire(manyOpen);
  });

  test("after a time: no sooner, and no later than the first evaluation one scrape interval on", () => {
    expect(from5to20).toFire(manyOpen, { after: "10m" });
    expect(from5to20).toFire(manyOpen, { after: "9m" });
    expect(from5to20).toFire(manyOpen, { after: "8m30s" });
    expect(from5to20).not.toFire(manyOpen, { after: "8m" });
    expect(from5to20).not.toFire(manyOpen, { after: "11m" });
  });

  test("within a time", () => {
    expect(from5to20).toFire(manyOpen, { within: "10m" });
    expect(from5to20).not.toFire(manyOpen, { within: "9m" });
    expect(from5to20).toFire(manyOpen, { after: "1m", within: "10m" });
  });

  test("at a time, regardless of when it began", () => {
    expect(from5to20).not.toFire(manyOpen, { at: "9m" });
    expect(from5to20).toFire(manyOpen, { at: "10m" });
    expect(from5to20).toFire(manyOpen, { at: "19m30s" });
    expect(from5to20).not.toFire(manyOpen, { at: "20m" });
  });

  test("with labels", () => {
    expect(from5to20).toFire(manyOpen, { labels: { tier: "pro", severity: "warning" } });
    expect(from5to20).not.toFire(manyOpen, { labels: { tier: "free" } });
  });

  test("with rendered annotations", () => {
    const rises = run([series(open, ramp({ "0m": 100, "20m": 300 }))], 20);
    expect(rises).toFire(manyOpen, { after: "6m", annotations: { summary: "160 carts of pro are open" } });
    expect(rises).toFire(manyOpen, { at: "10m", annotations: { summary: "200 carts of pro are open" } });
    expect(rises).toFire(manyOpen, { annotations: { summary: /^\d+ carts/ } });
    expect(rises).not.toFire(manyOpen, { annotations: { summary: "200" } });
    expect(rises).not.toFire(manyOpen, { annotations: { description: /./ } });
  });

  test("any of several alerts, or one by name", () => {
    expect(from5to20).toFire([noneOpen, manyOpen]);
    expect(from5to20).toFire("ManyOpen");
  });
});

describe("toStayQuiet", () => {
  test("passes if the alert does not fire, pending or not", () => {
    expect(quiet).toStayQuiet(manyOpen);
    expect(run([series(open, steps({ "0m": 200, "4m": 0 }))], 30)).toStayQuiet(manyOpen);
    expect(from5to20).not.toStayQuiet(manyOpen);
  });

  test("for a range of the run", () => {
    expect(from5to20).toStayQuiet(manyOpen, { until: "9m" });
    expect(from5to20).not.toStayQuiet(manyOpen, { until: "10m" });
    expect(from5to20).toStayQuiet(manyOpen, { from: "20m" });
    expect(from5to20).not.toStayQuiet(manyOpen, { from: "19m" });
  });

  test("for all alerts without an argument", () => {
    expect(quiet).toStayQuiet();
    expect(run([series(open, 0)], 5)).not.toStayQuiet();
  });

  test("with labels", () => expect(from5to20).toStayQuiet(manyOpen, { labels: { tier: "free" } }));
});

describe("toBePending", () => {
  test("passes while the alert is pending", () => {
    expect(from5to20).toBePending(manyOpen);
    expect(from5to20).toBePending(manyOpen, { at: "5m" });
    expect(from5to20).toBePending(manyOpen, { at: "9m", labels: { tier: "pro" } });
    expect(from5to20).not.toBePending(manyOpen, { at: "10m" });
    expect(from5to20).toBePending(manyOpen, { after: "5m" });
    expect(quiet).not.toBePending(manyOpen);
  });
});

describe("toResolve", () => {
  test("passes if the alert fires and stops", () => {
    expect(from5to20).toResolve(manyOpen);
    expect(from5to20).toResolve(manyOpen, { after: "20m" });
    expect(from5to20).toResolve(manyOpen, { within: "20m" });
    expect(from5to20).not.toResolve(manyOpen, { within: "19m" });
    expect(from5to20).not.toResolve(manyOpen, { after: "21m" });
  });

  test("by a time, regardless of later events", () => {
    const again = run([series(open, steps({ "0m": 200, "10m": 0, "20m": 200 }))], 40);
    expect(again).toResolve(manyOpen, { at: "15m" });
    expect(again).not.toResolve(manyOpen, { at: "30m" });
  });

  test("neither passes nor does its negation, if the alert fires again", () => {
    const again = run([series(open, steps({ "0m": 200, "10m": 0, "20m": 200 }))], 40);
    expect(() => expect(again).toResolve(manyOpen)).toThrow("to resolve");
    expect(() => expect(again).not.toResolve(manyOpen)).toThrow("not to resolve");
    expect(again).not.toResolve(manyOpen, { after: "12m" });
  });

  test("requires every firing alert to stop", () => {
    const two = [series(open, steps({ "0m": 200, "20m": 0 })), series(cart.open.where({ tier: "free" }), 200)];
    expect(run(two, 30)).not.toResolve(manyOpen);
    expect(run(two, 30)).toResolve(manyOpen, { labels: { tier: "pro" } });
  });

  test("fails for an alert that never fires", () => expect(quiet).not.toResolve(manyOpen));
});

describe("rules see events of processes", () => {
  test("an outage", () => {
    const gone = run([series(open, 1)], 30, [outage(cart, { at: "10m", for: "5m" })]);
    expect(gone).toFire(down, { after: "12m", labels: { pod: "cart-1" } });
    expect(gone).toResolve(down, { after: "15m" });
  });

  test("a missing scrape or a replaced pod is not an outage", () => {
    const events = [missingScrape(cart, { at: "5m" }), podRestart(cart, { at: "12m" })];
    expect(run([series(open, 1)], 30, events)).toStayQuiet();
  });
});

describe("a failure message states what was expected and what happened", () => {
  test.each<[string, () => void]>([
    [
      "expected ManyOpen to fire after 20m, but it began at 10m",
      () => expect(from5to20).toFire(manyOpen, { after: "20m" }),
    ],
    ["expected ManyOpen to fire, but it never did", () => expect(quiet).toFire(manyOpen)],
    ["expected ManyOpen to fire at 9m, but it began at 10m", () => expect(from5to20).toFire(manyOpen, { at: "9m" })],
    ["expected ManyOpen not to fire", () => expect(from5to20).not.toFire(manyOpen)],
    [
      'expected ManyOpen to fire, but no alert has the labels {"tier":"free"}',
      () => expect(from5to20).toFire(manyOpen, { labels: { tier: "free" } }),
    ],
    ["expected any alert to stay quiet until 10m", () => expect(from5to20).toStayQuiet(undefined, { until: "10m" })],
    ["expected NoneOpen to resolve, but it never fired", () => expect(from5to20).toResolve(noneOpen)],
    [
      "expected NoneOpen, ManyOpen to fire at 1m, but it began at 10m",
      () => expect(from5to20).toFire([noneOpen, manyOpen], { at: "1m" }),
    ],
  ])("%s", (message, claim) => expect(failureMessage(claim)).toBe(message));

  test("in an annotation", () => {
    expect(failureMessage(() => expect(from5to20).toFire(manyOpen, { annotations: { summary: "many" } }))).toBe(
      [
        "expected ManyOpen to fire, but its annotation summary was expected to be",
        '    "many"',
        "  but is",
        '    "200 carts of pro are open"',
      ].join("\n"),
    );
  });
});

describe("toNotify", () => {
  const routing: AlertmanagerConfig = {
    route: {
      receiver: "team",
      group_by: ["alertname"],
      routes: [{ receiver: "on-call", matchers: ['severity="warning"'], repeat_interval: "1h" }],
    },
    inhibit_rules: [{ source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'] }],
    receivers: [],
  };
  const routed = { ...from5to20, routing };

  test("passes if the alert reaches exactly these receivers", () => {
    expect(routed).toNotify(manyOpen, { receivers: ["on-call"], groupBy: ["alertname"], repeatInterval: "60m" });
    expect(routed).not.toNotify(manyOpen, { receivers: ["on-call", "team"] });
    expect(failureMessage(() => expect(routed).toNotify(manyOpen, { receivers: ["team"] }))).toBe(
      "expected ManyOpen to notify team, but it is sent to on-call",
    );
  });

  test("tells how the timing differs", () => {
    const notify = (expected: object) =>
      failureMessage(() => expect(routed).toNotify(manyOpen, { receivers: ["on-call"], ...expected }));
    expect(notify({ repeatInterval: "4h" })).toBe("expected ManyOpen to notify on-call, but its repeatInterval is 1h");
    expect(notify({ groupBy: [] })).toBe("expected ManyOpen to notify on-call, but it is grouped by alertname");
  });

  test("an alert that does not fire notifies nobody, and does not pass", () => {
    const message = failureMessage(() => expect({ ...quiet, routing }).toNotify(manyOpen, { receivers: [] }));
    expect(message).toBe("expected ManyOpen to notify nobody, but it never fired");
  });

  test("an inhibited alert notifies nobody", () => {
    const both = run([series(open, 200), series(cart.open.where({ tier: "free" }), 0)], 30);
    expect({ ...both, routing }).toNotify(manyOpen, { receivers: [] });
    expect({ ...both, routing }).toNotify(noneOpen, { receivers: ["team"] });
  });
});

describe("invalid expectations are rejected", () => {
  // From another system of the same name, whose definitions were not compiled.
  const stranger = system("shop", {}).alert("ManyOpenCarts", {
    when: promql`up == 0`,
    severity: "warning",
    summary: "It is not there",
  });

  test.each<[string, () => void, string]>([
    [
      "an alert that is not compiled",
      () => expect(quiet).toFire(stranger),
      'the system "shop" has no alert "ManyOpenCarts" with this definition: is it exported from a definition file?',
    ],
    [
      "a misspelled name",
      () => expect(quiet).toFire("ManyOpn"),
      'the system "shop" has no alert "ManyOpn": did you mean "ManyOpen"?',
    ],
    ["an empty list", () => expect(quiet).toFire([]), "the list of alerts is empty"],
    [
      "a time after the end",
      () => expect(quiet).toFire(manyOpen, { at: "31m" }),
      "31m is after the end of the run, which lasts 30m",
    ],
    [
      "an invalid time",
      () => expect(quiet).toFire(manyOpen, { at: "5min" as never }),
      '"5min" is not a duration: write "5m" or "1h30m"',
    ],
    [
      "at together with after",
      () => expect(quiet).toFire(manyOpen, { at: "5m", after: "3m" }),
      "use either at, or after and within",
    ],
    [
      "an end before the beginning",
      () => expect(quiet).toFire(manyOpen, { after: "5m", within: "3m" }),
      "within 3m ends before after 5m",
    ],
    [
      "not a simulation",
      () => expect(5).toFire(manyOpen),
      "expect(…) needs the result of simulate(…), but got something else",
    ],
    [
      "a simulation without await",
      () => expect(Promise.resolve(quiet)).toFire(manyOpen),
      "expect(…) needs the result of simulate(…), but got a promise: write await simulate(…)",
    ],
  ])("%s", (_, claim, message) => expect(failureMessage(claim)).toBe(message));
});
