import { describe, expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/render.js";
import { combined, eventRatio, fasterThan, promql, type SloOptions, uptime, window } from "../../../src/index.js";
import { writeSloTests } from "../../../src/simulate/slo-tests/write-slo-tests.js";
import { compileShop, createShop, rulesOf } from "../../compile/slo/shop.js";
import { inFolder, judge, promtoolMissing } from "../test-file/promtool.js";
import { runFile } from "../test-file/run-file.js";

if (promtoolMissing) console.warn(`skipped: ${promtoolMissing}`);

type Shop = ReturnType<typeof createShop>;

/** The rules of SLOs, and the tests that are generated for them. */
function generate(define: (shop: Shop) => Readonly<Record<string, Partial<SloOptions>>>) {
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
  const [artifact] = rulesOf(compileShop(shop.shop, { versions: { prometheus: "2.42" } }));
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
function failuresOf(tests: string, rules: string) {
  const { errors, outcomes } = runFile(tests, () => rules);
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

test("SLOs of time, of others, of any expression, and those whose fast alert cannot fire have no tests", () => {
  const { tests } = generate(({ shop, cart }) => {
    const base = { description: "Fine", objective: "99.9%", window: "30d" } as const;
    const other = shop.slo("other", { ...base, indicator: uptime(cart) });
    const difference = promql`sum(rate(a_total[${window}])) - sum(rate(b_total[${window}]))`;
    return {
      "cart-uptime": { indicator: uptime(cart) },
      "cart-both": { indicator: combined([other]) },
      "cart-difference": { indicator: eventRatio({ failed: difference, of: promql`sum(rate(a_total[${window}]))` }) },
      "cart-low": { objective: "85%" },
    };
  });
  expect(tests).toBeUndefined();
});
