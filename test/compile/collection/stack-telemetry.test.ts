import { expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { counter, type KubernetesOptions, logStream, scrape, system } from "../../../src/index.js";
import type { CollectionOptions } from "../../../src/model/collection/collection.js";
import type { Config } from "../../../src/model/project/config.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { readYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";

type Values = Readonly<Record<string, YamlValue>>;

const config: Config = {
  environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } },
};

interface Parts {
  readonly components: KubernetesOptions["components"];
  readonly options?: Partial<KubernetesOptions>;
  readonly jaeger?: CollectionOptions["jaeger"];
  readonly hasLogs?: boolean;
}

/** The files of a collection for a service whose pods are found by their label `app`. */
function compile({ components, options, jaeger, hasLogs = true }: Parts) {
  const shop = system("shop", { labels: { namespace: ["shop"], pod: 3 } });
  const cart = shop.service("cart", {
    port: 8080,
    selector: { job: "cart", namespace: "shop" },
    orders: counter("cart_orders_total", { help: "Orders" }),
    ...(hasLogs && {
      logs: logStream({
        selector: { namespace: "shop", service: "cart" },
        labels: { namespace: 1, service: 1, pod: 3 },
        fields: { level: ["DEBUG", "ERROR"], user_id: 100 },
      }),
    }),
  });
  shop.collect("cluster", {
    jobs: [scrape(cart, { pods: { labels: { app: "cart" } } })],
    ...(jaeger && { jaeger }),
    kubernetes: { namespace: "monitoring", components: { prometheus: {}, ...components }, ...options },
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [shop] });
  const folder = "prod/shop/collection/cluster/";
  const files = artifacts
    .filter(({ path }) => path.startsWith(folder))
    .map((one) => ({ path: one.path.slice(folder.length), text: renderArtifact(one), value: one.value }));
  const objects = (name: string): readonly Values[] => {
    const text = files.find(({ path }) => path === `${name}.yaml`)?.text;
    if (text === undefined) return [];
    const { documents } = readYaml(text, { file: "objects.yaml", documents: "all" });
    return documents.map((node) => toPlainValue(node) as Values);
  };
  return {
    problems: diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary),
    findings: checkFiles(
      files.filter(({ path }) => !/\.(?:sh|lua)$|^fluent-bit\//.test(path)),
      { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29", findings: allFindings },
    ).map(({ id, summary }) => `${id}: ${summary}`),
    text: (path: string) => files.find((one) => one.path === path)?.text ?? "",
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a generated file is what the tests are about.
    value: (path: string) => files.find((one) => one.path === path)?.value as any,
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a generated file is what the tests are about.
    object: (name: string, kind: string) => objects(name).find((one) => one.kind === kind) as any,
  };
}

const elasticsearch = { storage: "elasticsearch" } as const;

test("everything that stores and collects logs and traces is free of findings, and everything in it resolves", () => {
  for (const collector of [{ "fluent-bit": {} }, { alloy: {} }]) {
    const components = { loki: {}, jaeger: {}, elasticsearch: { storage: "50Gi" }, ...collector };
    const { problems, findings } = compile({ components, jaeger: elasticsearch });
    expect({ problems, findings }).toEqual({ problems: [], findings: [] });
  }
});

test("Loki keeps logs on the volume of its only pod", () => {
  const { value, object } = compile({ components: { loki: { storage: "100Gi" } } });
  expect(value("loki/loki.yml").limits_config.retention_period).toBe("744h");
  const { spec } = object("loki", "StatefulSet");
  expect(spec.replicas).toBe(1);
  expect(spec.volumeClaimTemplates[0].spec.resources).toEqual({ requests: { storage: "100Gi" } });
});

test("Fluent Bit reads the files of the namespaces, and takes labels from those of the pods", () => {
  const { value, object } = compile({ components: { loki: {}, "fluent-bit": {} } });
  const { pipeline } = value("fluent-bit/fluent-bit.yaml");
  expect(pipeline.inputs[0].path).toBe("/var/log/containers/*_shop_*.log");
  expect(pipeline.outputs[0]).toMatchObject({
    host: "loki.monitoring.svc",
    labels:
      "namespace=$kubernetes['namespace_name'], service=$kubernetes['labels']['app'], pod=$kubernetes['pod_name']",
    remove_keys: "kubernetes",
  });
  // The files are root's; the namespace must allow it.
  const { spec } = object("fluent-bit", "DaemonSet").spec.template;
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
  expect(spec.containers[0].securityContext.capabilities).toEqual({ drop: ["ALL"] });
  expect(object("namespace", "Namespace").metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("privileged");
  expect(object("fluent-bit", "Role")).toMatchObject({
    metadata: { namespace: "shop" },
    rules: [{ resources: ["pods"], verbs: ["get"] }],
  });
});

test("Alloy reads the logs by the API, and sends them to the Loki of the cluster", () => {
  const { text, object } = compile({
    components: { loki: {}, alloy: {} },
    options: { logs: { drop: { level: ["DEBUG"] } } },
  });
  const config = text("alloy/alloy.alloy");
  expect(config).toContain('url = "http://loki.monitoring.svc:3100/loki/api/v1/push"');
  expect(config).toMatch(/source_labels = \["__meta_kubernetes_pod_label_app"\]\n {4}target_label {2}= "service"/);
  expect(config).toContain('drop_counter_reason = "level"');
  expect(object("alloy", "DaemonSet").spec.template.spec.securityContext.runAsUser).toBe(473);
  expect(object("namespace", "Namespace").metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
});

test("collectors of logs need a Loki and logs, and Alloy removes no fields", () => {
  expect(compile({ components: { "fluent-bit": {} } }).problems).toEqual(["fluent-bit has no Loki to send logs to"]);
  expect(compile({ components: { loki: {}, alloy: {} }, hasLogs: false }).problems).toEqual([
    "alloy has no logs to collect: no service with pods describes its logs",
  ]);
  const options = { logs: { remove: ["user_id"] } };
  expect(compile({ components: { loki: {}, alloy: {} }, options }).problems).toEqual([
    "Alloy removes no fields from lines",
  ]);
  expect(compile({ components: { loki: {}, "fluent-bit": {} }, options }).text("fluent-bit/lines.lua")).toContain(
    '["user_id"] = true,',
  );
});

test("Jaeger keeps traces in memory, on a volume, or in Elasticsearch", () => {
  const memory = compile({ components: { jaeger: {} }, jaeger: { storage: "memory" } });
  expect(memory.object("jaeger", "Deployment").spec.replicas).toBe(1);
  const badger = compile({ components: { jaeger: { storage: "20Gi" } } });
  expect(badger.object("jaeger", "StatefulSet").spec.volumeClaimTemplates[0].spec.resources).toEqual({
    requests: { storage: "20Gi" },
  });
  const both = { jaeger: {}, elasticsearch: {} };
  const { value, object } = compile({ components: both, jaeger: { ...elasticsearch, retention: "7d" } });
  expect(object("jaeger", "Deployment").spec.replicas).toBe(2);
  expect(value("jaeger/jaeger.yaml").extensions.jaeger_storage.backends.traces.elasticsearch).toMatchObject({
    server_urls: ["http://elasticsearch.monitoring.svc:9200"],
    auth: { basic: { username: "elastic", password_file: "/etc/jaeger-secrets/password" } },
  });
  expect(object("jaeger", "CronJob").spec.jobTemplate.spec.template.spec.containers[0].args).toEqual([
    "7",
    "http://elasticsearch:9200",
  ]);
});

test("no password stands in the objects of Elasticsearch", () => {
  const { object, text } = compile({ components: { jaeger: {}, elasticsearch: {} }, jaeger: elasticsearch });
  const [container] = object("elasticsearch", "StatefulSet").spec.template.spec.containers;
  expect(container.env).toContainEqual({
    name: "ELASTIC_PASSWORD",
    valueFrom: { secretKeyRef: { name: "elasticsearch-password", key: "password" } },
  });
  expect(container.env).toContainEqual({ name: "xpack.security.enabled", value: "true" });
  expect(text("elasticsearch-password.yaml")).toContain('password: ""');
});

test("several Jaegers share a store, and do not sample", () => {
  const replicas = { jaeger: { replicas: 2 }, elasticsearch: {} };
  expect(compile({ components: { jaeger: { replicas: 2 } } }).problems).toEqual([
    "there are 2 Jaegers, each with traces of its own",
  ]);
  expect(compile({ components: { jaeger: {} }, jaeger: elasticsearch }).problems).toEqual([
    "Jaeger has no Elasticsearch to store traces in",
  ]);
  const sampled = { components: replicas, jaeger: elasticsearch, options: { traces: { percentage: 10 } } };
  expect(compile(sampled).problems).toEqual([
    "the spans of a trace reach 2 Jaegers, each of which decides for itself whether to keep its part",
  ]);
});
