import { escapeRegex } from "../../../../model/expression/matchers.js";
import type { Settings } from "../../../../model/project/project.js";
import type { YamlValue } from "../../../../yaml/index.js";
import { writeJobFields, writeStaticJob } from "../../prometheus-config.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import { podLabelSource } from "../pod-labels.js";
import type { PrometheusLogin } from "./prometheus-login.js";

type YamlObject = { readonly [key: string]: YamlValue | undefined };

/** The label that holds the address of a pod of the job; other pods have none. */
const address = "__tmp_address";

/** The account that Prometheus shows to the kubelet. */
const account = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Writes scrape jobs that find their targets by the API of Kubernetes. Services with the same job are scraped by one. */
export function writeScrapeConfigs(
  jobs: readonly ResolvedJob[],
  settings: Settings,
  login: PrometheusLogin | undefined,
): readonly YamlValue[] {
  const byName = new Map<string, ResolvedJob[]>();
  for (const job of jobs) byName.set(job.name, [...(byName.get(job.name) ?? []), job]);
  return [...byName.values()].map((members) => writeJob(members as [ResolvedJob, ...ResolvedJob[]], settings, login));
}

function writeJob(
  members: readonly [ResolvedJob, ...ResolvedJob[]],
  settings: Settings,
  login: PrometheusLogin | undefined,
): YamlValue {
  const [job] = members;
  switch (job.from) {
    case "targets":
      return writeStaticJob(job, settings);
    case "kubelet":
      return writeKubeletJob(job, settings);
    case "pods":
      return writePodJob(job, members, settings, job.component === "prometheus" ? login : undefined);
  }
}

function writePodJob(
  job: ResolvedJob,
  members: readonly ResolvedJob[],
  settings: Settings,
  login: PrometheusLogin | undefined,
): YamlValue {
  const namespaces = [...new Set(members.flatMap((member) => member.namespaces))].sort();
  const labels = new Set(members.flatMap((member) => [...Object.keys(member.labels), ...member.discoveredLabels]));
  return writeJobFields(job, settings, {
    ...(login && { basic_auth: { username: login.user, password_file: login.passwordFile } }),
    kubernetes_sd_configs: [{ role: "pod", namespaces: { names: namespaces } }],
    relabel_configs: [
      keep(["__meta_kubernetes_pod_phase", "__meta_kubernetes_pod_container_init"], "Running;false"),
      ...members.map(findAddress),
      keep([address], ".+"),
      { source_labels: [address], target_label: "__address__" },
      ...[...labels].map((label) => ({ source_labels: [podLabelSource(label)], target_label: label })),
      ...(job.isOnEveryNode ? [{ source_labels: [podLabelSource("node")], target_label: "instance" }] : []),
    ],
  });
}

/**
 * Gives the pods of a service their address. All ports of a pod become the same target, which is scraped once; without a port
 * in the catalogue, each port that its containers declare is one.
 */
function findAddress({ labels, podLabels, service }: ResolvedJob): YamlObject {
  const wanted = { ...labels, ...podLabels };
  const port = service?.port;
  const source = port === undefined ? "__address__" : "__meta_kubernetes_pod_ip";
  const values = Object.values(wanted).map(escapeRegex);
  return {
    source_labels: [...Object.keys(wanted).map(podLabelSource), source],
    regex: [...values, "(.+)"].join(";"),
    target_label: address,
    replacement: port === undefined ? "$1" : `$1:${port}`,
  };
}

/** The kubelet of each node, which knows Prometheus by the token of its service account. */
function writeKubeletJob(job: ResolvedJob, settings: Settings): YamlValue {
  const nodeName = "__meta_kubernetes_node_name";
  return writeJobFields({ ...job, scheme: "https" }, settings, {
    authorization: { credentials_file: `${account}/token` },
    tls_config: { ca_file: `${account}/ca.crt` },
    kubernetes_sd_configs: [{ role: "node" }],
    relabel_configs: [
      { source_labels: [nodeName], target_label: "node" },
      { source_labels: [nodeName], target_label: "instance" },
      ...Object.entries(job.labels).map(([label, value]) => ({ target_label: label, replacement: value })),
    ],
  });
}

function keep(labels: readonly string[], regex: string): YamlObject {
  return { source_labels: labels, regex, action: "keep" };
}
