import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/check/index.js";
import { compileProject } from "../../../src/compile/index.js";
import {
  cadvisor,
  counter,
  type KubernetesOptions,
  kubeStateMetrics,
  logql,
  logStream,
  logs,
  promql,
  type ScrapeJob,
  scrape,
  system,
  timeseries,
  window,
} from "../../../src/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

const environments = {
  prod: {
    dataSources: { prom: { type: "prometheus", uid: "prom" }, loki: { type: "loki", uid: "loki" } },
    scrapeInterval: "1m",
  },
} as const;

function createShop(streamLabels: Readonly<Record<string, number>>) {
  const shop = system("shop", { labels: { app: ["cart"], namespace: ["shop"], pod: 3 }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    port: 8080,
    orders: counter("cart_orders_total", { help: "Orders" }),
    logs: logStream({
      selector: { namespace: "shop", app: "cart" },
      labels: { namespace: 1, app: 1, ...streamLabels },
      fields: { level: ["DEBUG", "ERROR"], message: 1000 },
    }),
  });
  const objects = shop.service("kube-state-metrics", kubeStateMetrics());
  const containers = shop.service("cadvisor", cadvisor());
  shop.dashboard("Cart", {
    description: "The cart",
    panels: [
      timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" }),
      timeseries("Restarts", promql`sum(rate(${objects.container.restarts}[${window}]))`, { unit: "ops" }),
      timeseries("CPU", promql`sum(rate(${containers.cpu}[${window}]))`, { unit: "short" }),
    ],
  });
  return { shop, cart, objects, containers };
}

type Shop = ReturnType<typeof createShop>;

type LogExpression = ReturnType<typeof logql>;

interface Parts {
  readonly jobs?: (shop: Shop) => readonly ScrapeJob[];
  readonly options?: Partial<KubernetesOptions>;
  readonly streamLabels?: Readonly<Record<string, number>>;
  readonly today?: string;
  /** An expression on logs that a panel shows. */
  readonly lines?: LogExpression;
}

const allJobs = ({ cart, objects, containers }: Shop) => [
  scrape(cart),
  scrape(objects, { honorLabels: true }),
  scrape(containers, { from: "kubelet", path: "/metrics/cadvisor" }),
];

/** The summaries of what a check finds in a collection in Kubernetes. */
function found(id: string, parts: Parts = {}) {
  const { jobs = allJobs, options = {}, streamLabels = {}, today = "2026-11-29", lines } = parts;
  const own = createShop(streamLabels);
  if (lines) own.shop.dashboard("Logs", { description: "The logs", panels: [logs("Lines", lines)] });
  const components = { alloy: {}, "alloy-singleton": {}, "kube-state-metrics": {} };
  own.shop.collect("cluster", {
    jobs: jobs(own),
    kubernetes: { namespace: "watch", secret: "cloud", components, ...options },
  });
  const project = { config: { environments }, systems: [own.shop] };
  const diagnostics = checkProject(project, compileProject(project), { today, findings: allFindings });
  return diagnostics.filter((one) => one.id === `collection/${id}`).map(({ summary }) => summary);
}

describe("a sound collection has no finding:", () => {
  const ids = [
    "never-collected",
    "doubled",
    "missing-label",
    "drops-used",
    "drops-read-lines",
    "slow-scrape",
    "not-an-exporter",
  ];
  test.each([...ids, "end-of-life", "unpinned-image", "log-label", "drops-no-line"])("%s", (id) => {
    expect(found(id, { options: { logs: { drop: { level: ["DEBUG"] } } } })).toEqual([]);
  });
});

test("never-collected: a service that is used, and that no job scrapes", () => {
  expect(found("never-collected", { jobs: ({ cart }) => [scrape(cart)] })).toEqual([
    expect.stringMatching(/^no job of "cluster" scrapes "cadvisor"/),
    expect.stringMatching(/^no job of "cluster" scrapes "kube-state-metrics"/),
  ]);
});

describe("C05, doubled:", () => {
  const also = (more: (shop: Shop) => ScrapeJob) =>
    found("doubled", { jobs: (shop) => [...allJobs(shop), more(shop)] });

  test("the pods of two jobs", () => {
    expect(also(({ cart }) => scrape(cart, { job: "again" }))).toEqual([
      'the pods with app="cart", namespace="shop" are scraped twice: also by the job "cart"',
    ]);
  });

  test("the Service of pods that are discovered, but not one of another namespace", () => {
    for (const target of ["cart:8080", "cart.shop.svc:8080"]) {
      expect(also(() => scrape("again", { targets: [target] }))).toEqual([
        `the target ${target} is scraped twice: also by the job "cart"`,
      ]);
    }
    expect(also(() => scrape("again", { targets: ["cart.other.svc:8080"] }))).toEqual([]);
  });

  test("the kubelet, at the same path", () => {
    const kubelet = (path: string) => also(() => scrape("again", { from: "kubelet", path }));
    expect(kubelet("/metrics/cadvisor")).toEqual([
      'the kubelet at /metrics/cadvisor is scraped twice: also by the job "cadvisor"',
    ]);
    expect(kubelet("/metrics")).toEqual([]);
  });
});

