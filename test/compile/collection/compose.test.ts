import { expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { counter, logStream, perEnvironment, type System, scrape, system } from "../../../src/index.js";
import type { CollectionOptions } from "../../../src/model/collection/collection.js";
import type { Config } from "../../../src/model/project/config.js";

const environment = {
  dataSources: { prom: { type: "prometheus", uid: "prom" } },
  externalLabels: { cluster: "blue" },
  scrapeInterval: "30s",
  retention: "30d",
} as const;
const config: Config = { environments: { test: environment, prod: { ...environment, scrapeInterval: "15s" } } };

const shop = system("shop", { labels: { app: ["cart", "user"], zone: ["a"] }, serviceLabel: "app" });
const cart = shop.service("cart", { port: 8080, orders: counter("cart_orders_total", { help: "Orders" }) });
const noPort = shop.service("user", { logins: counter("user_logins_total", { help: "Logins" }) });

/** The files of a collection in an environment, by their path in its folder. */
function compile(options: Partial<CollectionOptions>, name = "prod", define: (own: System) => void = () => {}) {
  const own: System = system("shop", { labels: {} });
  define(own);
  own.collect("compose", {
    jobs: [scrape(cart)],
    compose: { components: { prometheus: {} } },
    ...options,
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [own] });
  const folder = `${name}/shop/collection/compose/`;
  const files = artifacts.filter(({ path }) => path.startsWith(folder));
  return {
    diagnostics,
    text: (path: string) => renderArtifact(files.find((one) => one.path === folder + path)!),
    paths: files.map(({ path }) => path.slice(folder.length)),
    value: (path: string) =>
      files.find((one) => one.path === folder + path)?.value as unknown as Record<string, unknown>,
  };
}

test("a job is called like its service, scrapes its port, and adds the labels of its selector", () => {
  const { value } = compile({});
  expect(value("prometheus/prometheus.yml").scrape_configs).toEqual([
    { job_name: "cart", static_configs: [{ targets: ["cart:8080"], labels: { app: "cart", zone: "a" } }] },
  ]);
});

test("global settings are those of the environment, and a job has an interval only if it differs", () => {
  const interval = perEnvironment({ test: "30s" as const, prod: "1m" as const });
  const options = { jobs: [scrape(cart, { interval })] };
  expect(compile(options, "test").value("prometheus/prometheus.yml").global).toEqual({
    scrape_interval: "30s",
    evaluation_interval: "1m",
    external_labels: { cluster: "blue" },
  });
  const jobs = (name: string) => compile(options, name).value("prometheus/prometheus.yml").scrape_configs;
  expect(jobs("test")).toEqual([expect.not.objectContaining({ scrape_interval: expect.anything() })]);
  expect(jobs("prod")).toEqual([expect.objectContaining({ scrape_interval: "1m" })]);
});

test("options of a job replace what is derived from the service", () => {
  const job = scrape(cart, {
    job: "carts",
    targets: ["one:1", "two:2"],
    path: "/stats",
    scheme: "https",
    labels: { team: "shop" },
    drop: ["go_.*", "cart_debug"],
  });
  expect(compile({ jobs: [job] }).value("prometheus/prometheus.yml").scrape_configs).toEqual([
    {
      job_name: "carts",
      metrics_path: "/stats",
      scheme: "https",
      static_configs: [{ targets: ["one:1", "two:2"], labels: { team: "shop" } }],
      metric_relabel_configs: [{ source_labels: ["__name__"], regex: "go_.*|cart_debug", action: "drop" }],
    },
  ]);
});

test("only the components that are listed get files and containers", () => {
  expect(compile({}).paths).toEqual(["docker-compose.yml", "prometheus/prometheus.yml"]);
  const { paths, value } = compile({
    compose: { file: "monitoring.yml", components: { prometheus: {}, grafana: {} } },
  });
  expect(paths).toEqual([
    "grafana/provisioning/dashboards/telltale.yml",
    "grafana/provisioning/datasources/telltale.yml",
    "monitoring.yml",
    "prometheus/prometheus.yml",
  ]);
  expect(Object.keys(value("monitoring.yml").services as object)).toEqual(["prometheus", "grafana"]);
});

test("Prometheus keeps series as long as the environment says, and no more than the storage", () => {
  const { text } = compile({ prometheus: { storage: "10GB" } });
  expect(text("docker-compose.yml")).toContain("--storage.tsdb.retention.time=30d");
  expect(text("docker-compose.yml")).toContain("--storage.tsdb.retention.size=10GB");
});

test("alerts go to the Alertmanager beside it, whose configuration is that of the environment", () => {
  const { value, text } = compile({ compose: { components: { prometheus: {}, alertmanager: {} } } });
  expect(value("prometheus/prometheus.yml").alerting).toEqual({
    alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }],
  });
  expect(text("docker-compose.yml")).toContain("../../../../prod:/etc/telltale:ro");
});

test("a secret is a file, and the container gets its path", () => {
  const components = { "postgres-exporter": { secrets: { DATA_SOURCE_PASS_FILE: "db-password" } } };
  expect(compile({ compose: { components } }).value("docker-compose.yml")).toMatchObject({
    services: {
      "postgres-exporter": {
        environment: { DATA_SOURCE_PASS_FILE: "/run/secrets/db-password" },
        secrets: ["db-password"],
      },
    },
    secrets: { "db-password": { file: "${SECRETS_FOLDER:-./secrets}/db-password" } },
  });
});

