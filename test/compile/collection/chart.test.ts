import { describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { readAlloy } from "../../../src/formats/alloy/index.js";
import {
  cadvisor,
  counter,
  type KubernetesOptions,
  kubeStateMetrics,
  logStream,
  redisExporter,
  type ScrapeJob,
  scrape,
  system,
  traceStream,
} from "../../../src/index.js";
import { components } from "../../../src/model/collection/components.js";
import type { Config } from "../../../src/model/project/config.js";
import { readYaml, toPlainValue } from "../../../src/yaml/index.js";

const config: Config = {
  environments: {
    prod: {
      dataSources: { prom: { type: "prometheus", uid: "prom" } },
      externalLabels: { cluster: "blue", region: "eu" },
      scrapeInterval: "1m",
    },
  },
};

const fields = { level: ["DEBUG", "ERROR"] } as const;

/** A shop in the namespace `shop`, and what its cluster has. */
function createShop() {
  const shop = system("shop", { labels: { app: ["cart", "user"], namespace: ["shop"], pod: 3 }, serviceLabel: "app" });
  return {
    shop,
    cart: shop.service("cart", {
      port: 8080,
      orders: counter("cart_orders_total", { help: "Orders" }),
      logs: logStream({
        selector: { namespace: "shop", app: "cart" },
        labels: { namespace: 1, app: 2, pod: 3 },
        fields,
      }),
      traces: traceStream({ service: "cart" }),
    }),
    sessions: shop.service("user", {
      ...redisExporter(),
      labels: { app: ["user"], namespace: ["shop"] },
      selector: { app: "user", namespace: "shop" },
    }),
    objects: shop.service("kube-state-metrics", kubeStateMetrics()),
    containers: shop.service("cadvisor", cadvisor()),
  };
}

type Shop = ReturnType<typeof createShop>;

const usualJobs = ({ cart, objects, containers }: Shop) => [
  scrape(cart, { drop: [".*_created"], interval: "15s" }),
  scrape(objects, { honorLabels: true }),
  scrape(containers, { from: "kubelet", path: "/metrics/cadvisor" }),
  scrape("blackbox", { targets: ["blackbox.shop.svc:9115"] }),
];

const usualComponents = {
  alloy: { limits: { memory: "512Mi" } },
  "alloy-singleton": {},
  "alloy-sampler": { replicas: 3 },
  "kube-state-metrics": { requests: { cpu: "100m" } },
} as const;

/** The values of the chart for a collection. */
function compile(options: Partial<KubernetesOptions> = {}, jobs: (shop: Shop) => readonly ScrapeJob[] = usualJobs) {
  const own = createShop();
  own.shop.collect("chart", {
    jobs: jobs(own),
    kubernetes: {
      namespace: "watch",
      secret: "cloud",
      helm: { cluster: "blue" },
      components: usualComponents,
      ...options,
    },
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [own.shop] });
  const folder = "prod/shop/collection/chart/";
  const files = new Map(
    artifacts
      .filter(({ path }) => path.startsWith(folder))
      .map((one) => [one.path.slice(folder.length), renderArtifact(one)]),
  );
  const text = files.get("values.yaml") ?? "";
  const [document] = readYaml(text, { file: "values.yaml", documents: "all" }).documents;
  return {
    files: [...files.keys()],
    text,
    // biome-ignore lint/suspicious/noExplicitAny: the shape of the values is what the tests are about.
    values: (document ? toPlainValue(document) : undefined) as any,
    problems: diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary),
  };
}

/** The findings about blocks that the chart puts into a component of its own. */
const problemsOf = (around: string) =>
  readAlloy(around, { file: "config.alloy" }).diagnostics.map(({ summary }) => summary);

test("the values name the release of the chart in the table of components, and come with the Secret and the patches", () => {
  const { problems, files, text } = compile();
  expect(problems).toEqual([]);
  expect(files).toEqual(["cloud.yaml", "values.yaml", "workloads/cart.yaml", "workloads/kustomization.yaml"]);
  expect(text).toContain(`--version ${components["k8s-monitoring"].tag} -n watch`);
});

