import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/render.js";
import {
  type Condition,
  combined,
  counter,
  errorRatio,
  eventRatio,
  fasterThan,
  fresherThan,
  gauge,
  http,
  latency,
  logql,
  logStream,
  nativeHistogram,
  not,
  promql,
  type Query,
  type SloOptions,
  timeSlices,
  uptime,
  window,
} from "../../../src/index.js";
import type { PrometheusVersion } from "../../../src/promql/index.js";
import { writeSloTests } from "../../../src/simulate/slo-tests/write-slo-tests.js";
import { compileShop, createShop, rulesOf } from "../../compile/slo/shop.js";
import { inFolder, judge, promtoolMissing } from "../test-file/promtool.js";
import { recent, runFile } from "../test-file/run-file.js";

if (promtoolMissing) console.warn(`skipped: ${promtoolMissing}`);

type Shop = ReturnType<typeof createShop>;

/** The rules of SLOs, and the tests that are generated for them. */
function generate(define: (shop: Shop) => Readonly<Record<string, Partial<SloOptions>>>, prometheus = "2.42") {
  const shop = createShop();
  for (const [name, options] of Object.entries(define(shop))) {
    const usual = {
      description: "Fine",
      indicator: eventRatio(shop.cart.http),
      objective: "99.9%",
      window: "30d",
    } as const;
    shop.shop.slo(name, { ...usual, ...options });
  }
  const loki = { type: "loki", uid: "loki" } as const;
  const dataSources = { prom: { type: "prometheus", uid: "prom" }, loki } as const;
  const [artifact] = rulesOf(compileShop(shop.shop, { versions: { prometheus }, dataSources }));
  return { rules: renderArtifact(artifact!), tests: writeSloTests(artifact!) };
}

const kinds = ({ cart }: Shop): Readonly<Record<string, Partial<SloOptions>>> => {
  const { requests } = cart.http;
  return {
    availability: {},
    endpoints: { indicator: eventRatio(cart.http, { by: ["endpoint"] }), objective: "99.99999%" },
    latency: { indicator: fasterThan(cart.http, 0.5), objective: "95%", window: "7d" },
    good: { indicator: eventRatio({ good: requests.where({ status: "200" }), of: requests }), window: "14d" },
    orders: {
      indicator: eventRatio({
        failed: promql`sum(rate(cart_orders_total{status!~"ok|late"}[${window}]))`,
        of: promql`sum(rate(cart_orders_total{shop="a"}[${window}]))`,
      }),
      alerts: { fast: { within: "30m", spent: "5%", for: "7m" }, medium: false },
    },
  };
};

/** The failures of tests, and the errors of the file. */
function failuresOf(tests: string, rules: string, version?: PrometheusVersion) {
  const { errors, outcomes } = runFile(tests, () => rules, version && { version });
  return [...errors, ...outcomes.flatMap(({ failures }) => failures.map(({ kind }) => kind))];
}

