import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import {
  type CollectionOptions,
  counter,
  env,
  kubelet,
  kubeStateMetrics,
  type OperatorOptions,
  promql,
  receiver,
  type ScrapeJob,
  type ScrapeJobOptions,
  scrape,
  system,
} from "../../../src/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { type RelabelRule, relabel } from "../../../src/relabel/index.js";
import { readYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

type Values = Readonly<Record<string, YamlValue>>;

const config: Config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } }, scrapeInterval: "1m" } },
};

/** A shop in the namespace `shop`, with an alert that goes to a channel. */
function createShop() {
  const team = receiver.slack("team", { url: env("SLACK_URL"), channel: "#shop" });
  const shop = system("shop", {
    labels: { app: ["cart", "user"], namespace: ["shop"], pod: 3 },
    serviceLabel: "app",
    routes: { warning: [team] },
  });
  const cart = shop.service("cart", { port: 8080, orders: counter("cart_orders_total", { help: "Orders" }) });
  const user = shop.service("user", { logins: counter("user_logins_total", { help: "Logins" }) });
  const objects = shop.service("kube-state-metrics", kubeStateMetrics());
  const volumes = shop.service("kubelet", kubelet());
  const noOrders = shop.alert("NoOrders", {
    when: promql`sum(rate(${cart.orders}[5m])) == 0`,
    ...{ for: "10m", severity: "warning", summary: "No orders" },
  });
  return { shop, cart, user, objects, volumes, noOrders };
}

type Shop = ReturnType<typeof createShop>;

const allJobs = ({ cart, objects, volumes }: Shop) => [
  scrape(cart, { interval: "30s", drop: ["go_.*", ".*_created"] }),
  scrape(objects, { honorLabels: true, targets: ["kube-state-metrics.kube-system.svc:8080"] }),
  scrape(volumes, { from: "kubelet" }),
];

/** The files of a collection, by their path in its folder. */
function compile(
  jobs: (shop: Shop) => readonly ScrapeJob[] = allJobs,
  options: Partial<OperatorOptions> = {},
  more: Partial<CollectionOptions> = {},
) {
  const own = createShop();
  const operator = { namespace: "monitoring", labels: { release: "stack" }, ...options };
  own.shop.collect("operator", { jobs: jobs(own), operator, ...more });
  const { artifacts, diagnostics } = compileProject({ config, systems: [own.shop] });
  const folder = "prod/shop/collection/operator/";
  const files = artifacts
    .filter(({ path }) => path.startsWith(folder))
    .map((one) => [one.path.slice(folder.length), renderArtifact(one)] as const);
  const values = Object.fromEntries(files.map(([path, text]) => [path, objectIn(text)]));
  return { files, values, diagnostics: diagnostics.map(({ id, summary }) => `${id}: ${summary}`) };
}

const objectIn = (text: string) => toPlainValue(readYaml(text, { file: "object.yaml" }).documents[0]!) as Values;

test("each job and each file of rules is an object, with the labels that the Prometheus selects", () => {
  const { values, diagnostics } = compile();
  expect(diagnostics).toEqual([]);
  const { resources } = values["kustomization.yaml"]!;
  expect(resources).toEqual([
    ...["monitors/cart.yaml", "monitors/kube-state-metrics.yaml", "monitors/kubelet.yaml", "rules/alerts.yaml"],
  ]);
  expect(Object.fromEntries((resources as string[]).map((path) => [path, values[path]!.kind]))).toEqual({
    "monitors/cart.yaml": "PodMonitor",
    "monitors/kube-state-metrics.yaml": "ScrapeConfig",
    "monitors/kubelet.yaml": "ServiceMonitor",
    "rules/alerts.yaml": "PrometheusRule",
  });
  for (const path of resources as string[])
    expect(values[path]!.metadata).toMatchObject({
      name: expect.stringMatching(/^shop-/),
      namespace: "monitoring",
      labels: { release: "stack" },
    });
});

