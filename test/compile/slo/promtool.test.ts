import { expect, test } from "vitest";
import { renderArtifact } from "../../../src/compile/render.js";
import { eventRatio, fasterThan, fresherThan, type SloWindow, uptime } from "../../../src/index.js";
import { parse, ruleDialect, selectors } from "../../../src/promql/index.js";
import { inFolder, judge, promtoolMissing } from "../../simulate/test-file/promtool.js";
import { runFile } from "../../simulate/test-file/run-file.js";
import { compileShop, createShop, rulesOf } from "./shop.js";

if (promtoolMissing) console.warn(`skipped: ${promtoolMissing}`);

const alerts = { slow: false, steady: false } as const;

/** The rules of SLOs of every kind. A month of the calendar takes long to compute again and again. */
function sloRules(window: SloWindow = "week") {
  const { shop, cart } = createShop();
  const promise = { description: "Fine", objective: "99.9%", alerts } as const;
  const availability = eventRatio(cart.http, { by: ["endpoint"] });
  shop.slo("cart-availability", { ...promise, indicator: availability, window: "30d" });
  shop.slo("cart-latency", { ...promise, indicator: fasterThan(cart.http, 0.5), window });
  shop.slo("cart-uptime", { ...promise, indicator: uptime(cart), window: "7d" });
  shop.slo("cart-backup", { ...promise, indicator: fresherThan(cart.lastBackup, "2h"), window: "week" });
  return rulesOf(compileShop(shop, { versions: { prometheus: "2.42" } }));
}

const labels = 'app="cart",pod="cart-1",job="cart",instance="a"';

/** Three hours without a failure, an hour in which 2 % fail, ten idle minutes, an outage, and another hour without any. */
const inputs = [
  [`cart_requests_total{endpoint="pay",status="200",${labels}}`, "0+600x180 108000+588x60 143280x10 143280+600x90"],
  [`cart_requests_total{endpoint="pay",status="500",${labels}}`, "0x180 0+12x60 720x100"],
  [`cart_requests_total{endpoint="list",status="200",${labels}}`, "0+60x340"],
  [`cart_request_duration_seconds_count{${labels}}`, "0+600x340"],
  [`cart_request_duration_seconds_bucket{le="0.5",${labels}}`, "0+600x180 108000+300x160"],
  [`up{${labels}}`, "1x250 0x20 1x70"],
  [`cart_last_backup_timestamp_seconds{${labels}}`, "0x340"],
] as const;

/** promtool evaluates groups in a random order, unless it is told one: those of the whole window read the others. */
function testFile(
  group_eval_order: readonly string[],
  exprs: readonly object[],
  alertTests: readonly object[],
): string {
  const input_series = inputs.map(([series, values]) => ({ series, values }));
  const tests = [{ interval: "1m", input_series, promql_expr_test: exprs, alert_rule_test: alertTests }];
  return JSON.stringify({ rule_files: ["rules.yml"], group_eval_order, evaluation_interval: "1m", tests });
}

test.skipIf(promtoolMissing).each<[SloWindow, readonly string[]]>([
  ["week", ["60m", "180m", "234m", "240m", "252m", "270m", "330m"]],
  ["month", ["30m"]],
])("promtool computes every series and alert as our engine does: %s", { timeout: 120_000 }, async (window, times) => {
  const artifacts = sloRules(window);
  const text = artifacts.map(renderArtifact).join("");
  const rules = artifacts.flatMap((artifact) => artifact.rules);
  const records = new Set(rules.flatMap((rule) => (rule.kind === "recordingRule" ? [rule.data.record] : [])));
  const names = new Set(rules.flatMap((rule) => (rule.kind === "alert" ? [rule.data.alert] : [])));
  const exprs = times.flatMap((eval_time) => [...records].map((expr) => ({ expr, eval_time, exp_samples: [] })));
  const alertTests = times.flatMap((eval_time) =>
    [...names].map((alertname) => ({ alertname, eval_time, exp_alerts: [] })),
  );
  const groups = artifacts.flatMap(({ value }) => value.groups.map(({ name }) => name));
  const order = groups.toSorted((one, other) => Number(one.endsWith("-budget")) - Number(other.endsWith("-budget")));
  const { errors, outcomes } = runFile(testFile(order, exprs, alertTests), () => text);
  expect(errors).toEqual([]);

  // What our engine got, as expectations for promtool.
  const filledExprs: object[] = [];
  const filledAlerts: object[] = [];
  for (const failure of outcomes.flatMap(({ failures }) => failures)) {
    if (failure.kind === "samples differ") {
      const { expr, evalTime } = failure.expectation;
      const exp_samples = failure.got.map(({ metric, value }) => ({ labels: notation(metric), value: Number(value) }));
      filledExprs.push({ expr: expr.value, eval_time: `${evalTime / 1000}s`, exp_samples });
    } else if (failure.kind === "alerts differ") {
      const { alertname, evalTime } = failure.expectation;
      const exp_alerts = failure.got.map((got) => {
        const { alertname: _, ...exp_labels } = got.labels as Record<string, string>;
        return { exp_labels, exp_annotations: got.annotations };
      });
      filledAlerts.push({ alertname: alertname.value, eval_time: `${evalTime / 1000}s`, exp_alerts });
    } else expect(failure.kind === "run failed" && failure.message).toBeUndefined();
  }
  expect(filledExprs.length).toBeGreaterThan(10 * times.length);
  if (window === "week") expect(filledAlerts.length).toBeGreaterThan(2);
  const file = testFile(order, filledExprs, filledAlerts);
  expect(runFile(file, () => text).outcomes.flatMap(({ failures }) => failures)).toEqual([]);
  const verdicts = await inFolder(
    new Map([
      ["rules.yml", text],
      ["test.yml", file],
    ]),
    (folder) => judge(folder, ["test.yml"]),
  );
  expect(verdicts).toEqual([""]);
});

function notation({ names, values }: { readonly names: readonly string[]; readonly values: readonly string[] }) {
  const all = names.map((name, index) => [name, values[index]!] as const);
  const name = all.find(([label]) => label === "__name__")?.[1] ?? "";
  const others = all
    .filter(([label]) => label !== "__name__")
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${others.join(",")}}`;
}

test("only two rules of an SLO read series of the service", () => {
  for (const artifact of sloRules()) {
    for (const { name, rules } of artifact.value.groups) {
      const raw = rules.filter(({ expr }) => {
        const read = selectors(parse(expr, ruleDialect({ major: 3, minor: 5 })).expr!).map(
          (selector) => selector.name ?? "",
        );
        return read.some((series) => !series.startsWith("slo:"));
      });
      expect([name, raw.length]).toEqual([name, name.endsWith("-budget") ? 0 : expect.toSatisfy((n) => n <= 2)]);
    }
  }
});