describe("generated tests of SLOs", () => {
  const { rules, tests } = generate(kinds);

  test("are for every SLO of counted events, and pass", () => {
    expect(tests!.path).toBe("prod/shop/tests/slos.yml");
    for (const name of Object.keys(kinds(createShop()))) expect(tests!.text).toContain(`'{slo="${name}"}'`);
    expect(failuresOf(tests!.text, rules)).toEqual([]);
  });

  test.skipIf(promtoolMissing)("pass in promtool", { timeout: 60_000 }, async () => {
    const files = new Map([
      ["slos.yml", rules],
      ["test.yml", tests!.text.replace("../rules/", "")],
    ]);
    expect(await inFolder(files, (folder) => judge(folder, ["test.yml"]))).toEqual([""]);
  });

  test.each([
    ["an alert that never fires", /> 14\.4 \* 0\.001/g, "> 1440 * 0.001"],
    ["an alert that fires too early", /> 14\.4 \* 0\.001/g, "> 0.01 * 0.001"],
    ["failures that are not counted", /status=~"5\.\."/g, 'status=~"7.."'],
    ["a budget of other failures", /\/ 0\.001/g, "/ 0.0001"],
    ["no alert on missing data", /absent\(/g, "present_over_time("],
  ])("notice %s", (_, pattern, replacement) => {
    const changed = rules.replace(pattern, replacement);
    expect(changed).not.toBe(rules);
    expect(failuresOf(tests!.text, changed)).not.toEqual([]);
  });
});

/** Only one alert, which looks at half an hour, so that a test is short. */
const quick = { fast: { within: "30m", spent: "2%" }, medium: false, slow: false, steady: false } as const;

const timeKinds = ({ shop, cart }: Shop): Readonly<Record<string, Partial<SloOptions>>> => {
  const base = { description: "Fine", objective: "99%", window: "30d", alerts: quick } as const;
  const requests = shop.slo("requests", { ...base, indicator: eventRatio(cart.http) });
  const speed = shop.slo("speed", { ...base, indicator: fasterThan(cart.http, 0.5), objective: "95%" });
  const up = shop.slo("up", { ...base, indicator: uptime(cart) });
  const { open } = shop.service("stock", { open: gauge("stock_open_orders", { help: "Open orders" }) });
  return {
    uptime: { ...base, indicator: uptime(cart) },
    fresh: { ...base, indicator: fresherThan(cart.lastBackup, "1d") },
    open: {
      ...base,
      indicator: timeSlices({ service: cart, failed: promql`max(${open}) > 500 or max(${open}) < 3` }),
    },
    journey: { ...base, indicator: combined([requests, speed]) },
    "all-up": { ...base, indicator: combined([up]) },
  };
};

describe("generated tests of SLOs of time, and of other SLOs", () => {
  const { rules, tests } = generate(timeKinds);

  test("are for each of them, and pass", () => {
    for (const name of Object.keys(timeKinds(createShop()))) expect(tests!.text).toContain(`'{slo="${name}"}'`);
    expect(failuresOf(tests!.text, rules)).toEqual([]);
  });

  test("say what is true: the service is down, the last success too old, the value beyond a limit", () => {
    const written = tests!.text.match(/series: .*\n +values: .*/g)!.map((text) => text.replace(/\n +/, " "));
    const ofBurn = written.filter((text) => /x\d+ \S+x\d+$/.test(text) && !text.includes("http_"));
    expect(ofBurn.map((text) => text.replace(/\{.*\}|x\d+/g, ""))).toMatchInlineSnapshot(`
      [
        "series: cart_requests_total values: 0 60000+60000",
        "series: cart_requests_total values: 0+60000 2400000",
        "series: cart_request_duration_seconds_bucket values: 0+60000 2400000",
        "series: cart_requests_total values: 0 60000+60000",
        "series: cart_requests_total values: 0+60000 2400000",
        "series: up values: 1 0",
        "series: cart_last_backup_timestamp_seconds values: 1 -172800",
        "series: stock_open_orders values: 6 1",
        "series: up values: 1 0",
        "series: up values: 1 0",
      ]
    `);
  });

  test.skipIf(promtoolMissing)("pass in promtool", { timeout: 60_000 }, async () => {
    const files = new Map([
      ["slos.yml", rules],
      ["test.yml", tests!.text.replace("../rules/", "")],
    ]);
    expect(await inFolder(files, (folder) => judge(folder, ["test.yml"]))).toEqual([""]);
  });

  test.each([
    ["a service that is never down", /up\{/g, "down{"],
    ["an age that is not noticed", /> 86400/g, "> 8640000000"],
    ["a limit that is not noticed", /< 3/g, "< 0.3"],
    ["a share of time that is not noticed", /> 28\.8 \* 0\.01/g, "> 2880 * 0.01"],
  ])("notice %s", (_, pattern, replacement) => {
    const changed = rules.replace(pattern, replacement);
    expect(changed).not.toBe(rules);
    expect(failuresOf(tests!.text, changed)).not.toEqual([]);
  });
});

test("failures that Loki records are written as it records them", () => {
  const { rules, tests } = generate(({ shop }) => {
    const till = shop.service("till", {
      orders: counter("till_orders_total", { help: "Orders" }),
      logs: logStream({
        selector: { app: "till" },
        labels: { app: ["till"] },
        fields: { event: ["placed", "declined"] },
      }),
    });
    const failed = logql`rate(${till.logs} | json | event="declined" [${window}])`;
    return { declined: { indicator: eventRatio({ failed, of: till.orders, service: till }), alerts: quick } };
  });
  expect(tests!.text).toMatch(/series: slo:logged_failed:rate5m\{app="till", .*\}\n +values: 0x40 1000x34/);
  expect(failuresOf(tests!.text, rules)).toEqual([]);
  expect(failuresOf(tests!.text, rules.replaceAll("slo:logged_failed", "slo:logged"))).not.toEqual([]);
});

const conditions = ({ shop, cart }: Shop): Readonly<Record<string, Partial<SloOptions>>> => {
  const base = { description: "Fine", objective: "99%", window: "30d", alerts: quick } as const;
  const { taken } = shop.service("till", { taken: counter("till_orders_total", { help: "Orders" }) });
  const slices = (failed: Condition | Query) => ({ ...base, indicator: timeSlices({ service: cart, failed }) });
  return {
    slow: slices(latency(cart.http, 0.95).above(2)),
    failing: slices(errorRatio(cart.http).above(0.05)),
    idle: slices(promql`sum(rate(${taken}[${window}])) < 3`),
  };
};

describe("generated tests of SLOs of time on rates", () => {
  const { rules, tests } = generate(conditions);

  test("are for each of them, and pass", () => {
    for (const name of Object.keys(conditions(createShop()))) expect(tests!.text).toContain(`'{slo="${name}"}'`);
    expect(failuresOf(tests!.text, rules)).toEqual([]);
  });

  test.skipIf(promtoolMissing)("pass in promtool", { timeout: 60_000 }, async () => {
    const files = new Map([
      ["slos.yml", rules],
      ["test.yml", tests!.text.replace("../rules/", "")],
    ]);
    expect(await inFolder(files, (folder) => judge(folder, ["test.yml"]))).toEqual([""]);
  });

  test.each([
    ["a latency that is not noticed", /> 2\b/g, "> 200"],
    ["failures that are not noticed", /> 0\.05/g, "> 5"],
    ["silence that is not noticed", /< 3\b/g, "< -3"],
  ])("notice %s", (_, pattern, replacement) => {
    const changed = rules.replace(pattern, replacement);
    expect(changed).not.toBe(rules);
    expect(failuresOf(tests!.text, changed)).not.toEqual([]);
  });
});

const nativeKinds = ({ shop }: Shop): Readonly<Record<string, Partial<SloOptions>>> => {
  const base = { description: "Fine", objective: "99%", window: "30d", alerts: quick } as const;
  const labels = { code: ["OK", "Internal"] } as const;
  const duration = nativeHistogram("rpc_duration_seconds", { help: "Time to answer a call", labels });
  const rpc = shop.service("rpc", { calls: http({ failed: { code: not("OK") }, duration }) });
  return {
    fast: { ...base, indicator: fasterThan(rpc.calls, 0.3) },
    answered: { ...base, indicator: eventRatio(rpc.calls) },
    quick: { ...base, indicator: timeSlices({ service: rpc, failed: latency(rpc.calls, 0.95).above(2) }) },
  };
};

describe("generated tests of SLOs of native histograms", () => {
  const { rules, tests } = generate(nativeKinds, "3.5");

  test("are for each of them, and pass", () => {
    for (const name of Object.keys(nativeKinds(createShop()))) expect(tests!.text).toContain(`'{slo="${name}"}'`);
    expect(failuresOf(tests!.text, rules, recent)).toEqual([]);
  });

  test("observe times on both sides of a bound", () => {
    expect(tests!.text).toContain(
      '"{{}}+{{count:60000 sum:7500 offset:-3 buckets:[60000]}}x40 {{count:2.46e+06 sum:420000 offset:-3 ' +
        'buckets:[2.4e+06 0 0 0 60000]}}+{{count:60000 sum:120000 offset:1 buckets:[60000]}}x34"',
    );
  });

  test.each([
    ["a bound that is not noticed", /-Inf, 0\.3/g, "-Inf, 300"],
    ["failures that are not counted", /code!="OK"/g, 'code="none"'],
    ["a latency that is not noticed", /> 2\b/g, "> 200"],
  ])("notice %s", (_, pattern, replacement) => {
    const changed = rules.replace(pattern, replacement);
    expect(changed).not.toBe(rules);
    expect(failuresOf(tests!.text, changed, recent)).not.toEqual([]);
  });

  test("are not written for promtool before 2.48, which cannot read their samples", () => {
    expect(generate(nativeKinds, "2.47").tests).toBeUndefined();
  });
});

test("SLOs of other expressions, and those whose fast alert cannot fire have no tests", () => {
  const { tests } = generate(({ cart }) => {
    const difference = promql`sum(rate(a_total[${window}])) - sum(rate(b_total[${window}]))`;
    const never = promql`${cart.lastBackup} > ${cart.lastBackup}`;
    return {
      "cart-difference": { indicator: eventRatio({ failed: difference, of: promql`sum(rate(a_total[${window}]))` }) },
      "cart-never": { indicator: timeSlices({ service: cart, failed: never }) },
      "cart-low": { objective: "85%" },
    };
  });
  expect(tests).toBeUndefined();
});