test("pods are selected by the labels of the service, scraped at its port, and get the labels of the catalogue", () => {
  expect(compile().values["monitors/cart.yaml"]!.spec).toEqual({
    namespaceSelector: { matchNames: ["shop"] },
    selector: { matchLabels: { app: "cart" } },
    podMetricsEndpoints: [
      {
        ...{ portNumber: 8080, interval: "30s" },
        relabelings: [
          { sourceLabels: ["__meta_kubernetes_pod_label_app"], targetLabel: "app" },
          { targetLabel: "job", replacement: "cart" },
          { action: "labeldrop", regex: "container|endpoint|service" },
        ],
        metricRelabelings: [{ sourceLabels: ["__name__"], regex: "go_.*|.*_created", action: "drop" }],
      },
    ],
  });
});

test("a job may add labels of its pods, which are not those of its series", () => {
  const pods = { namespace: "kafka", labels: { "strimzi.io/name": "orders" } };
  const { spec } = compile(({ cart }) => [scrape(cart, { pods })]).values["monitors/cart.yaml"]!;
  expect(spec).toMatchObject({
    namespaceSelector: { matchNames: ["kafka"] },
    selector: { matchLabels: { app: "cart", strimzi_io_name: "orders" } },
  });
});

test("fixed targets keep the labels of their series if asked", () => {
  expect(compile().values["monitors/kube-state-metrics.yaml"]!.spec).toEqual({
    jobName: "kube-state-metrics",
    staticConfigs: [{ targets: ["kube-state-metrics.kube-system.svc:8080"] }],
    ...{ scrapeInterval: "1m", honorLabels: true },
  });
});

test("a scrape takes no longer than its interval; path and scheme are those of the job", () => {
  const options = { interval: "5s", path: "/stats", scheme: "https", targets: ["cart:1"], labels: { app: "cart" } };
  const { values } = compile(({ cart }) => [scrape(cart, options as ScrapeJobOptions)]);
  expect(values["monitors/cart.yaml"]!.spec).toEqual({
    jobName: "cart",
    staticConfigs: [{ targets: ["cart:1"], labels: { app: "cart" } }],
    ...{ scrapeInterval: "5s", scrapeTimeout: "5s", metricsPath: "/stats", scheme: "https" },
  });
});

/** The rules that the operator writes before those of a monitor, by its `promcfg.go`. */
const ofOperator: Readonly<Record<string, readonly RelabelRule[]>> = {
  PodMonitor: [
    { sourceLabels: ["__meta_kubernetes_namespace"], targetLabel: "namespace" },
    { sourceLabels: ["__meta_kubernetes_pod_container_name"], targetLabel: "container" },
    { sourceLabels: ["__meta_kubernetes_pod_name"], targetLabel: "pod" },
    { targetLabel: "job", replacement: "monitoring/shop-cart" },
    { targetLabel: "endpoint", replacement: "8080" },
  ],
  ServiceMonitor: [
    {
      sourceLabels: [
        "__meta_kubernetes_endpoint_address_target_kind",
        "__meta_kubernetes_endpoint_address_target_name",
      ],
      ...{ separator: ";", regex: "Node;(.*)", targetLabel: "node", replacement: "${1}" },
    },
    { sourceLabels: ["__meta_kubernetes_namespace"], targetLabel: "namespace" },
    { sourceLabels: ["__meta_kubernetes_service_name"], targetLabel: "service" },
    { sourceLabels: ["__meta_kubernetes_service_name"], targetLabel: "job", replacement: "${1}" },
    { targetLabel: "endpoint", replacement: "https-metrics" },
  ],
};

/** The labels with which series are stored, after the rules of the operator and those of the monitor. */
function labelsOf({ kind, spec }: Values, meta: Readonly<Record<string, string>>) {
  const { podMetricsEndpoints, endpoints } = spec as Readonly<Record<string, readonly Values[]>>;
  const own = (podMetricsEndpoints ?? endpoints)![0]!.relabelings as readonly RelabelRule[];
  const target = new Map(Object.entries(meta).map(([name, value]) => [`__meta_kubernetes_${name}`, value]));
  const { labels } = relabel(target, [...ofOperator[kind as string]!, ...own], { version: { major: 3, minor: 5 } });
  return labels && Object.fromEntries([...labels].filter(([name]) => !name.startsWith("__")));
}

