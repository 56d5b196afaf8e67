import { beforeAll, describe, expect, test } from "vitest";
import { type Artifact, compileProject, inEnvironment } from "../../src/compile/index.js";
import { collectUses } from "../../src/compile/reference/collect-uses.js";
import { seriesOf } from "../../src/model/metric/any-metric.js";
import { buildCatalogue, type Catalogue } from "../../src/model/system/catalogue.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { type Pipeline, readPipelines } from "./alloy-pipelines.js";
import { repository } from "./documented/find-definitions.js";

const folder = "prod/qnt9/collection/kubernetes/alloy";

let artifacts: readonly Artifact[];
let catalogue: Catalogue;
let node: ReturnType<typeof readPipelines>;
let singleton: ReturnType<typeof readPipelines>;

beforeAll(async () => {
  const { project, sourceFiles } = await loadProject({ cwd: repository });
  const systems = project!.systems.filter(({ name }) => name === "qnt9");
  artifacts = compileProject({ ...project!, systems }, { environments: ["prod"], sources: sourceFiles }).artifacts;
  catalogue = buildCatalogue(inEnvironment(systems[0]!, "prod", systems));
  const text = (name: string) => {
    const file = artifacts.find(({ path }) => path === `${folder}/${name}.alloy`)!;
    return file.kind === "collection file" ? String(file.value) : "";
  };
  node = readPipelines(text("alloy"));
  singleton = readPipelines(text("alloy-singleton"));
}, 60_000);

/** A target as service discovery finds it, one for each port of a container. */
function findPod(labels: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) {
  const { namespace, ...others } = labels;
  const ofPod = Object.entries({ ...others, pod_template_hash: "5f7d8" });
  return {
    __address__: "10.0.0.7:9999",
    __meta_kubernetes_namespace: namespace!,
    __meta_kubernetes_pod_name: "one-5f7d8-abcde",
    __meta_kubernetes_pod_container_name: "one",
    __meta_kubernetes_pod_container_init: "false",
    __meta_kubernetes_pod_ip: "10.0.0.7",
    __meta_kubernetes_pod_phase: "Running",
    __meta_kubernetes_pod_node_name: "node-1",
    __meta_kubernetes_pod_annotation_prometheus_io_scrape: "true",
    ...Object.fromEntries(ofPod.map(([name, value]) => [`__meta_kubernetes_pod_label_${name}`, value])),
    ...more,
  };
}

/** The pipelines that scrape a target. */
const scrapesOf = (found: Readonly<Record<string, string>>) =>
  node.pipelines.flatMap((pipeline) => {
    const labels = pipeline.targets.length === 0 ? pipeline.label(found) : undefined;
    return labels ? [{ pipeline, labels }] : [];
  });

describe("the pods of each service", () => {
  test("are scraped once, with exactly the labels that the catalogue declares", () => {
    const services = catalogue.services.filter(({ selector }) => selector.app !== undefined);
    expect(services).toHaveLength(6);
    for (const { name, selector, addedLabels } of services) {
      const found = scrapesOf(findPod(selector));
      expect(found, name).toHaveLength(1);
      const { __address__: address, ...labels } = found[0]!.labels;
      expect(address).toBe("10.0.0.7:9999");
      expect(labels).toEqual({ ...selector, job: name, pod: "one-5f7d8-abcde" });
      expect(new Set([...Object.keys(labels), "instance"])).toEqual(new Set(Object.keys(addedLabels)));
    }
  });

  const user = { namespace: "qnt9", app: "user-service" };
  const annotation = "__meta_kubernetes_pod_annotation_prometheus_io";

  test("are scraped at the port and the path of their annotations: all ports become one target", () => {
    const port = {
      [`${annotation}_port`]: "8010",
      [`${annotation}_path`]: "/stats",
      [`${annotation}_scheme`]: "https",
    };
    const others = ["10.0.0.7:1", "10.0.0.7:2"].map((address) =>
      scrapesOf(findPod(user, { ...port, __address__: address })),
    );
    expect(others[0]![0]!.labels).toMatchObject({
      __address__: "10.0.0.7:8010",
      __metrics_path__: "/stats",
      __scheme__: "https",
    });
    expect(others[0]![0]!.labels).toEqual(others[1]![0]!.labels);
  });

  test.each([
    ["without the annotation", user, { [`${annotation}_scrape`]: "" }],
    ["that wait or have ended", user, { __meta_kubernetes_pod_phase: "Succeeded" }],
    ["by their init containers", user, { __meta_kubernetes_pod_container_init: "true" }],
    ["of no service", { namespace: "qnt9", app: "redis" }, {}],
    ["of another namespace", { namespace: "default", app: "user-service" }, {}],
  ])("are not scraped %s", (_, labels, more) => {
    expect(scrapesOf(findPod(labels, more))).toEqual([]);
  });
});

test("kubelets have the labels that the catalogue declares, and kube-state-metrics those of its job only", () => {
  const kubelets = node.pipelines.flatMap(({ targets }) => targets);
  const address = "$NODE_ADDRESS:10250";
  expect(kubelets).toEqual([
    { __address__: address, job: "cadvisor", node: "$NODE_NAME" },
    { __address__: address, job: "kubelet", node: "$NODE_NAME" },
  ]);
  expect(singleton.pipelines.flatMap(({ targets }) => targets)).toEqual([
    { __address__: "kube-state-metrics.qnt9-monitoring.svc:8080", job: "kube-state-metrics" },
  ]);
});

test("every series that a rule or a dashboard uses is sent by exactly one pipeline", () => {
  const used = collectUses(artifacts);
  const jobOf = (pipeline: Pipeline) => pipeline.targets.map(({ job }) => job);
  const wanted = catalogue.services.flatMap(({ name, selector, metrics }) =>
    Object.keys(selector).length === 0
      ? []
      : metrics
          .flatMap(seriesOf)
          .filter((one) => used.has(one.name))
          .map((one) => ({ service: name, selector, series: one.name })),
  );
  expect(wanted.length).toBeGreaterThan(80);
  for (const { service, selector, series } of wanted) {
    const ofPods = selector.app === undefined ? [] : scrapesOf(findPod(selector)).map(({ pipeline }) => pipeline);
    const fixed = [...node.pipelines, ...singleton.pipelines].filter((one) => jobOf(one).includes(selector.job));
    const senders = [...ofPods, ...fixed].filter((pipeline) => pipeline.sends(series));
    expect(senders, `${series} of ${service}`).toHaveLength(1);
  }
  for (const pipeline of [...node.pipelines, ...singleton.pipelines]) expect(pipeline.sends("up")).toBe(true);
});

test("series that Python's client adds to each counter are not sent", () => {
  const { pipeline } = scrapesOf(findPod({ namespace: "qnt9", app: "user-service" }))[0]!;
  expect(pipeline.sends("user_http_requests_created")).toBe(false);
  expect(pipeline.sends("user_http_requests_total")).toBe(true);
});

test("logs have exactly the labels of their streams", () => {
  const { labelLogs } = node;
  const { __address__: _, ...labels } = labelLogs(findPod({ namespace: "qnt9", app: "user-service" }))!;
  expect(labels).toEqual({ namespace: "qnt9", app: "user-service", pod: "one-5f7d8-abcde", container: "one" });
  const streams = catalogue.services.flatMap(({ logs }) => logs);
  expect(streams).toHaveLength(6);
  for (const stream of streams) expect(Object.keys(stream.labels).sort()).toEqual(Object.keys(labels).sort());
});