test("everything is sent to Grafana Cloud, with the keys of the Secret and the labels of the environment", () => {
  const { destinations, cluster } = compile().values;
  expect(cluster).toEqual({ name: "blue" });
  expect(destinations.metrics).toEqual({
    type: "prometheus",
    urlFrom: 'convert.nonsensitive(remote.kubernetes.secret.metrics.data["prometheus-remote-write-endpoint"])',
    auth: { type: "basic", usernameKey: "prometheus-username", passwordKey: "prometheus-password" },
    secret: { create: false, name: "cloud", namespace: "watch" },
    clusterLabels: ["cluster"],
    extraLabels: { region: "eu" },
  });
  expect(destinations.logs).toMatchObject({ type: "loki", auth: { usernameKey: "loki-username" } });
  expect(destinations.traces).toMatchObject({ type: "otlp", auth: { passwordKey: "tempo-password" } });
});

describe("pods", () => {
  const { extraDiscoveryRules, extraMetricProcessingRules, ...others } = compile().values.annotationAutodiscovery;

  test("are found by the annotations of the patches, in their namespaces", () => {
    expect(others).toMatchObject({
      namespaces: ["shop"],
      annotations: { scrape: "prometheus.io/scrape", metricsPortNumber: "prometheus.io/port" },
      services: { enabled: false },
    });
  });

  test("become targets with the job and the labels of the catalogue, and no others", () => {
    expect(problemsOf(`discovery.relabel "pods" {\n  targets = []\n${extraDiscoveryRules}}\n`)).toEqual([]);
    expect(extraDiscoveryRules).toMatch(/"__meta_kubernetes_pod_label_app"\]\n {2}target_label {2}= "app"/);
    expect(extraDiscoveryRules).toMatch(/regex {9}= "shop;cart|cart;shop"[^}]*replacement {3}= "cart"/);
    expect(extraDiscoveryRules).toMatch(/target_label {2}= "__scrape_interval__"\n {2}replacement {3}= "15s"/);
    expect(extraDiscoveryRules).toContain('regex  = "container"\n  action = "labeldrop"');
  });

  test("lose the series that the job drops, and those of an exporter that the catalogue does not describe", () => {
    expect(extraMetricProcessingRules).toContain('regex         = "cart;(?:.*_created)"');
    expect(extraMetricProcessingRules).not.toContain("__tmp_keep");
    const jobs = ({ sessions }: Shop) => [scrape(sessions)];
    const rules = compile({}, jobs).values.annotationAutodiscovery.extraMetricProcessingRules;
    expect(rules).toContain("redis_up");
    expect(rules).toContain("__tmp_keep");
    const inComponent = `prometheus.relabel "pods" {\n  forward_to = []\n${rules}${extraMetricProcessingRules}}\n`;
    expect(problemsOf(inComponent)).toEqual([]);
  });
});

test("the kubelet and kube-state-metrics are scraped by the chart, under the name of the job", () => {
  const { clusterMetrics, telemetryServices } = compile().values;
  expect(clusterMetrics.kubelet).toEqual({ enabled: false });
  expect(clusterMetrics.cadvisor).toMatchObject({ enabled: true, jobLabel: "cadvisor", scrapeInterval: "60s" });
  expect(clusterMetrics.cadvisor.metricsTuning).toMatchObject({
    useDefaultAllowList: false,
    dropEmptyImageLabels: false,
  });
  expect(clusterMetrics.cadvisor.metricsTuning.includeMetrics).toContain("container_memory_working_set_bytes");
  expect(clusterMetrics["kube-state-metrics"]).toMatchObject({ enabled: true, jobLabel: "kube-state-metrics" });
  expect(telemetryServices).toEqual({
    "kube-state-metrics": { deploy: true, resources: { requests: { cpu: "100m" } } },
  });
});