describe("a series has the labels that the catalogue declares, and no others:", () => {
  const { values } = compile(({ cart, volumes }) => [
    scrape(cart),
    scrape(cart, { job: "sidecar", labels: { namespace: "shop", container: "side.car" } }),
    scrape(volumes, { from: "kubelet", labels: { site: "one" } }),
  ]);
  const pod = { namespace: "shop", pod_name: "cart-1", pod_container_name: "app", pod_label_app: "cart" };

  test("of a pod", () =>
    expect(labelsOf(values["monitors/cart.yaml"]!, pod)).toEqual({
      ...{ job: "cart", app: "cart", namespace: "shop", pod: "cart-1" },
    }));

  test("of a container of a pod", () => {
    const monitor = values["monitors/sidecar.yaml"]!;
    expect(labelsOf(monitor, { ...pod, pod_container_name: "side-car" })).toBeUndefined();
    expect(labelsOf(monitor, { ...pod, pod_container_name: "side.car" })).toEqual({
      ...{ job: "sidecar", app: "cart", namespace: "shop", container: "side.car", pod: "cart-1" },
    });
  });

  test("of a kubelet", () => {
    const service = { namespace: "kube-system", service_name: "kubelet" };
    const node = { endpoint_address_target_kind: "Node", endpoint_address_target_name: "node-1" };
    expect(labelsOf(values["monitors/kubelet.yaml"]!, { ...service, ...node })).toEqual({
      ...{ job: "kubelet", node: "node-1", site: "one" },
    });
  });
});

test("routes are written if asked, with their Secret and the templates of their texts", () => {
  const { values, diagnostics } = compile(allJobs, { alertmanagerConfig: "global", secretName: "keys" });
  expect(diagnostics).toEqual([]);
  expect(values["alerting/telltale.yaml"]).toMatchObject({
    kind: "AlertmanagerConfig",
    metadata: { namespace: "monitoring", labels: { release: "stack" } },
    spec: { receivers: expect.arrayContaining([expect.objectContaining({ name: "shop/team" })]) },
  });
  expect(JSON.stringify(values["alerting/telltale.yaml"])).toContain('{"name":"keys","key":"SLACK_URL"}');
  expect(values["alerting/telltale-templates.yaml"]).toMatchObject({ kind: "ConfigMap" });
});

describe("refused are", () => {
  test("pods without a port: a PodMonitor would scrape all of theirs", () => {
    expect(compile(({ user }) => [scrape(user)]).diagnostics).toEqual([
      'definition/missing-value: the job "user" does not say at which port its pods are scraped',
    ]);
  });

  test("pods of which nobody knows the namespace", () => {
    expect(compile(({ objects }) => [scrape(objects)]).diagnostics).toContain(
      'definition/missing-value: the job "kube-state-metrics" does not say in which namespace its pods are',
    );
  });

  test.each([
    ["two forms", { compose: { components: {} } }, "the collection has the options compose and operator"],
    ["a Prometheus", { prometheus: {} }, "the collection has the option prometheus, and runs in Kubernetes"],
  ])("%s", (_, more, summary) => {
    expect(compile(allJobs, {}, more).diagnostics).toEqual([`definition/exclusive-options: ${summary}`]);
  });
});

const schemas = corpusFolder("collection/schemas");

describe("the objects", () => {
  const probe = { addresses: ["https://shop.example.com"] };
  const jobs = (own: Shop) => [...allJobs(own), scrape("blackbox", { targets: ["blackbox:9115"], probe })];
  const { files, values } = compile(jobs, { alertmanagerConfig: "None" });
  const objects = Object.entries(values).filter(([path]) => !path.includes("kustomization"));

  test("have no finding", () => {
    const given = files.map(([path, text]) => ({ path, text }));
    const settings = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29" } as const;
    const found = checkFiles(given, { ...settings, findings: allFindings }).filter(
      ({ id }) => !id.startsWith("alert/"),
    );
    expect(found.map(({ id, summary }) => `${id}: ${summary}`)).toEqual([]);
  });

  test.skipIf(schemas.missing).each(objects)("are strictly valid by the schemas: %s", (_, object) => {
    const version = String(object.apiVersion).split("/")[1];
    const name = object.kind === "ConfigMap" ? "kubernetes/ConfigMap" : `prometheus-operator/${object.kind}_${version}`;
    const { $schema, ...schema } = JSON.parse(readFileSync(`${schemas.path}${name}.json`, "utf8"));
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema);
    expect(validate(object) ? [] : validate.errors).toEqual([]);
  });
});
