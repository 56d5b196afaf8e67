import { podLabelSource } from "../../src/compile/collection/kubernetes/pod-labels.js";
import { type ResolvedJob, resolveJob } from "../../src/compile/collection/resolve-jobs.js";
import type { CollectionArtifact } from "../../src/compile/compiled.js";
import type { Exporter } from "./exporter.js";
import { type MapJob, mapTargets, type ScrapeConfig } from "./loopback.js";

type Labels = Readonly<Record<string, string>>;

interface DiscoveringJob extends ScrapeConfig {
  readonly kubernetes_sd_configs?: readonly object[];
  readonly relabel_configs?: readonly object[];
}

/** A job whose targets Prometheus finds by the API of Kubernetes, with what the API would say about them. */
export interface DiscoveredTargets {
  readonly mapJob: MapJob;
  /** Number of targets of all jobs. */
  readonly count: number;
}

/**
 * Replaces the discovery of pods and nodes by fixed targets with the labels that discovery gives them. The relabelling of the
 * job is as it was generated; behind it, the address is replaced by that of a page on loopback.
 */
export function discoverOnLoopback(config: CollectionArtifact, exporter: Exporter, usual: URL): DiscoveredTargets {
  const jobs = config.definition.jobs.map((job) => resolveJob(job, config.settings, config.definition));
  const ofJob = (name: string) => jobs.filter((job) => job.name === name);
  const groupsOf = (name: string) => ofJob(name).flatMap((job) => targetsOf(job, exporter, usual));
  const fixed = mapTargets((_, name) => exporter.pages(ofJob(name)[0]?.service?.name ?? name)[0] ?? usual);
  const discovered = jobs.filter(({ from }) => from !== "targets");
  return {
    count:
      discovered.flatMap((job) => targetsOf(job, exporter, usual)).length +
      jobs.flatMap(({ targets }) => targets).length,
    mapJob(job: DiscoveringJob) {
      if (job.kubernetes_sd_configs === undefined) return fixed(job);
      const {
        kubernetes_sd_configs: _,
        authorization: _1,
        tls_config: _2,
        basic_auth: _3,
        scheme: _4,
        ...rest
      } = job as DiscoveringJob & Readonly<Record<string, unknown>>;
      return {
        ...rest,
        static_configs: groupsOf(job.job_name),
        relabel_configs: [...(job.relabel_configs ?? []), ...toLoopback],
      };
    },
  };
}

/** Prometheus sets the instance by the address that relabelling leaves, so it has to be there before the address changes. */
const toLoopback = [
  { source_labels: ["instance", "__address__"], regex: ";(.+)", target_label: "instance" },
  { source_labels: ["__tmp_loopback"], target_label: "__address__" },
];

function targetsOf(job: ResolvedJob, exporter: Exporter, usual: URL) {
  const known = job.service ? exporter.targetsOf(job.service.name) : [];
  // A program that the catalogue does not have exposes something, too.
  const targets = known.length > 0 ? known : [{ page: usual, labels: {} }];
  return targets.map(({ page, labels }, index) => ({
    targets: [`10.0.0.${index + 1}:1`],
    labels: {
      ...(job.from === "kubelet" ? nodeLabels(labels, index) : podLabels(job, labels, index)),
      __metrics_path__: page.pathname,
      __tmp_loopback: page.host,
    },
  }));
}

function nodeLabels({ node, instance }: Labels, index: number): Labels {
  return { __meta_kubernetes_node_name: node ?? instance ?? `node-${index + 1}` };
}

function podLabels(job: ResolvedJob, labels: Labels, index: number): Labels {
  const own = Object.fromEntries(
    [...Object.keys(job.labels), ...job.discoveredLabels].map((label) => [
      podLabelSource(label),
      labels[label] ?? job.labels[label] ?? `${label}-${index + 1}`,
    ]),
  );
  const others = Object.entries(job.podLabels).map(([label, value]) => [`__meta_kubernetes_pod_label_${label}`, value]);
  return {
    __meta_kubernetes_namespace: job.namespaces[0] ?? "default",
    __meta_kubernetes_pod_name: `${job.name}-${index + 1}`,
    __meta_kubernetes_pod_node_name: labels.instance ?? `node-${index + 1}`,
    __meta_kubernetes_pod_phase: "Running",
    __meta_kubernetes_pod_container_init: "false",
    __meta_kubernetes_pod_ip: `10.0.0.${index + 1}`,
    ...own,
    ...Object.fromEntries(others),
  };
}
