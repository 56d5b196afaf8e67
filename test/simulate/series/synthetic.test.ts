import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { counter, gauge, histogram, info, nativeHistogram, springBoot, summary, system } from "../../../src/index.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { createStore, labelOf, nameOf, type Series } from "../../../src/promql/evaluate/index.js";
import { parse, ruleDialect } from "../../../src/promql/index.js";
import { type SyntheticOptions, writeSyntheticSeries } from "../../../src/simulate/series/synthetic.js";

const minute = 60_000;
const version = { major: 3, minor: 5 };
const anHour = { start: 0, end: 60 * minute, interval: minute, version };

function shop() {
  const built = system("shop", { labels: { app: 3, namespace: ["shop"], pod: 4 }, serviceLabel: "app" });
  built.service("cart", {
    requests: counter("cart_requests_total", { help: "Requests", labels: { method: 2, status: 4 } }),
    bytes: counter("cart_sent_bytes_total", { help: "Bytes sent" }),
    duration: histogram("cart_duration_seconds", { help: "Time", labels: { method: 2 }, buckets: [0.1, 0.5, 1, 2.5] }),
    items: histogram("cart_items", { help: "Items", buckets: [0, 1, 5, 20] }),
    open: gauge("cart_open", { help: "Open carts", labels: { tier: ["free", "pro"] } }),
    ratio: gauge("cart_full_ratio", { help: "How full carts are" }),
    pause: summary("cart_pause_seconds", { help: "Pauses", quantiles: [0.5, 0.9, 0.99] }),
    build: info("cart_build_info", { help: "What runs", labels: { version: 2 } }),
  });
  built.service("stock", { level: gauge("stock_level", { help: "Pieces in stock" }) });
  return built as unknown as SystemFacts;
}

function written(options: Partial<SyntheticOptions> = {}, of: SystemFacts = shop()): readonly Series[] {
  const store = createStore();
  writeSyntheticSeries(store, of, { ...anHour, ...options });
  return store.all();
}

const named = (all: readonly Series[], name: string) => all.filter(({ metric }) => nameOf(metric) === name);
const valuesOf = ({ floatValues, floatCount }: Series) => [...floatValues.slice(0, floatCount)];
const shown = (all: readonly Series[]) => all.map((one) => [one.metric.key, ...valuesOf(one)].join(" "));
const label = (name: string) => (one: Series) => labelOf(one.metric, name);

describe("labels", () => {
  const all = written();

  test("every process exposes every metric of the catalogue, in every combination of label values", () => {
    expect(named(all, "cart_requests_total")).toHaveLength(2 * 4 * 2);
    expect(named(all, "cart_duration_seconds_bucket")).toHaveLength(2 * 5 * 2);
    expect(named(all, "stock_level")).toHaveLength(2);
  });

  test("values are those of the catalogue", () => {
    expect(new Set(named(all, "cart_open").map(label("tier")))).toEqual(new Set(["free", "pro"]));
    expect(new Set(all.map(label("namespace")))).toEqual(new Set(["shop"]));
  });

  test("metrics of one process share the labels of its target", () => {
    const cart = all.filter((one) => label("app")(one) === "cart");
    const targets = new Set(
      cart.map((one) => ["job", "instance", "namespace", "pod"].map((name) => label(name)(one)).join(" ")),
    );
    expect([...targets]).toEqual(["cart 10.0.1.1:8080 shop cart-1", "cart 10.0.1.2:8080 shop cart-2"]);
  });

  test("a process exposes one series of an info metric", () => {
    expect(named(all, "cart_build_info").map(label("version"))).toEqual(["version-1", "version-2"]);
  });

  test("each target has an up", () => {
    expect(named(all, "up").map(label("pod"))).toEqual(["cart-1", "cart-2", "stock-1", "stock-2"]);
  });

  test("bucket bounds are in the format of the release", () => {
    const bounds = (one: readonly Series[]) => [
      ...new Set(named(one, "cart_duration_seconds_bucket").map(label("le"))),
    ];
    expect(bounds(all)).toEqual(["0.1", "0.5", "1.0", "2.5", "+Inf"]);
    expect(bounds(written({ version: { major: 2, minor: 53 } }))).toEqual(["0.1", "0.5", "1", "2.5", "+Inf"]);
  });

  test("a service has the label values of its selector", () => {
    const built = system("shop", { labels: { app: ["stock-service", "cart-service"], pod: 2 }, serviceLabel: "app" });
    const open = gauge("cart_open", { help: "Open carts" });
    built.service("cart", { selector: { app: "cart-service", job: "pods" }, open });
    const [up] = named(written({}, built as unknown as SystemFacts), "up");
    expect([label("app")(up!), label("job")(up!)]).toEqual(["cart-service", "pods"]);
  });

  test("an exporter gets the value of the service label that matches its name best", () => {
    const built = system("shop", { labels: { app: ["stock-service", "cart-service"], pod: 2 }, serviceLabel: "app" });
    built.service("cart", { exporter: true, open: gauge("cart_open", { help: "Open carts" }) });
    const [up] = named(written({}, built as unknown as SystemFacts), "up");
    expect([label("app")(up!), label("job")(up!)]).toEqual(["cart-service", "cart"]);
  });

  test("values requested by expressions extend open labels, but not closed ones", () => {
    const countSelected = (text: string) => {
      const { expr } = parse(text, ruleDialect(version));
      const store = createStore();
      writeSyntheticSeries(store, shop(), { ...anHour, expressions: [expr!] });
      const selector = expr!.kind === "selector" ? expr! : undefined;
      return store.select(selector!).length;
    };
    expect(countSelected('cart_requests_total{method="PURGE"}')).toBeGreaterThan(0);
    expect(countSelected('cart_requests_total{status=~"5.."}')).toBeGreaterThan(0);
    expect(countSelected('cart_open{tier="gold"}')).toBe(0);
  });
});