test("missing-label: only pods and kubelets have labels to discover", () => {
  const jobs = ({ cart }: Shop) => [scrape(cart, { targets: ["cart.shop.svc:8080"], labels: { app: "cart" } })];
  expect(found("missing-label", { jobs })).toEqual([
    'the job adds no label "namespace", which selects the series of "cart"',
    'the job adds no label "pod", which the series of "cart" are declared to have',
  ]);
});

test("missing-label: the pods of the collection itself", () => {
  const jobs = ({ shop }: Shop) => {
    const labels = { app: ["agent"], namespace: ["watch"] } as const;
    return [scrape(shop.service("collector", { labels, selector: { app: "agent", namespace: "watch" } }))];
  };
  const components = (labels: Readonly<Record<string, string>>) => ({ options: { components: { alloy: { labels } } } });
  expect(found("missing-label", { jobs, ...components({}) })).toEqual([
    'no component of the collection has pods with the labels of the job "collector": app="agent"',
  ]);
  expect(found("missing-label", { jobs, ...components({ app: "agent" }) })).toEqual([]);
});

test("drops-used and slow-scrape see jobs of pods", () => {
  const jobs = ({ cart }: Shop) => [scrape(cart, { drop: ["cart_.*"], interval: "5m" })];
  expect(found("drops-used", { jobs })).toEqual(['"cart_.*" drops "cart_orders_total", which is used']);
  expect(found("slow-scrape", { jobs })).toHaveLength(1);
});

test("images: at their end of life, or without a release", () => {
  const components = { alloy: { image: "grafana/agent:v0.44.2" }, "alloy-singleton": { image: "grafana/alloy" } };
  expect(found("end-of-life", { options: { components } })).toEqual([
    "support of grafana/agent:v0.44.2 ended on 2025-11-01",
  ]);
  expect(found("unpinned-image", { options: { components } })).toEqual(["the image grafana/alloy has no version"]);
});

test("log-label: where Alloy sends logs", () => {
  expect(found("log-label", { streamLabels: { user_id: 5 } })).toEqual([
    'the logs of "cart" have the stream label "user_id", with about 5 values',
  ]);
});

describe("drops-read-lines:", () => {
  const dropped = (lines: LogExpression) =>
    found("drops-read-lines", { options: { logs: { drop: { level: ["DEBUG"] } } }, lines });
  const finding = ['lines with level="DEBUG" are dropped, but panel "Lines" of dashboard "Logs" asks for them'];

  test.each([
    ["the value", logql`{namespace="shop", app="cart"} | json | level="DEBUG"`],
    ["a pattern", logql`{namespace="shop", app="cart"} | json | level=~"DEBUG|TRACE"`],
    ["one of two", logql`{namespace="shop", app="cart"} | json | level="ERROR" or level="DEBUG"`],
  ])("a panel that asks for %s", (_, lines) => expect(dropped(lines)).toEqual(finding));

  test.each([
    ["another value", logql`{namespace="shop", app="cart"} | json | level="ERROR"`],
    ["all but one", logql`{namespace="shop", app="cart"} | json | level!="ERROR"`],
    ["any value", logql`{namespace="shop", app="cart"} | json | level=~".+"`],
    ["every value", logql`{namespace="shop", app="cart"} | json | level=~"DEBUG|ERROR"`],
    ["the value of a variable", logql`{namespace="shop", app="cart"} | json | level=~"$level"`],
  ])("no panel that asks for %s, which has other lines, too", (_, lines) => expect(dropped(lines)).toEqual([]));

  test("a line filter with the value, in any aggregation", () => {
    expect(dropped(logql`sum(count_over_time({namespace="shop", app="cart"} |= "DEBUG" [5m]))`)).toEqual(finding);
    expect(dropped(logql`sum(count_over_time({namespace="shop", app="cart"} |= "ERROR" [5m]))`)).toEqual([]);
  });

  test("no field of another stream, and none that is renamed", () => {
    expect(dropped(logql`{namespace="other", app="cart"} | json | level="DEBUG"`)).toEqual([]);
    expect(dropped(logql`{namespace="shop", app="cart"} | json level="message" | level="DEBUG"`)).toEqual([]);
  });
});

test("drops-no-line: another value, and another field", () => {
  const drop = (filter: Readonly<Record<string, readonly string[]>>) =>
    found("drops-no-line", { options: { logs: { drop: filter } } });
  expect(drop({ level: ["debug"] })).toEqual(['no log line has the value "debug" in the field "level"']);
  expect(drop({ levl: ["DEBUG"] })).toEqual(['no log line has the value "DEBUG" in the field "levl"']);
  expect(drop({ message: ["healthy"] })).toEqual([]);
});

test("drops-no-line: a field to remove that no line has", () => {
  const remove = (...fields: readonly string[]) => found("drops-no-line", { options: { logs: { remove: fields } } });
  expect(remove("messag")).toEqual(['no log line has the field "messag"']);
  expect(remove("message")).toEqual([]);
});
