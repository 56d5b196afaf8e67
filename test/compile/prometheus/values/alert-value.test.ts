import {
  type Condition,
  counter,
  down,
  errorRatio,
  gauge,
  http,
  promql,
  type Query,
  requestRate,
  system,
} from "telltale";
import { expect, test } from "vitest";
import { compiled, rulesOf } from "../../project.js";

function defineShop() {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    sold: counter("cart_sold_total", { help: "Articles sold" }),
    stock: gauge("cart_stock", { help: "Articles" }),
    memory: gauge("cart_memory_bytes", { help: "Memory", unit: "bytes" }),
    age: gauge("cart_age_seconds", { help: "Age", unit: "s" }),
    http: http({
      requests: counter("http_requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
      failed: { status: /5../ },
    }),
  });
  return { shop, cart };
}

type Shop = ReturnType<typeof defineShop>;

/** The annotation `value` of an alert. */
function valueAnnotation(when: (shop: Shop) => Condition | Query, annotations: Record<string, string> = {}) {
  const fixture = defineShop();
  fixture.shop.alert("A", { when: when(fixture), severity: "warning", summary: "…", annotations });
  const rules = rulesOf(compiled(fixture.shop)).groups.flatMap((group) => group.rules);
  return (rules.find((rule) => "alert" in rule) as { annotations: Record<string, string> }).annotations.value;
}

// `humanize` alone prints 0.11 as 110m.
const number = '{{ if lt $value 1.0 }}{{ printf "%.3g" $value }}{{ else }}{{ humanize $value }}{{ end }}';

const failures = (cart: Shop["cart"]) => promql`sum(rate(${cart.http.requests.where({ status: "500" })}[5m]))`;
const all = (cart: Shop["cart"]) => promql`sum(rate(${cart.http.requests}[5m]))`;
const sales = (cart: Shop["cart"]) => promql`sum(rate(${cart.sold}[5m]))`;

test.each<[string, (shop: Shop) => Condition | Query, string | undefined]>([
  ["a ratio", ({ cart }) => errorRatio(cart.http).above(0.1), "{{ $value | humanizePercentage }}"],
  [
    "a signal in an expression",
    ({ cart }) => promql`${errorRatio(cart.http)} > 0.1`,
    "{{ $value | humanizePercentage }}",
  ],
  [
    "a signal with a guard",
    ({ cart }) => errorRatio(cart.http).above(0.1, { whenBusy: 1 }),
    "{{ $value | humanizePercentage }}",
  ],
  [
    "a signal during an outage",
    ({ cart }) => errorRatio(cart.http).above(0.1).orWhile(down(cart)),
    "{{ $value | humanizePercentage }}",
  ],
  [
    "a share in PromQL",
    ({ cart }) => promql`${failures(cart)} / ${all(cart)} > 0.1`,
    "{{ $value | humanizePercentage }}",
  ],
  [
    "the rest of a whole",
    ({ cart }) => promql`0.9 > 1 - ${failures(cart)} / ${all(cart)}`,
    "{{ $value | humanizePercentage }}",
  ],
  ["percent in PromQL", ({ cart }) => promql`100 * ${failures(cart)} / ${all(cart)} > 10`, `${number}%`],
  ["a count by another", ({ cart }) => promql`${sales(cart)} / ${all(cart)} > 2`, number],
  ["a count per second", ({ cart }) => promql`${failures(cart)} > 2`, number],
  ["bytes", ({ cart }) => promql`sum(${cart.memory}) > 1`, "{{ $value | humanize1024 }}B"],
  ["a duration, with the number first", ({ cart }) => promql`60 < ${cart.age}`, "{{ $value | humanizeDuration }}"],
  ["what has no unit", ({ cart }) => promql`${cart.stock} < 2`, number],
  ["a rate", ({ cart }) => promql`${requestRate(cart.http)} > 0.1`, `${number} per second`],
  ["alternatives of one unit", ({ cart }) => promql`${cart.stock} < 2 or ${cart.stock} > 9`, number],
  ["alternatives of two units", ({ cart }) => promql`${cart.stock} < 2 or ${cart.age} > 9`, undefined],
  [
    "a recording rule",
    ({ cart, shop }) => promql`${shop.recordingRule("app:errors:ratio", errorRatio(cart.http))} > 0.1`,
    "{{ $value | humanizePercentage }}",
  ],
  ["an outage", ({ cart }) => down(cart), undefined],
  ["what is absent", ({ cart }) => promql`absent(${cart.stock})`, undefined],
  ["a comparison with bool", ({ cart }) => promql`${cart.stock} > bool 2`, undefined],
])("the value of %s", (_, when, expected) => {
  expect(valueAnnotation(when)).toBe(expected);
});

test("the user's text wins", () => {
  expect(valueAnnotation(({ cart }) => promql`${cart.stock} < 2`, { value: "{{ $value }} left" })).toBe(
    "{{ $value }} left",
  );
});
