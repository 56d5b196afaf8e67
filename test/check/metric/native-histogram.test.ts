import { histogram, nativeHistogram, system } from "telltale";
import { expect, test } from "vitest";
import type { CheckContext } from "../../../src/check/check.js";
import { nativeHistogram as check } from "../../../src/check/metric/native-histogram.js";
import { estate, findings, within } from "../build-subjects.js";

const help = "Time to answer a call";
const shop = system("shop", { routes: {} });
shop.service("cart", {
  both: histogram("both_seconds", { help, buckets: [1], native: true }),
  calls: nativeHistogram("rpc_seconds", { help }),
  sizes: nativeHistogram("rpc_bytes", { help, buckets: [1, 10] }),
  classic: histogram("classic_seconds", { help, buckets: [1] }),
});

function findingsFor(prometheus: string) {
  const context = within(shop);
  const versions = { prometheus, alertmanager: "0.28", grafana: "12.0" };
  const settings: CheckContext["settings"] = { ...context.settings, versions };
  return findings(check, estate({}, { ...context, settings }));
}

test("before 3.8, native histograms need a flag, which is said once", () => {
  expect(findingsFor("3.5")).toMatchObject([
    {
      severity: "info",
      subject: 'metric "both_seconds"',
      summary: 'Prometheus 3.5 stores "both_seconds" and 2 more only with --enable-feature=native-histograms',
    },
  ]);
});

test("before 3.0, there are no custom buckets", () => {
  expect(findingsFor("2.42")).toMatchObject([
    { subject: 'metric "rpc_bytes"', summary: "Prometheus 2.42 cannot store native histograms with custom buckets" },
    { severity: "info", subject: 'metric "both_seconds"' },
  ]);
});

test("since 3.8, native histograms are stable", () => {
  expect(findingsFor("3.8")).toEqual([]);
});
