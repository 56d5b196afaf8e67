import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { collectorMetrics, counter, scrape, system, tempoMetrics } from "../../../src/index.js";
import type { CollectionOptions } from "../../../src/model/collection/collection.js";
import type { Config } from "../../../src/model/project/config.js";
import { allFindings } from "../../../src/project/all-findings.js";
import { readYaml, toPlainValue, type YamlValue } from "../../../src/yaml/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

const config: Config = {
  environments: {
    prod: {
      dataSources: { prom: { type: "prometheus", uid: "prom" }, traces: { type: "tempo", uid: "tempo" } },
    },
  },
};

type Form = Omit<CollectionOptions, "jobs">;

/** The files of a collection for a service, and for Tempo and a collector that are scraped themselves. */
function compile(form: Form) {
  const shop = system("shop", { labels: { namespace: ["shop"], pod: 3 } });
  const cart = shop.service("cart", {
    port: 8080,
    selector: { job: "cart", namespace: "shop" },
    orders: counter("cart_orders_total", { help: "Orders" }),
  });
  const own = [shop.service("tempo", tempoMetrics()), shop.service("otel-collector", collectorMetrics())];
  const inCompose = form.compose ? { targets: ["cart:8080"] } : { pods: { labels: { app: "cart" } } };
  const { components } = form.compose ?? form.kubernetes!;
  const jobs = own.flatMap((service) => (service.service.name in components ? [scrape(service)] : []));
  shop.collect("traces", { jobs: [scrape(cart, inCompose), ...jobs], ...form });
  const { artifacts, diagnostics } = compileProject({ config, systems: [shop] });
  const folder = "prod/shop/collection/traces/";
  const files = artifacts
    .filter(({ path }) => path.startsWith(folder))
    .map((one) => ({ path: one.path.slice(folder.length), text: renderArtifact(one) }));
  const documents = (path: string): readonly Values[] => {
    const text = files.find((one) => one.path === path)?.text;
    if (text === undefined) return [];
    const read = readYaml(text, { file: path, documents: "all" });
    expect(read.diagnostics).toEqual([]);
    return read.documents.map((node) => toPlainValue(node) as Values);
  };
  return {
    files,
    problems: diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary),
    documents,
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a generated file is what the tests are about.
    value: (path: string) => documents(path)[0] as any,
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a generated file is what the tests are about.
    object: (name: string, kind: string) => documents(`${name}.yaml`).find((one) => one.kind === kind) as any,
  };
}

type Values = Readonly<Record<string, YamlValue>>;

const everything = { prometheus: {}, grafana: {}, tempo: {}, "otel-collector": {} } as const;
const traces = { slowerThan: "2s", percentage: 10, without: ["/health"] } as const;
const inCluster = (options: Partial<NonNullable<Form["kubernetes"]>> = {}, more: Form = {}) =>
  compile({ ...more, kubernetes: { namespace: "monitoring", components: everything, ...options } });
const inCompose = (options: Partial<NonNullable<Form["compose"]>> = {}, more: Form = {}) =>
  compile({ ...more, compose: { components: everything, ...options } });

const collectorFile = "otel-collector/otel-collector.yaml";
const tempoFile = "tempo/tempo.yaml";