describe("many labels", () => {
  const cluster = () => {
    const built = system("cluster", {});
    const pod = { namespace: 7, pod: 40, uid: 40 } as const;
    built.service("state", {
      phase: gauge("pod_phase", { help: "1 for the phase", labels: { ...pod, phase: ["Running", "Failed"] } }),
      used: gauge("pod_used_bytes", { help: "Memory", labels: { ...pod, id: 90, container: 40 } }),
    });
    return built as unknown as SystemFacts;
  };
  const all = written({}, cluster());

  test("give one label set for each entity, with every value of an enumeration", () => {
    expect(named(all, "pod_phase")).toHaveLength(40 * 2);
    expect(named(all, "pod_used_bytes")).toHaveLength(90);
  });

  test("an entity has the same labels in every metric", () => {
    const places = (name: string) =>
      new Set(named(all, name).map((one) => `${label("namespace")(one)}/${label("pod")(one)}`));
    expect(places("pod_used_bytes")).toEqual(places("pod_phase"));
  });

  test("are limited in number", () => {
    expect(named(written({ maxSeries: 20 }, cluster()), "pod_phase").length).toBeLessThanOrEqual(20);
  });
});

describe("values", () => {
  const seeds = fc.string({ maxLength: 8 });

  test("depend only on the seed", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const end = 5 * minute;
        expect(shown(written({ seed, end }))).toEqual(shown(written({ seed, end })));
        expect(shown(written({ seed, end }))).not.toEqual(shown(written({ seed: `${seed}!`, end })));
      }),
      { numRuns: 10 },
    );
  });

  test("a series does not change when another metric is added", () => {
    const more = shop();
    (more as ReturnType<typeof system>).service("more", { extra: gauge("extra", { help: "Extra" }) });
    const name = "cart_requests_total";
    expect(named(written({}, more), name).map(valuesOf)).toEqual(named(written(), name).map(valuesOf));
  });

  test("counters never fall", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const one of written({ seed })) {
          if (!/_total$|_count$|_bucket$|_sum$/.test(nameOf(one.metric))) continue;
          const values = valuesOf(one);
          expect(values.every((value, index) => index === 0 || value >= values[index - 1]!)).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test("buckets are cumulative, and the last one equals the count", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const all = written({ seed });
        for (const name of ["cart_duration_seconds", "cart_items"]) {
          const of = (part: string) => named(all, `${name}_${part}`);
          const sums = of("sum").map(valuesOf);
          const counts = of("count").map(valuesOf);
          const buckets = of("bucket").map(valuesOf);
          const bounds = buckets.length / counts.length;
          counts.forEach((_, index) => {
            const columns = buckets.slice(index * bounds, (index + 1) * bounds);
            expect(columns.at(-1)).toEqual(counts[index]);
            const highest = 20 * 1.5;
            for (let at = 0; at < columns[0]!.length; at++) {
              expect(columns.every((column, bucket) => bucket === 0 || column[at]! >= columns[bucket - 1]![at]!)).toBe(
                true,
              );
              expect(sums[index]![at]).toBeLessThanOrEqual(counts[index]![at]! * highest);
            }
          });
        }
      }),
      { numRuns: 10 },
    );
  });

  test.each([[[0.1, 0.3, 1]], [[0.01, 0.05, 0.1, 0.5]], [[0.5, 1]]])(
    "some observations are above the last bucket of %j, and nearly all are below it",
    (buckets) => {
      const built = system("shop", {});
      built.service("cart", {
        calls: histogram("cart_calls_seconds", { help: "Time", labels: { method: 4 }, buckets }),
      });
      const series = named(
        written({ end: 24 * 60 * minute }, built as unknown as SystemFacts),
        "cart_calls_seconds_bucket",
      );
      const total = (bound: number) =>
        series
          .filter((one) => Number(label("le")(one)?.replace("+Inf", "Infinity")) === bound)
          .reduce((sum, one) => sum + valuesOf(one).at(-1)!, 0);
      const above = 1 - total(buckets.at(-1)!) / total(Number.POSITIVE_INFINITY);
      expect(above).toBeGreaterThan(0);
      expect(above).toBeLessThan(0.04);
    },
  );

  test("most requests to Spring Boot succeed", () => {
    const built = system("shop", { labels: { app: ["orders"] }, serviceLabel: "app" });
    built.service("orders", springBoot({ buckets: [0.1, 0.5] }));
    const { expr } = parse(
      'rate(http_server_requests_seconds_count{outcome="SERVER_ERROR"}[5m])',
      ruleDialect(version),
    );
    const all = named(
      written({ expressions: [expr!] }, built as unknown as SystemFacts),
      "http_server_requests_seconds_count",
    );
    const requests = (of: readonly Series[]) => of.reduce((sum, one) => sum + valuesOf(one).at(-1)!, 0);
    const failed = requests(all.filter((one) => label("outcome")(one) === "SERVER_ERROR")) / requests(all);
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(0.1);
  });

  test("a selector matches some series, and not all, however few there may be", () => {
    const { expr } = parse('rate(cart_requests_total{status=~"5.."}[5m])', ruleDialect(version));
    const statuses = named(written({ expressions: [expr!], maxSeries: 1 }), "cart_requests_total").map(label("status"));
    expect(new Set(statuses.map((status) => status?.startsWith("5")))).toEqual(new Set([true, false]));
  });

  test("quantiles of a summary do not cross", () => {
    const [median, most, nearlyAll] = named(written(), "cart_pause_seconds").slice(0, 3).map(valuesOf);
    median!.forEach((value, at) => {
      expect(value).toBeLessThan(most![at]!);
      expect(most![at]).toBeLessThan(nearlyAll![at]!);
    });
  });

  test("gauges stay in a range that suits their unit", () => {
    const all = written({ end: 24 * 60 * minute });
    for (const one of named(all, "cart_full_ratio"))
      for (const value of valuesOf(one)) expect(value).toSatisfy(isShare);
    for (const one of named(all, "cart_open")) for (const value of valuesOf(one)) expect(value).toSatisfy(isCount);
    for (const one of named(all, "cart_build_info")) expect(new Set(valuesOf(one))).toEqual(new Set([1]));
  });

  test("gaps in scraping have no samples", () => {
    const gaps = [{ from: 10 * minute, to: 13 * minute }];
    const [level] = named(written({ gaps }), "stock_level");
    expect(level!.floatCount).toBe(61 - 3);
    expect(level!.endTimes).toEqual([]);
  });
});

