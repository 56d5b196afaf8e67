import { describe, expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import {
  type CollectionOptions,
  cadvisor,
  counter,
  env,
  type KubernetesOptions,
  kubeStateMetrics,
  nodeExporter,
  postgresExporter,
  prometheusMetrics,
  promql,
  receiver,
  row,
  type ScrapeJob,
  scrape,
  system,
  timeseries,
} from "../../../src/index.js";
import type { Config } from "../../../src/model/project/config.js";
import { readYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";

const config: Config = {
  environments: {
    prod: {
      dataSources: { prom: { type: "prometheus", uid: "prom" } },
      externalLabels: { cluster: "blue" },
      scrapeInterval: "15s",
      retention: "20d",
    },
  },
};

type Values = Readonly<Record<string, YamlValue>>;

/** A shop in the namespace `shop`, with two services in one job. */
function createShop() {
  const shop = system("shop", {
    labels: { app: ["cart", "user"], namespace: ["shop"], pod: 3 },
    serviceLabel: "app",
    routes: { info: [receiver.slack("team", { url: env("SHOP_SLACK_URL"), channel: "#shop" })] },
  });
  const cart = shop.service("cart", {
    port: 8080,
    selector: { job: "shop", app: "cart" },
    orders: counter("cart_orders_total", { help: "Orders" }),
  });
  const user = shop.service("user", {
    port: 3000,
    selector: { job: "shop", app: "user" },
    logins: counter("user_logins_total", { help: "Logins" }),
  });
  const broker = shop.service("broker", {
    exporter: true,
    port: 9404,
    labels: {},
    messages: counter("messages_total", { help: "Messages" }),
  });
  const objects = shop.service("kube-state-metrics", kubeStateMetrics());
  const containers = shop.service("cadvisor", cadvisor());
  const prometheus = shop.service("prometheus", prometheusMetrics());
  shop.alert("NoOrders", {
    when: promql`sum(rate(${cart.orders}[5m])) == 0`,
    for: "1h",
    severity: "info",
    summary: "No orders",
  });
  shop.dashboard("Overview", {
    key: "overview",
    rows: [row("Orders", [timeseries("Orders", promql`sum(rate(${cart.orders}[5m]))`)])],
  });
  return { shop, cart, user, broker, objects, containers, prometheus };
}

type Shop = ReturnType<typeof createShop>;

const allJobs = ({ cart, user, broker, objects, containers, prometheus }: Shop) => [
  scrape(cart),
  scrape(user),
  scrape(broker, { pods: { namespace: "kafka", labels: { "strimzi.io/name": "shop-kafka" } } }),
  scrape(objects, { honorLabels: true }),
  scrape(containers, { from: "kubelet", path: "/metrics/cadvisor" }),
  scrape(prometheus),
];

/** The files of a collection, by their path in its folder. */
function compile(
  options: Partial<KubernetesOptions> = {},
  jobs: (shop: Shop) => readonly ScrapeJob[] = allJobs,
  more: Partial<CollectionOptions> = {},
) {
  const own = createShop();
  const components = { prometheus: { replicas: 2, storage: "50Gi" }, "kube-state-metrics": {} };
  own.shop.collect("cluster", {
    jobs: jobs(own),
    kubernetes: { namespace: "watch", components, ...options },
    ...more,
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [own.shop] });
  const folder = "prod/shop/collection/cluster/";
  const files = new Map(
    artifacts
      .filter(({ path }) => path.startsWith(folder))
      .map((one) => [one.path.slice(folder.length), renderArtifact(one)]),
  );
  const objects = (path: string) => objectsIn(files.get(path) ?? "");
  return { files, diagnostics, objects, prometheus: () => objects("prometheus/prometheus.yml")[0]! };
}

function objectsIn(text: string): readonly Values[] {
  return readYaml(text, { file: "objects.yaml", documents: "all" }).documents.map(
    (node) => toPlainValue(node) as Values,
  );
}

const jobsOf = (options: Partial<KubernetesOptions> = {}) =>
  Object.fromEntries(
    (compile(options).prometheus().scrape_configs as readonly Values[]).map((job) => [job.job_name, job]),
  );

test("everything stays in the cluster: without a Secret of Grafana Cloud, nothing is sent", () => {
  const { files, diagnostics } = compile();
  expect(diagnostics).toEqual([]);
  expect([...files.keys()]).toEqual([
    "deploy.sh",
    ...["kube-state-metrics.yaml", "kustomization.yaml", "namespace.yaml", "network-policy.yaml", "prometheus.yaml"],
    ...["prometheus/prometheus.yml", "prometheus/rules/alerts.yml"],
  ]);
});

describe("Prometheus", () => {
  test("keeps the series of each replica on a volume, for the retention of the environment", () => {
    const set = compile()
      .objects("prometheus.yaml")
      .find(({ kind }) => kind === "StatefulSet")!;
    expect(set).toMatchObject({
      spec: {
        replicas: 2,
        template: {
          spec: { containers: [{ args: expect.arrayContaining(["--storage.tsdb.retention.time=20d"]) }] },
        },
        volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "50Gi" } } } }],
      },
    });
  });

  test("has a label for its replica, if there are several", () => {
    expect(compile().prometheus().global).toMatchObject({
      external_labels: { cluster: "blue", replica: "${POD_NAME}" },
    });
    expect(compile({ components: { prometheus: {} } }).prometheus().global).toMatchObject({
      external_labels: { cluster: "blue" },
    });
  });

  test("reads the rules of the system, which are copied into the folder", () => {
    const { files, prometheus } = compile();
    expect(prometheus().rule_files).toEqual(["rules/*.yml"]);
    expect(files.get("prometheus/rules/alerts.yml")).toContain("alert: NoOrders");
    expect(files.get("kustomization.yaml")).toContain("- prometheus/rules/alerts.yml");
  });

  test("scrapes two services in one job, each at its own port", () => {
    expect(jobsOf().shop).toMatchObject({
      kubernetes_sd_configs: [{ role: "pod", namespaces: { names: ["shop"] } }],
      relabel_configs: expect.arrayContaining([
        {
          source_labels: [
            ...["__meta_kubernetes_pod_label_app", "__meta_kubernetes_namespace", "__meta_kubernetes_pod_ip"],
          ],
          regex: "cart;shop;(.+)",
          target_label: "__tmp_address",
          replacement: "$1:8080",
        },
        expect.objectContaining({ regex: "user;shop;(.+)", replacement: "$1:3000" }),
      ]),
    });
  });

  test("finds the pods of others by the labels that the job names", () => {
    expect(jobsOf().broker).toMatchObject({
      kubernetes_sd_configs: [{ namespaces: { names: ["kafka"] } }],
      relabel_configs: expect.arrayContaining([
        expect.objectContaining({
          source_labels: ["__meta_kubernetes_pod_label_strimzi_io_name", "__meta_kubernetes_pod_ip"],
          regex: "shop-kafka;(.+)",
        }),
      ]),
    });
  });

  test("scrapes each pod of a component, not its Service, and the kubelet of each node", () => {
    expect(jobsOf().prometheus).toMatchObject({
      kubernetes_sd_configs: [{ namespaces: { names: ["watch"] } }],
      relabel_configs: expect.arrayContaining([
        expect.objectContaining({ regex: "prometheus;(.+)", replacement: "$1:9090" }),
      ]),
    });
    expect(jobsOf().cadvisor).toMatchObject({ scheme: "https", kubernetes_sd_configs: [{ role: "node" }] });
  });

  test("may read pods where its targets are, and metrics of kubelets, and nothing else", () => {
    const roles = compile()
      .objects("prometheus.yaml")
      .filter(({ kind }) => kind === "Role" || kind === "ClusterRole");
    expect(roles.map(({ kind, metadata }) => [kind, (metadata as Values).namespace])).toEqual([
      ["ClusterRole", undefined],
      ["Role", "kafka"],
      ["Role", "shop"],
      ["Role", "watch"],
    ]);
  });
});

