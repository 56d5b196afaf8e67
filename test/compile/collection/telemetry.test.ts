import { expect, test } from "vitest";
import { compileProject, renderArtifact } from "../../../src/compile/index.js";
import { counter, logStream, perEnvironment, scrape, system } from "../../../src/index.js";
import type { CollectionOptions } from "../../../src/model/collection/collection.js";
import type { ComposeOptions } from "../../../src/model/collection/compose.js";
import type { Config } from "../../../src/model/project/config.js";

const config: Config = {
  environments: {
    prod: {
      dataSources: {
        metrics: { type: "prometheus", uid: "prom" },
        logs: { type: "loki", uid: "loki" },
        traces: { type: "jaeger", uid: "jaeger" },
      },
    },
  },
};

interface Parts extends Omit<Partial<CollectionOptions>, "compose"> {
  readonly compose?: Partial<ComposeOptions>;
  readonly format?: "json" | "logfmt" | "text";
  readonly fields?: Readonly<Record<string, number>>;
}

/** The files of a collection that collects the logs of a service, by their path in its folder. */
function compile({ compose, format = "json", fields = { level: 5, trace_id: 1000 }, ...options }: Parts = {}) {
  const shop = system("shop", { labels: {} });
  const cart = shop.service("cart", {
    port: 8080,
    orders: counter("cart_orders_total", { help: "Orders" }),
    logs: logStream({ selector: { namespace: "shop", service: "cart" }, labels: { service: 1 }, fields, format }),
  });
  shop.collect("compose", {
    jobs: [scrape(cart)],
    ...options,
    compose: { components: { grafana: {}, loki: {}, "fluent-bit": {}, jaeger: {}, prometheus: {} }, ...compose },
  });
  const { artifacts, diagnostics } = compileProject({ config, systems: [shop] });
  const files = new Map(artifacts.map((one) => [one.path.replace("prod/shop/collection/compose/", ""), one]));
  return {
    problems: diagnostics.filter(({ id }) => id === "definition/missing-value").map(({ summary }) => summary),
    text: (path: string) => (files.has(path) ? renderArtifact(files.get(path)!) : undefined),
    // biome-ignore lint/suspicious/noExplicitAny: the shape of a generated file is what the tests are about.
    value: (path: string) => files.get(path)?.value as any,
  };
}

const sources = "grafana/provisioning/datasources/telltale.yml";

test("Fluent Bit knows a line of a service by its own field, and sends it with the labels of its stream", () => {
  const { pipeline } = compile().value("fluent-bit/fluent-bit.yaml");
  expect(pipeline.filters).toContainEqual({ name: "grep", match: "*", regex: ["service ^(cart)$"] });
  expect(pipeline.outputs).toEqual([
    expect.objectContaining({ name: "loki", host: "loki", labels: "namespace=shop, service=$service" }),
  ]);
});

test("a script leaves out lines and fields, and is not there without a filter", () => {
  const without = compile();
  expect(without.text("fluent-bit/lines.lua")).toBeUndefined();
  expect(without.text("fluent-bit/fluent-bit.yaml")).not.toContain("lua");
  const { text } = compile({ compose: { logs: { drop: { level: ["DEBUG", "TRACE"] }, remove: ["user_id"] } } });
  expect(text("fluent-bit/lines.lua")).toContain('["level"] = { ["DEBUG"] = true, ["TRACE"] = true },');
  expect(text("fluent-bit/lines.lua")).toContain('["user_id"] = true,');
  expect(text("fluent-bit/fluent-bit.yaml")).toContain("script: lines.lua");
});

test("Fluent Bit cannot tell whose lines are text: Alloy can", () => {
  expect(compile({ format: "text" }).problems).toEqual([
    "Fluent Bit cannot tell whose lines it reads: those of a service are not in JSON",
  ]);
  const components = { loki: {}, alloy: {} } as const;
  const { problems, text } = compile({ format: "text", compose: { components } });
  expect(problems).toEqual([]);
  // A namespace names no container.
  expect(text("alloy/config.alloy")).toContain('regex         = "cart"');
  expect(text("alloy/config.alloy")).toMatch(/target_label = "namespace"\n {4}replacement {2}= "shop"/);
});