function isShare(value: number): boolean {
  return value > 0 && value < 1;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

describe("native histograms", () => {
  const built = system("shop", { labels: { app: 1 }, serviceLabel: "app" });
  built.service("cart", {
    calls: nativeHistogram("rpc_seconds", { help: "Time of a call", labels: { code: 2 } }),
    sizes: nativeHistogram("cart_bytes", { help: "Size", buckets: [100, 1000] }),
    both: histogram("both_seconds", { help: "Time", buckets: [0.1, 1], native: true }),
  });
  const all = written({}, built as unknown as SystemFacts);

  test("have a series for each set of label values, whose samples never fall and hold all observations", () => {
    expect(named(all, "rpc_seconds")).toHaveLength(2);
    for (const { histograms } of [...named(all, "rpc_seconds"), ...named(all, "cart_bytes")]) {
      expect(histograms).toHaveLength(61);
      expect(histograms.slice(1).every(({ counterReset }) => counterReset !== "reset")).toBe(true);
      const { count, sum, positive } = histograms.at(-1)!;
      expect(count).toBeGreaterThan(0);
      expect(positive.counts.reduce((one, other) => one + other)).toBe(count);
      expect(sum).toBeGreaterThan(0);
    }
  });

  test("have exponential or custom buckets", () => {
    expect(named(all, "rpc_seconds")[0]!.histograms.at(-1)).toMatchObject({ schema: 3, customBounds: [] });
    expect(named(all, "cart_bytes")[0]!.histograms.at(-1)).toMatchObject({ schema: -53, customBounds: [100, 1000] });
  });

  test("of a histogram that is exposed both ways are beside its buckets", () => {
    expect(named(all, "both_seconds")[0]!.histograms).toHaveLength(61);
    expect(named(all, "both_seconds_bucket")).toHaveLength(3);
  });
});