test("a Prometheus with a user asks for the password: of itself and of Grafana, too", () => {
  const { value } = compile({
    jobs: [scrape(cart), scrape("prometheus", { targets: ["prometheus:9090"] })],
    prometheus: { user: "shop" },
    compose: { components: { prometheus: {}, grafana: {} } },
  });
  expect(value("prometheus/prometheus.yml").scrape_configs).toEqual([
    expect.not.objectContaining({ basic_auth: expect.anything() }),
    expect.objectContaining({
      job_name: "prometheus",
      basic_auth: { username: "shop", password_file: "/run/secrets/prometheus-password" },
    }),
  ]);
  expect(value("grafana/provisioning/datasources/telltale.yml").datasources).toEqual([
    expect.objectContaining({
      basicAuth: true,
      basicAuthUser: "shop",
      secureJsonData: { basicAuthPassword: "$__file{/run/secrets/prometheus-password}" },
    }),
  ]);
  expect(value("docker-compose.yml").services).toMatchObject({
    prometheus: {
      command: expect.arrayContaining(["--web.config.file=/run/secrets/prometheus-web.yml"]),
      secrets: ["prometheus-password", "prometheus-web.yml"],
    },
    grafana: { secrets: ["grafana-admin-password", "prometheus-password"] },
  });
});

test("the interval of a data source of Prometheus is that of its scrapes", () => {
  const { value } = compile({ compose: { components: { prometheus: {}, grafana: {} } } }, "test");
  expect(value("grafana/provisioning/datasources/telltale.yml").datasources).toEqual([
    {
      ...{ name: "prom", type: "prometheus", uid: "prom", access: "proxy", url: "http://prometheus:9090" },
      ...{ isDefault: true, editable: false, jsonData: { httpMethod: "POST", timeInterval: "30s" } },
    },
  ]);
});

test("Loki deletes what is older than its retention, which is a month by default", () => {
  const compose = { components: { loki: {} } };
  const loki = (options: Partial<CollectionOptions>) => compile({ compose, ...options }).value("loki/loki.yml");
  expect(loki({}).limits_config).toMatchObject({ retention_period: "744h" });
  expect(loki({ loki: { retention: "7d" } })).toMatchObject({
    limits_config: { retention_period: "7d", reject_old_samples_max_age: "7d" },
    compactor: { retention_enabled: true, delete_request_store: "filesystem" },
  });
});

test("Alloy sends the logs of the services that describe theirs, with the label that selects them", () => {
  const fields = { level: 3 };
  const logs = (service: string) => logStream({ selector: { job: service }, labels: { job: [service] }, fields });
  const define = (own: System) => {
    own.service("one", { logs: logs("one.a") });
    own.service("two", { logs: logs("two") });
  };
  const { text } = compile({ compose: { components: { loki: {}, alloy: {} } } }, "prod", define);
  expect(text("alloy/config.alloy")).toContain('regex         = "one\\\\.a|two"');
  expect(text("alloy/config.alloy")).toContain('target_label  = "job"');
  expect(text("alloy/config.alloy")).toContain('url = "http://loki:3100/loki/api/v1/push"');
});

test.each([
  [{ alloy: {} }, "Alloy has no Loki to send logs to"],
  [{ alloy: {}, loki: {} }, "Alloy has no logs to collect: no service describes its logs"],
])("Alloy without logs or without Loki is refused: %o", (components, summary) => {
  const { diagnostics } = compile({ compose: { components } });
  expect(diagnostics.map((one) => one.summary)).toContain(summary);
});

test("a service without a port needs targets", () => {
  const { diagnostics } = compile({ jobs: [scrape(noPort)] });
  expect(diagnostics.map(({ id, summary }) => ({ id, summary }))).toContainEqual({
    id: "definition/missing-value",
    summary: 'the job "user" has no targets',
  });
});

test("a job keeps the labels of its series if asked, and discovers nothing", () => {
  const job = scrape(cart, { honorLabels: true });
  expect(compile({ jobs: [job] }).value("prometheus/prometheus.yml").scrape_configs).toEqual([
    expect.objectContaining({ honor_labels: true }),
  ]);
  const { diagnostics } = compile({ jobs: [scrape(cart, { from: "pods" })] });
  expect(diagnostics.map(({ id, summary }) => ({ id, summary }))).toEqual([
    {
      id: "definition/exclusive-options",
      summary: 'the job "cart" discovers its targets in Kubernetes, but the collection runs in compose',
    },
  ]);
});

test("two jobs of one name are refused", () => {
  const { diagnostics } = compile({ jobs: [scrape(cart), scrape(cart)] });
  expect(diagnostics.map(({ id }) => id)).toContain("definition/duplicate-job");
});

test("the name of a collection is that of a folder", () => {
  const own = system("shop", { labels: {} });
  own.collect("../up", { jobs: [scrape("a", { targets: ["a:1"] })], compose: { components: {} } });
  const { artifacts, diagnostics } = compileProject({ config, systems: [own] });
  expect(artifacts.filter(({ kind }) => kind === "collection file")).toEqual([]);
  expect(diagnostics.map(({ id }) => id)).toContain("definition/bad-name");
});