describe("Alertmanager", () => {
  const components = { prometheus: { replicas: 2 }, alertmanager: {} };

  test("has two replicas that know each other, and gets each alert twice without the label of the Prometheus", () => {
    const { objects, prometheus } = compile({ components });
    const addresses = (port: number) => [0, 1].map((index) => `alertmanager-${index}.alertmanager.watch.svc:${port}`);
    expect(prometheus().alerting).toEqual({
      alert_relabel_configs: [{ regex: "replica", action: "labeldrop" }],
      alertmanagers: [{ static_configs: [{ targets: addresses(9093) }] }],
    });
    const args = addresses(9094).map((address) => `--cluster.peer=${address}`);
    expect(objects("alertmanager.yaml")[0]).toMatchObject({
      spec: { replicas: 2, template: { spec: { containers: [{ args: expect.arrayContaining(args) }] } } },
    });
  });

  test("has the routes of the environment, and a Secret with a key for each receiver, without values", () => {
    const { files, objects } = compile({ components });
    expect(files.get("alertmanager/alertmanager.yml")).toContain("/etc/alertmanager/secrets/SHOP_SLACK_URL");
    expect(objects("alertmanager-secrets.yaml")[0]).toMatchObject({ stringData: { SHOP_SLACK_URL: "" } });
    expect(files.get("deploy.sh")).toContain("provide_secret alertmanager-secrets SHOP_SLACK_URL\n");
  });

  test("may be that of another collection", () => {
    const alertmanagers = ["alertmanager-0.alertmanager.other.svc:9093"];
    expect(compile({}, allJobs, { prometheus: { alertmanagers } }).prometheus().alerting).toMatchObject({
      alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }],
    });
  });
});