describe("in Kubernetes", () => {
  test("a collector and Tempo are free of findings, and everything in them resolves", () => {
    const { problems, files } = inCluster({ traces });
    const checked = files.filter(({ path }) => !/\.sh$|^(?:grafana|tempo)\//.test(path));
    const findings = checkFiles(checked, {
      ...{ prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-11-29", findings: allFindings },
    });
    expect({ problems, findings: findings.map(({ id, summary }) => `${id}: ${summary}`) }).toEqual({
      problems: [],
      findings: [],
    });
  });

  const schemas = corpusFolder("collection/schemas");
  const objects = inCluster({ traces })
    .files.filter(({ path }) => /^(?:tempo|otel-collector)\.yaml$/.test(path))
    .flatMap(({ path }) => inCluster({ traces }).documents(path))
    .map((object) => [`${object.kind} ${(object.metadata as Values).name}`, object] as const);

  test("there are objects", () => expect(objects.length).toBe(6));

  test.skipIf(schemas.missing).each(objects)("are strictly valid by the schemas of Kubernetes: %s", (_, object) => {
    const schema = JSON.parse(readFileSync(`${schemas.path}kubernetes/${object.kind}.json`, "utf8"));
    const validate = new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
    expect(validate(object), JSON.stringify(validate.errors)).toBe(true);
  });

  test("Tempo keeps traces on the volume of its only pod for as long as it is told", () => {
    const { value, object } = inCluster({}, { tempo: { retention: "14d" } });
    expect(value(tempoFile)).toMatchObject({
      storage: { trace: { backend: "local", local: { path: "/var/tempo/blocks" } } },
      backend_worker: { compaction: { block_retention: "1209600s" } },
    });
    const { spec } = object("tempo", "StatefulSet");
    expect(spec.replicas).toBe(1);
    const [container] = spec.template.spec.containers;
    expect(container.volumeMounts).toContainEqual({ name: "data", mountPath: "/var/tempo" });
    expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(inCluster().value(tempoFile).backend_worker.compaction.block_retention).toBe("259200s");
  });

  test("Grafana reads Tempo, and Prometheus keeps exemplars that lead there", () => {
    const { value, object } = inCluster();
    expect(value("grafana/provisioning/datasources/telltale.yml").datasources).toContainEqual(
      expect.objectContaining({ type: "tempo", url: "http://tempo.monitoring.svc:3200" }),
    );
    const [container] = object("prometheus", "StatefulSet").spec.template.spec.containers;
    expect(container.args).toContain("--enable-feature=exemplar-storage");
  });

  test("services reach the collector, and only the collector reaches Tempo", () => {
    const shop = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } };
    const sources = (name: string, port: number) =>
      inCluster()
        .object(name, "NetworkPolicy")
        .spec.ingress.filter(({ ports }: { readonly ports: readonly { readonly port: number }[] }) =>
          ports.some((one) => one.port === port),
        )
        .flatMap(({ from }: { readonly from: readonly YamlValue[] }) => from);
    const collector = { podSelector: { matchLabels: { "app.kubernetes.io/component": "otel-collector" } } };
    expect(sources("otel-collector", 4317)).toContainEqual(shop);
    expect(sources("tempo", 4317)).toEqual([collector]);
    expect(sources("tempo", 4318)).toEqual([]);
    const { "otel-collector": _, ...without } = everything;
    const policy = inCluster({ components: without }).object("tempo", "NetworkPolicy");
    expect(policy.spec.ingress.at(-1).from).toContainEqual(shop);
  });

  test("there are two collectors, and one if it samples", () => {
    expect(inCluster().object("otel-collector", "Deployment").spec.replicas).toBe(2);
    expect(inCluster().object("otel-collector", "PodDisruptionBudget")).toBeDefined();
    expect(inCluster({ traces }).object("otel-collector", "Deployment").spec.replicas).toBe(1);
    const components = { ...everything, "otel-collector": { replicas: 3 } };
    expect(inCluster({ traces, components }).problems).toEqual([
      "the spans of a trace reach 3 collectors, each of which decides for itself whether to keep its part",
    ]);
  });

  test("counters of the collector and of Jaeger have the names of the catalogue", () => {
    const { value } = inCluster({ components: { ...everything, jaeger: {} } });
    for (const file of [collectorFile, "jaeger/jaeger.yaml"]) {
      const [reader] = value(file).service.telemetry.metrics.readers;
      expect(reader.pull.exporter.prometheus).toMatchObject({ port: 8888, without_type_suffix: false });
    }
  });

  test("the collector samples in place of several Jaegers", () => {
    const components = { ...everything, jaeger: {}, elasticsearch: {} };
    const { problems, value } = inCluster({ traces, components }, { jaeger: { storage: "elasticsearch" } });
    expect(problems).toEqual([]);
    expect(value("jaeger/jaeger.yaml").processors).not.toHaveProperty("tail_sampling");
    expect(value(collectorFile).service.pipelines.traces.exporters).toEqual(["otlp_grpc/jaeger", "otlp_grpc/tempo"]);
  });

  test("a collector needs a store, and a filter a collector", () => {
    expect(inCluster({ components: { prometheus: {}, "otel-collector": {} } }).problems).toEqual([
      "the OpenTelemetry collector has no Jaeger or Tempo to send traces to",
    ]);
    expect(inCluster({ components: { prometheus: {}, tempo: {} }, traces }).problems).toEqual([
      "nothing filters the traces: the collection has no component otel-collector",
    ]);
  });

  test("none of them sends to Grafana Cloud", () => {
    const components = { alloy: {}, "alloy-sampler": {}, tempo: {} };
    expect(inCluster({ secret: "grafana-cloud", components }).problems).toContain(
      "the component tempo is not deployed: the collection sends to Grafana Cloud",
    );
  });
});

