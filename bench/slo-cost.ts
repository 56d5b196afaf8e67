// Prints what the rules of one SLO read in an hour, as JSON: ours, and those of sloth and pyrra for the same objective.

import { compileProject } from "../src/compile/index.js";
import type { RuleGroup } from "../src/formats/prometheus/types.js";
import { counter, eventRatio, http, system } from "../src/index.js";
import { durationMs } from "../src/model/definition/duration.js";
import type { SystemFacts } from "../src/model/system/system.js";
import { literalMilliseconds, parse, postOrder, ruleDialect } from "../src/promql/index.js";

/** Ten endpoints with 1.2 methods, three statuses and two pods, as QNT9 has them. A third of the series are failures. */
const requestSeries = 72;
const failureSeries = requestSeries / 3;
const minute = 60_000;

interface Cost {
  readonly rules: number;
  /** Selectors of series of the service, evaluated in an hour. */
  readonly rawScans: number;
  readonly samples: number;
}

function costOf(groups: readonly RuleGroup[]): Cost {
  const rules = groups.flatMap((group) => {
    const perHour = (60 * minute) / (durationMs(group.interval ?? "1m") ?? minute);
    return group.rules.map(({ expr }) => ({ expr, perHour }));
  });
  const costs = rules.flatMap(({ expr, perHour }) => readsOf(expr).map((read) => ({ ...read, perHour })));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    rules: rules.length,
    rawScans: sum(costs.map(({ isRaw, perHour }) => (isRaw ? perHour : 0))),
    samples: sum(costs.map(({ samples, perHour }) => samples * perHour)),
  };
}

/** What each selector of an expression reads at one evaluation, with a sample a minute of every series. */
function readsOf(text: string): readonly { readonly isRaw: boolean; readonly samples: number }[] {
  const { expr } = parse(text, ruleDialect({ major: 3, minor: 5 }));
  if (!expr) throw new Error(`does not parse: ${text}`);
  const ranges = new Map(
    postOrder(expr).flatMap((node) =>
      node.kind === "matrix"
        ? [[node.selector, (literalMilliseconds(node.range as never) ?? 0) / minute] as const]
        : [],
    ),
  );
  return postOrder(expr).flatMap((node) => {
    if (node.kind !== "selector") return [];
    const isRaw = node.name === "cart_requests_total";
    const isFailure = node.matchers.some(({ label, value }) => label === "status" && value === "5..");
    const series = isRaw ? (isFailure ? failureSeries : requestSeries) : 1;
    return [{ isRaw, samples: series * (ranges.get(node) ?? 1) }];
  });
}

function telltale(): readonly RuleGroup[] {
  const shop = system("shop", { labels: { app: ["cart"], pod: 2 }, serviceLabel: "app" });
  const requests = counter("cart_requests_total", { help: "Requests", labels: { endpoint: 12, status: 3 } });
  const cart = shop.service("cart", { http: http({ requests, failed: { status: /5../ } }) });
  const indicator = eventRatio(cart.http);
  shop.slo("cart-availability", { description: "Fine", indicator, objective: "99.9%", window: "30d" });
  const config = { environments: { prod: { dataSources: {} } } };
  const { artifacts } = compileProject({ config, systems: [shop as unknown as SystemFacts] });
  return artifacts.flatMap((artifact) => (artifact.kind === "prometheus rules" ? artifact.value.groups : []));
}

const rate = (matchers: string, range: string) => `sum(rate(cart_requests_total{app="cart"${matchers}}[${range}]))`;
const failed = ', status=~"5.."';
const ratio = (range: string) => `(${rate(failed, range)}) / (${rate("", range)})`;
const group = (name: string, exprs: readonly string[], interval?: string): RuleGroup => ({
  name,
  ...(interval !== undefined && { interval: interval as never }),
  rules: exprs.map((expr, index) => ({ record: `rule:${index}`, expr })),
});

/** sloth 0.16: every window reads the service; the month is an average of the ratios over 5 minutes. */
function sloth(): readonly RuleGroup[] {
  const id = '{sloth_id="cart-availability"}';
  const windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
  const error = (range: string) => `max(slo:sli_error:ratio_rate${range}${id} > (14.4 * 0.001)) without (sloth_window)`;
  const alert = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([short, long]) => `(${error(short)} and ${error(long)})`).join(" or ");
  return [
    group("sli", [
      ...windows.map(ratio),
      `sum_over_time(slo:sli_error:ratio_rate5m${id}[30d]) / count_over_time(slo:sli_error:ratio_rate5m${id}[30d])`,
    ]),
    group("meta", [
      ...["vector(0.999)", "vector(1-0.999)", "vector(30)", "vector(1)"],
      `slo:sli_error:ratio_rate5m${id} / on (sloth_id) group_left () slo:error_budget:ratio${id}`,
      `slo:sli_error:ratio_rate30d${id} / on (sloth_id) group_left () slo:error_budget:ratio${id}`,
      `1 - slo:period_burn_rate:ratio${id}`,
    ]),
    group("alerts", [
      alert([
        ["5m", "1h"],
        ["30m", "6h"],
      ]),
      alert([
        ["2h", "1d"],
        ["6h", "3d"],
      ]),
    ]),
  ];
}

/** pyrra 0.10: every window reads the service, twice a minute; so does the increase of the whole month. */
function pyrra(): readonly RuleGroup[] {
  const windows = ["5m", "32m", "64m", "129m", "386m", "1543m", "6171m"];
  const burn = (range: string) => `cart_requests:burnrate${range}{slo="cart-availability"} > (14 * (1 - 0.999))`;
  const pairs = [
    ["5m", "64m"],
    ["32m", "386m"],
    ["129m", "1543m"],
    ["386m", "6171m"],
  ] as const;
  return [
    group("burn", [...windows.map(ratio), ...pairs.map(([short, long]) => `${burn(short)} and ${burn(long)}`)], "30s"),
    group(
      "increase",
      [
        'sum by (status) (increase(cart_requests_total{app="cart"}[30d]))',
        'absent(cart_requests_total{app="cart"}) == 1',
      ],
      "150s",
    ),
  ];
}

console.log(JSON.stringify({ telltale: costOf(telltale()), sloth: costOf(sloth()), pyrra: costOf(pyrra()) }));
