import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { inEnvironment } from "../../src/compile/index.js";
import { readPrometheusConfig } from "../../src/formats/prometheus-config/index.js";
import { buildCatalogue, type Catalogue } from "../../src/model/system/catalogue.js";
import { loadProject } from "../../src/project/load/load-project.js";
import { relabelTarget } from "../../src/relabel/index.js";
import { repository } from "./documented/find-definitions.js";

const version = { major: 3, minor: 5 };
const catalogues = new Map<string, Catalogue>();

beforeAll(async () => {
  const { project } = await loadProject({ cwd: repository });
  for (const system of project!.systems) {
    const environment = `${system.name}-prod`;
    if (!(environment in project!.config.environments)) continue;
    catalogues.set(system.name, buildCatalogue(inEnvironment(system, environment, project!.systems)));
  }
}, 60_000);

/** The jobs of the Prometheus in the cluster of a system. */
function jobsOf(system: string) {
  const file = join(repository, `generated/${system}-prod/${system}/collection/kubernetes/prometheus/prometheus.yml`);
  const { config, diagnostics } = readPrometheusConfig(readFileSync(file, "utf8"), { file, version });
  expect(diagnostics).toEqual([]);
  return config!.jobs;
}

interface Pod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The port of the container that discovery found it by. */
  readonly port?: number;
  readonly phase?: string;
  readonly isInit?: boolean;
}

/** A pod as discovery finds it. */
function discovered({ namespace, labels, port = 9999, phase = "Running", isInit = false }: Pod) {
  const found = Object.entries(labels).map(([name, value]) => [`__meta_kubernetes_pod_label_${name}`, value] as const);
  return new Map([
    ["__address__", `10.0.0.7:${port}`],
    ["__meta_kubernetes_namespace", namespace],
    ["__meta_kubernetes_pod_name", "one-5f7d8-abcde"],
    ["__meta_kubernetes_pod_container_init", String(isInit)],
    ["__meta_kubernetes_pod_ip", "10.0.0.7"],
    ["__meta_kubernetes_pod_phase", phase],
    ["__meta_kubernetes_pod_node_name", "node-1"],
    ...found,
    ["__meta_kubernetes_pod_label_pod_template_hash", "5f7d8"],
  ]);
}

/** The labels of a pod in each job that scrapes it. */
function scrapesOf(system: string, pod: Pod): readonly Readonly<Record<string, string | undefined>>[] {
  return jobsOf(system).flatMap(({ job, scheme }) => {
    if (job.rules.every(({ sourceLabels = [] }) => !sourceLabels.includes("__meta_kubernetes_pod_ip"))) return [];
    const { labels, internal } = relabelTarget(discovered(pod), job, { version, scheme });
    return labels ? [{ ...Object.fromEntries(labels), address: internal!.get("__address__") }] : [];
  });
}

const backend: Pod = { namespace: "default", labels: { app_kubernetes_io_name: "todo-chatbot-backend" } };
const expected = { app_kubernetes_io_name: "todo-chatbot-backend", namespace: "default", pod: "one-5f7d8-abcde" };

describe("Todo Chatbot", () => {
  test("the backend is scraped by the job of both services, and its sidecar by that of Dapr", () => {
    expect(scrapesOf("todo", backend)).toEqual([
      { ...expected, job: "todo-chatbot", instance: "10.0.0.7:8000", address: "10.0.0.7:8000" },
      { ...expected, job: "dapr", instance: "10.0.0.7:9090", address: "10.0.0.7:9090" },
    ]);
  });

  test("the frontend has no sidecar, and a port of its own", () => {
    const labels = { app_kubernetes_io_name: "todo-chatbot-frontend" };
    expect(scrapesOf("todo", { namespace: "default", labels })).toMatchObject([
      { job: "todo-chatbot", app_kubernetes_io_name: "todo-chatbot-frontend", address: "10.0.0.7:3000" },
    ]);
  });

  test("all ports of a pod are the same target: it is scraped once", () => {
    expect(scrapesOf("todo", { ...backend, port: 8000 })).toEqual(scrapesOf("todo", { ...backend, port: 3500 }));
  });

  test("brokers, and the exporter of their topics", () => {
    const strimzi = (type: string): Pod => ({ namespace: "kafka", labels: { strimzi_io_component_type: type } });
    expect(scrapesOf("todo", strimzi("kafka"))).toMatchObject([
      { job: "kafka", namespace: "kafka", pod: "one-5f7d8-abcde", address: "10.0.0.7:9404" },
    ]);
    expect(scrapesOf("todo", strimzi("kafka-exporter"))).toMatchObject([{ job: "kafka-exporter" }]);
    expect(scrapesOf("todo", strimzi("entity-operator"))).toEqual([]);
  });

  test("no pod that has ended, no container that prepares another, and no other pod", () => {
    expect(scrapesOf("todo", { ...backend, phase: "Succeeded" })).toEqual([]);
    expect(scrapesOf("todo", { ...backend, isInit: true })).toEqual([]);
    expect(scrapesOf("todo", { ...backend, namespace: "kafka" }).map((one) => one.job)).not.toContain("todo-chatbot");
    expect(scrapesOf("todo", { namespace: "default", labels: { app_kubernetes_io_name: "other" } })).toEqual([]);
  });
});

describe("OpenUser", () => {
  test("the API is found by a label that its series do not have", () => {
    expect(scrapesOf("openuser", { namespace: "openuser", labels: { app: "openuser-api" } })).toEqual([
      { job: "openuser-api", instance: "10.0.0.7:8000", address: "10.0.0.7:8000" },
    ]);
  });

  test("node_exporter is called like its node", () => {
    const labels = { app_kubernetes_io_component: "node-exporter" };
    expect(scrapesOf("openuser", { namespace: "monitoring", labels })).toEqual([
      { job: "node-exporter", instance: "node-1", address: "10.0.0.7:9100" },
    ]);
  });
});

test.each(["todo", "openuser"])("%s: every service has a job, with the labels that select it", (system) => {
  const jobs = jobsOf(system);
  for (const { name, selector, addedLabels } of catalogues.get(system)!.services) {
    if (Object.keys(selector).length === 0) continue;
    const job = jobs.find((one) => one.job.name === selector.job);
    expect(job, name).toBeDefined();
    const added = new Set(["job", "instance", ...job!.job.rules.map(({ targetLabel }) => targetLabel)]);
    for (const label of [...Object.keys(selector), ...Object.keys(addedLabels)]) {
      expect(added.has(label), `${name} ${label}`).toBe(true);
    }
  }
});