describe("in docker compose", () => {
  test("the collector sends what it keeps to Tempo", () => {
    const { problems, value } = inCompose({ traces });
    expect(problems).toEqual([]);
    const { processors, exporters, service } = value(collectorFile);
    expect(processors.tail_sampling.policies).toEqual([
      {
        ...{ name: "without url.path", type: "drop" },
        drop: {
          drop_sub_policy: [
            {
              ...{ name: "url.path", type: "string_attribute" },
              string_attribute: { key: "url.path", values: ["/health"] },
            },
          ],
        },
      },
      expect.objectContaining({ name: "without http.target" }),
      { name: "failed", type: "status_code", status_code: { status_codes: ["ERROR"] } },
      { name: "slow", type: "latency", latency: { threshold_ms: 2000 } },
      { name: "others", type: "probabilistic", probabilistic: { sampling_percentage: 10 } },
    ]);
    expect(exporters).toEqual({ "otlp_grpc/tempo": { endpoint: "tempo:4317", tls: { insecure: true } } });
    expect(service.pipelines.traces).toEqual({
      receivers: ["otlp"],
      processors: ["memory_limiter", "tail_sampling", "batch"],
      exporters: ["otlp_grpc/tempo"],
    });
  });

  test("without a filter, it keeps all", () => {
    const { processors, service } = inCompose().value(collectorFile);
    expect(Object.keys(processors)).toEqual(["memory_limiter", "batch"]);
    expect(service.pipelines.traces.processors).toEqual(["memory_limiter", "batch"]);
  });

  const schemas = corpusFolder("collection/schemas");

  test.skipIf(schemas.missing)("the compose file is valid by its schema, and keeps the traces in a volume", () => {
    const file = inCompose({ traces }).value("docker-compose.yml");
    const schema = JSON.parse(readFileSync(`${schemas.path}compose-spec.json`, "utf8"));
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema);
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(file.services.tempo.volumes).toEqual(["./tempo:/etc/tempo:ro", "tempo-data:/var/tempo"]);
    for (const name of ["tempo", "otel-collector"]) {
      expect(file.services[name]).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
      expect(file.services[name].ports).toBeUndefined();
    }
  });

  test("a collector needs a store, and a filter a program", () => {
    expect(inCompose({ components: { prometheus: {}, "otel-collector": {} } }).problems).toEqual([
      "the OpenTelemetry collector has no Jaeger or Tempo to send traces to",
    ]);
    expect(inCompose({ components: { prometheus: {}, tempo: {} }, traces }).problems).toEqual([
      "nothing filters the traces: the collection has no component jaeger or otel-collector",
    ]);
  });
});