test("Grafana has the data sources of the environment, the dashboards of the system, and no password in a file", () => {
  const { files, objects } = compile({ components: { prometheus: {}, grafana: {} } });
  const [sources] = objects("grafana/provisioning/datasources/telltale.yml");
  expect(sources).toMatchObject({
    datasources: [{ uid: "prom", url: "http://prometheus.watch.svc:9090", jsonData: { timeInterval: "15s" } }],
  });
  expect(files.get("kustomization.yaml")).toContain('grafana_dashboard: "1"');
  expect(JSON.parse(files.get("grafana/dashboards/overview.json")!)).toMatchObject({ title: expect.any(String) });
  expect(objects("grafana-admin.yaml")[0]).toMatchObject({ stringData: { "admin-password": "" } });
});

test("Prometheus asks for a password, which only files in its pods and in those of Grafana have", () => {
  const components = { prometheus: {}, grafana: {} };
  const { objects, prometheus } = compile({ components }, allJobs, { prometheus: { user: "depot" } });
  const passwordFile = "/run/secrets/prometheus/password";
  const jobs = prometheus().scrape_configs as readonly Values[];
  expect(jobs.filter((job) => job.basic_auth !== undefined)).toMatchObject([
    { job_name: "prometheus", basic_auth: { username: "depot", password_file: passwordFile } },
  ]);
  expect(objects("grafana/provisioning/datasources/telltale.yml")[0]).toMatchObject({
    datasources: [{ basicAuthUser: "depot", secureJsonData: { basicAuthPassword: `$__file{${passwordFile}}` } }],
  });
  const [container] = (
    objects("prometheus.yaml").find(({ kind }) => kind === "StatefulSet") as unknown as {
      spec: { template: { spec: { containers: readonly Values[] } } };
    }
  ).spec.template.spec.containers;
  expect(container).toMatchObject({
    args: expect.arrayContaining(["--web.config.file=/run/secrets/prometheus/web.yml"]),
    readinessProbe: { tcpSocket: { port: "http" } },
  });
  expect(objects("prometheus-login.yaml")[0]).toMatchObject({ stringData: { password: "", "web.yml": "" } });
});

test("node_exporter is on each node, which the namespace must allow", () => {
  const hosts = (own: Shop) => [scrape(own.shop.service("node-exporter", nodeExporter()))];
  const { objects, prometheus } = compile({ components: { prometheus: {}, "node-exporter": {} } }, hosts);
  expect(objects("namespace.yaml")[0]).toMatchObject({
    metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
  });
  expect(prometheus().scrape_configs).toMatchObject([
    {
      relabel_configs: expect.arrayContaining([
        { source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "instance" },
      ]),
    },
  ]);
});

test("an exporter has its password in a file, and may reach the port of its server", () => {
  const database = (own: Shop) => [scrape(own.shop.service("postgres-exporter", postgresExporter()))];
  const { objects } = compile(
    {
      components: {
        prometheus: {},
        "postgres-exporter": {
          environment: { DATA_SOURCE_URI: "db.shop.svc:5432/shop" },
          secrets: { DATA_SOURCE_PASS_FILE: "password" },
        },
      },
    },
    database,
  );
  const [deployment, , policy] = objects("postgres-exporter.yaml");
  expect(deployment).toMatchObject({
    spec: {
      template: {
        spec: {
          containers: [{ env: [{}, { name: "DATA_SOURCE_PASS_FILE", value: "/run/secrets/exporter/password" }] }],
        },
      },
    },
  });
  expect(policy).toMatchObject({ spec: { egress: [{}, { ports: [{ port: 5432 }] }] } });
});

describe("refused are", () => {
  const summaries = (
    options: Partial<KubernetesOptions>,
    jobs: (shop: Shop) => readonly ScrapeJob[] = ({ cart }) => [scrape(cart)],
  ) => compile(options, jobs).diagnostics.map(({ id, summary }) => `${id}: ${summary}`);

  test("jobs without a Prometheus, and components of Grafana Cloud", () => {
    expect(summaries({ components: { "alloy-singleton": {} } })).toEqual([
      "definition/exclusive-options: the component alloy-singleton sends to Grafana Cloud, and the collection has no secret for it",
      'definition/missing-value: nothing scrapes the job "shop": the collection has no component prometheus',
    ]);
  });

  test("pods of which nobody knows the namespace or the labels", () => {
    expect(summaries({}, ({ broker }) => [scrape(broker)])).toEqual([
      'definition/missing-value: the job "broker" does not say in which namespace its pods are',
    ]);
    expect(summaries({}, ({ broker }) => [scrape(broker, { pods: { namespace: "kafka" } })])).toEqual([
      'definition/missing-value: the job "broker" does not say which pods of kafka it scrapes',
    ]);
  });

  test("services in one job that are scraped differently", () => {
    expect(summaries({}, ({ cart, user }) => [scrape(cart), scrape(user, { interval: "1m" })])).toEqual([
      'definition/duplicate-job: the collection "cluster" has two jobs called "shop"',
    ]);
  });

  test("pods of a collection that sends to Grafana Cloud", () => {
    expect(
      summaries({ secret: "cloud", components: { alloy: {} } }, ({ cart }) => [
        scrape(cart, { pods: { namespace: "shop" } }),
      ]),
    ).toEqual([
      'definition/exclusive-options: the job "shop" has the option pods, but the collection sends to Grafana Cloud',
    ]);
  });
});
