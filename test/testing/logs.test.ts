import { describe, expect, test } from "vitest";
import { logs, outage, podRestart, ramp, steps } from "../../src/testing/index.js";
import { cart, cartFails, cartIsSilent, cartIsSlow, cartPanics, run, search, searchFails } from "./log-shop.js";

describe("alerts on logs", () => {
  test("fire once the rate of lines has been too high for long enough, and resolve", () => {
    const errors = logs(cart, { level: "ERROR", rate: steps({ "0m": 0, "10m": 1, "30m": 0 }) });
    const result = run([logs(cart, { rate: 1 }), errors], 40);
    // Half of a window of five minutes is full of errors after 2m30s: 10m + 3m, and 5m pending.
    expect(result).toBePending(cartFails, { at: "13m" });
    expect(result).toFire(cartFails, { after: "17m", within: "18m", labels: { app: "cart", severity: "critical" } });
    expect(result).toFire(cartFails, { at: "20m", annotations: { summary: "cart logs 1 errors per second" } });
    expect(result).toResolve(cartFails, { after: "32m", within: "33m" });
    expect(result).toNotify(cartFails, { receivers: ["on-call"] });
  });

  test("stay quiet below the bound and for lines of another level", () => {
    expect(run([logs(cart, { level: "ERROR", rate: 0.49 })], 30)).toStayQuiet(cartFails);
    expect(run([logs(cart, { level: "INFO", rate: 20 })], 30)).toStayQuiet(cartFails);
  });

  test("see lines of any text, of the pod that logs them", () => {
    const panic = logs(cart.logs.where({ pod: "cart-2" }), {
      line: "panic: runtime error",
      rate: steps({ "0m": 0, "10m": 1 / 60, "12m": 0 }),
    });
    const result = run([panic], 30);
    expect(result).toFire(cartPanics, { after: "10m", within: "11m", labels: { app: "cart", pod: "cart-2" } });
    expect(result).toResolve(cartPanics, { within: "22m" });
  });

  test("see numbers in fields", () => {
    const slow = (to: number) => logs(cart, { fields: { duration_ms: ramp({ "0m": 100, "20m": to }) } });
    expect(run([slow(999)], 30)).toStayQuiet(cartIsSlow);
    expect(run([slow(2000)], 30)).toFire(cartIsSlow, { after: "9m", within: "11m" });
  });

  test("see the silence of a service that is down, or that logs nothing", () => {
    const flowing = logs(cart, { rate: 1 });
    expect(run([flowing], 20)).not.toFire(cartIsSilent, { after: "1m", within: "20m" });
    expect(run([flowing], 20, [outage(cart, { at: "10m", for: "10m" })])).toFire(cartIsSilent, { within: "16m" });
    expect(run([], 20)).toFire(cartIsSilent);
    expect(run([logs(cart, { rate: steps({ "0m": 1, "10m": 0 }) })], 20)).toFire(cartIsSilent, { at: "16m" });
  });

  test("what Loki records is in Prometheus", () => {
    const lines = [logs(search, { level: "error", rate: 2 })];
    expect(run(lines, 20)).toFire(searchFails, { within: "4m", labels: { app: "search" } });
    expect(run([logs(search, { level: "info", rate: 2 })], 20)).toStayQuiet(searchFails);
  });
});

describe("lines", () => {
  test("are spread over the processes of the service, evenly over time", () => {
    const { logs: store } = run([logs(cart, { rate: 0.1, level: "ERROR" })], 2);
    expect([...store.streams()].map(({ labelMap }) => Object.fromEntries(labelMap))).toEqual([
      { app: "cart", container: "container-1", pod: "cart-1" },
      { app: "cart", container: "container-1", pod: "cart-2" },
    ]);
    const [first] = store.streams();
    expect(first!.sorted().map(({ time }) => Number(time / 1_000_000_000n))).toEqual([5, 25, 45, 65, 85, 105]);
    expect(JSON.parse(first!.sorted()[0]!.line)).toEqual({
      level: "ERROR",
      message: "message-1",
      duration_ms: "1",
      status: "status-1",
    });
  });

  test("are of the new pod after a restart", () => {
    const { logs: store } = run([logs(cart, {})], 10, [podRestart(cart, { at: "5m" })]);
    expect([...store.streams()].map(({ labelMap }) => labelMap.get("pod"))).toEqual(["cart-1", "cart-2", "cart-3"]);
  });

  test("follow the format of the stream; numbers are numbers in JSON", () => {
    const lineOf = (planned: ReturnType<typeof logs>) => [...run([planned], 1).logs.streams()][0]!.sorted()[0]!.line;
    expect(lineOf(logs(search, { fields: { msg: "no such item" } }))).toBe('msg="no such item"');
    expect(lineOf(logs(cart, { fields: { duration_ms: 12 } }))).toContain('"duration_ms":12');
    expect(
      lineOf(logs(cart, { line: "<level>: took <duration_ms> <other>", fields: { duration_ms: 7 }, level: "INFO" })),
    ).toBe("INFO: took 7 <other>");
  });
});

describe("what a stream cannot have is an error with the nearest name", () => {
  const wrong = (lines: object) => () => logs(cart, lines as never);
  test.each<[string, () => unknown, string]>([
    ["a source", () => logs(undefined as never, {}), "logs(…) needs a service with a log stream, such as user"],
    ["a service without logs", () => logs({ service: {} } as never, {}), "logs(…) needs a service with a log stream"],
    ["no options", () => logs(cart, undefined as never), 'logs(…) needs options, such as { level: "ERROR", rate: 2 }'],
    ["an option", wrong({ levle: "ERROR" }), 'logs(…) has no option "levle": did you mean "level"?'],
    ["a field", wrong({ fields: { mesage: "x" } }), 'the log stream has no field "mesage": did you mean "message"?'],
    [
      "another field",
      wrong({ fields: { x: "x" } }),
      'the log stream has no field "x": it has level, message, duration_ms, status',
    ],
    ["a label", wrong({ labels: { pods: "x" } }), 'the log stream has no label "pods": did you mean "pod"?'],
    ["a value", wrong({ labels: { app: "carts" } }), 'the label "app" is never "carts": did you mean "cart"?'],
    ["a level", wrong({ level: "error" }), 'the level is never "error": did you mean "ERROR"?'],
    ["a level over time", wrong({ level: steps({ "0m": "INFO", "5m": "EROR" }) }), 'the level is never "EROR"'],
    ["two levels", wrong({ level: "INFO", fields: { level: "INFO" } }), 'use either "level" or the field "level"'],
    ["a rate", wrong({ rate: -1 }), "the rate of lines must be a number of lines per second, but got -1"],
    [
      "a rate in words",
      wrong({ rate: "1/s" }),
      "the rate of lines must be a number of lines per second, but got a string",
    ],
    ["a text", wrong({ line: 5 }), '"line" of logs(…) must be a text, but got a number'],
    ["no text", wrong({ line: [] }), 'the list "line" of logs(…) is empty'],
    [
      "a level that the text does not show",
      wrong({ line: "panic", level: "ERROR" }),
      '"line" replaces the fields of a line: write <level> where it should show the field "level"',
    ],
    [
      "too many lines",
      () => run([logs(cart, { rate: 1e6 })], 10),
      "logs(…) would write 600000000 lines, more than 1000000: use a lower rate",
    ],
  ])("%s", (_, plan, message) => expect(plan).toThrow(message));
});
