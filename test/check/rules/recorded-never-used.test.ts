import { expect, test } from "vitest";
import { recordedNeverUsed } from "../../../src/check/rules/recorded-never-used.js";
import { counter, system } from "../../../src/index.js";
import {
  alert,
  dashboard,
  estate,
  findings,
  locationText,
  panel,
  query,
  record,
  summaries,
  variable,
  within,
} from "../build-subjects.js";

const shop = system("shop", { routes: {} });
shop.service("cart", { orders: counter("cart_orders_total", { help: "Orders" }) });
const defined = within(shop, "job:errors:rate5m");
const errors = record("job:errors:rate5m", "sum by (job) (rate(errors_total[5m]))", defined);

test("an unused recording rule is reported", () => {
  const [found] = findings(recordedNeverUsed, estate({ rules: [errors, alert({}, defined)] }, defined));
  expect(found).toMatchObject({
    summary: 'no rule and no dashboard uses "job:errors:rate5m"',
    subject: 'recording rule "job:errors:rate5m"',
  });
  expect(locationText(found!)).toBe("record");
});

test.each([
  ["an alert", { rules: [alert({ expr: "job:errors:rate5m > 1" }, defined)] }],
  [
    "the template of an alert",
    {
      rules: [
        alert(
          {
            annotations: {
              summary:
                '{{ with printf "job:errors:rate5m{job=%q}" $labels.job | query }}{{ . | first | value }}{{ end }}',
            },
          },
          defined,
        ),
      ],
    },
  ],
  ["a panel", { queries: [query("job:errors:rate5m")] }],
  ["a pattern", { queries: [query('{__name__=~"job:errors:.*"}')] }],
  [
    "a variable",
    { dashboards: [dashboard({ variables: [variable("job", { query: "label_values(job:errors:rate5m, job)" })] })] },
  ],
  [
    "a panel of another language",
    { dashboards: [dashboard({ panels: [panel({ expressions: ["job:errors:rate5m"] })] })] },
  ],
])("%s reads it", (_, seen) => {
  const rules = [errors, ...("rules" in seen ? (seen.rules ?? []) : [])];
  expect(summaries(recordedNeverUsed, estate({ ...seen, rules }, defined))).toEqual([]);
});

test("a text without a query reads nothing", () => {
  const named = alert({ annotations: { summary: "look at job:errors:rate5m" } }, defined);
  expect(summaries(recordedNeverUsed, estate({ rules: [errors, named] }, defined))).toHaveLength(1);
});

test("files from outside are not reported", () => {
  expect(summaries(recordedNeverUsed, estate({ rules: [record("job:up:sum", "sum by (job) (up)")] }))).toEqual([]);
});