test("filters need a component that applies them", () => {
  const compose = { components: { loki: {} }, logs: { remove: ["level"] }, traces: { percentage: 10 } } as const;
  expect(compile({ compose }).problems).toEqual([
    "nothing filters the logs: the collection has no component fluent-bit",
    "nothing filters the traces: the collection has no component jaeger or otel-collector",
  ]);
});

test("Jaeger keeps traces on its disk, or in memory, but compose has no Elasticsearch", () => {
  const backend = (jaeger: CollectionOptions["jaeger"]) =>
    compile(jaeger ? { jaeger } : {}).value("jaeger/jaeger.yaml").extensions.jaeger_storage.backends.traces;
  expect(backend(undefined)).toEqual({
    badger: {
      ephemeral: false,
      directories: { keys: "/tmp/keys", values: "/tmp/values" },
      ttl: { spans: "259200s" },
    },
  });
  expect(backend({ retention: "1d" }).badger.ttl).toEqual({ spans: "86400s" });
  expect(backend({ storage: "memory" })).toEqual({ memory: { max_traces: 10_000 } });
  expect(backend({ storage: "memory", maxTraces: perEnvironment({ prod: 5 }) })).toEqual({ memory: { max_traces: 5 } });
  const volumes = (storage: "memory" | "badger") =>
    compile({ jaeger: { storage } }).value("docker-compose.yml").services.jaeger;
  expect(volumes("badger").volumes).toContain("jaeger-data:/tmp");
  expect(volumes("memory")).toMatchObject({ tmpfs: ["/tmp"] });
  expect(compile({ jaeger: { storage: "elasticsearch" } }).problems).toEqual([
    "Jaeger has no Elasticsearch in docker compose",
  ]);
});

test("traces are sampled when they are complete, and those of probes are left out", () => {
  expect(compile().value("jaeger/jaeger.yaml").service.pipelines.traces.processors).toEqual([
    "memory_limiter",
    "batch",
  ]);
  const { processors } = compile({
    compose: { traces: { slowerThan: "2s", percentage: 10, without: ["/health"] } },
  }).value("jaeger/jaeger.yaml");
  expect(processors.tail_sampling.policies.map(({ name }: { readonly name: string }) => name)).toEqual([
    "without url.path",
    "without http.target",
    "failed",
    "slow",
    "others",
  ]);
});

test("Grafana leads from exemplars and lines to traces, and from spans to lines", () => {
  const { datasources } = compile().value(sources);
  const options = (name: string) => datasources.find((one: { readonly name: string }) => one.name === name).jsonData;
  expect(options("metrics").exemplarTraceIdDestinations).toEqual([{ name: "trace_id", datasourceUid: "jaeger" }]);
  const [field] = options("logs").derivedFields;
  expect(field).toMatchObject({ name: "trace_id", url: "$${__value.raw}", datasourceUid: "jaeger" });
  expect(new RegExp(field.matcherRegex).exec('{"level": "INFO", "trace_id": "4bf9"}')?.[1]).toBe("4bf9");
  expect(options("traces").tracesToLogsV2).toMatchObject({
    datasourceUid: "loki",
    tags: [{ key: "service.name", value: "service" }],
    filterByTraceID: true,
  });
});

test("the field of a trace has other names, and lines in logfmt", () => {
  const pattern = (format: "json" | "logfmt", name: string) => {
    const components = { grafana: {}, loki: {}, jaeger: {} };
    const { datasources } = compile({ format, fields: { [name]: 1000 }, compose: { components } }).value(sources);
    return new RegExp(datasources[0].jsonData.derivedFields[0].matcherRegex);
  };
  expect(pattern("json", "traceId").exec('{"traceId":"4bf9"}')?.[1]).toBe("4bf9");
  expect(pattern("logfmt", "traceID").exec("level=info traceID=4bf9 a=b")?.[1]).toBe("4bf9");
});

test("without the id of a trace in the lines, or without Jaeger, nothing leads there", () => {
  expect(compile({ fields: { level: 5 } }).text(sources)).not.toMatch(/derivedFields|tracesToLogs|exemplar/);
  const components = { grafana: {}, loki: {}, prometheus: {} };
  const { text } = compile({ compose: { components } });
  expect(text(sources)).not.toMatch(/derivedFields|tracesToLogs|exemplar/);
  expect(text("docker-compose.yml")).not.toContain("exemplar-storage");
});