test("fixed targets are scraped by the only Alloy", () => {
  const { alloy, "alloy-singleton": singleton } = compile().values.collectors;
  expect(alloy).toMatchObject({
    presets: ["clustered", "daemonset"],
    alloy: { resources: { limits: { memory: "512Mi" } } },
  });
  expect(singleton).toMatchObject({ presets: ["singleton"], includeDestinations: ["metrics"] });
  expect(singleton.extraConfig).toContain("blackbox.shop.svc:9115");
  expect(singleton.extraConfig).toContain("forward_to = [prometheus.remote_write.metrics.receiver]");
  const onlyObjects = compile({}, ({ objects }) => [scrape(objects)]);
  expect(onlyObjects.values.collectors).not.toHaveProperty("alloy-singleton");
});

test("lines have the labels that the catalogue declares, and are left out by their fields", () => {
  const { podLogsViaKubernetesApi: logs } = compile({ logs: { drop: { level: ["DEBUG"] } } }).values;
  expect(logs.namespaces).toEqual(["shop"]);
  expect(logs.extraLogProcessingStages).toContain('values = ["namespace", "app", "pod"]');
  expect(logs.extraLogProcessingStages).toContain('drop_counter_reason = "level"');
  expect(problemsOf(`loki.process "logs" {\n  forward_to = []\n${logs.extraLogProcessingStages}}\n`)).toEqual([]);
  expect(problemsOf(`discovery.relabel "logs" {\n  targets = []\n${logs.extraDiscoveryRules}}\n`)).toEqual([]);
});

test("traces are received at the Service of the collection, and sampled as in plain manifests", () => {
  const traces = { slowerThan: "2s", percentage: 10, without: ["/health"] } as const;
  const { values } = compile({ service: "grafana-agent", traces });
  expect(values.collectors.alloy.extraService).toEqual({ enabled: true, fullname: "grafana-agent" });
  expect(values.applicationObservability.receivers.otlp).toEqual({ grpc: { enabled: true }, http: { enabled: true } });
  const { policies, collector } = values.destinations.traces.processors.tailSampling;
  expect(policies.slice(1)).toEqual([
    {
      ...{ name: "without http.target", type: "drop" },
      drop: {
        drop_sub_policy: [{ name: "http.target", type: "string_attribute", key: "http.target", values: ["/health"] }],
      },
    },
    { name: "failed", type: "status_code", status_codes: ["ERROR"] },
    { name: "slow", type: "latency", threshold_ms: 2000 },
    { name: "others", type: "probabilistic", sampling_percentage: 10 },
  ]);
  expect(collector.controller).toEqual({ type: "statefulset", replicas: 3 });
});

test("Alloy is not root, has no capabilities, and a read-only file system", () => {
  const { alloy } = compile().values.collectorCommon;
  expect(alloy.alloy.securityContext).toMatchObject({
    ...{ runAsNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    capabilities: { drop: ["ALL"], add: [] },
  });
});

test("without what the catalogue lacks, the features of the chart stay off", () => {
  const { "alloy-sampler": _, ...without } = usualComponents;
  const { values } = compile({ components: without }, ({ objects }) => [scrape(objects)]);
  expect(values).not.toHaveProperty("annotationAutodiscovery");
  expect(values).not.toHaveProperty("applicationObservability");
  expect(values.destinations).not.toHaveProperty("traces");
});

describe("is refused:", () => {
  test("values without the Secret of Grafana Cloud", () => {
    const own = createShop();
    const components = { prometheus: {} };
    const kubernetes = { namespace: "watch", helm: { cluster: "blue" }, components };
    own.shop.collect("chart", { jobs: [scrape("one", { targets: ["one:80"] })], kubernetes });
    const { diagnostics } = compileProject({ config, systems: [own.shop] });
    expect(diagnostics.map(({ summary }) => summary)).toContain(
      "the values of a chart need the Secret of Grafana Cloud",
    );
  });

  test("a page of the kubelet that the chart does not scrape", () => {
    const jobs = ({ containers }: Shop) => [scrape(containers, { from: "kubelet", path: "/pods" })];
    expect(compile({}, jobs).problems).toEqual(["the chart cannot scrape /pods of the kubelet for another job"]);
  });

  test("a job without the component that scrapes it", () => {
    expect(compile({ components: { "alloy-singleton": {} } }).problems).toContain(
      'nothing scrapes the job "cart": the collection has no component alloy',
    );
  });
});
