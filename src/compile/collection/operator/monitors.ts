import { durationMs } from "../../../model/definition/duration.js";
import { escapeRegex } from "../../../model/expression/matchers.js";
import type { YamlValue } from "../../../yaml/index.js";
import { podLabelSource } from "../kubernetes/pod-labels.js";
import type { ResolvedJob } from "../resolve-jobs.js";

/** An object of the operator without its metadata. */
export interface OperatorObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: YamlValue;
}

/** A relabelling rule of the operator. */
type Relabeling = Readonly<Record<string, string | readonly string[]>>;

/** Labels that the operator gives to the targets of monitors, before the relabelings of a monitor. */
const operatorLabels = ["container", "endpoint", "namespace", "pod", "service"];

/** Facts about a pod that labels are called after, and that the operator adds by these names. */
const attachedFacts: readonly string[] = ["container", "namespace", "pod"];

/**
 * Writes what scrapes a job: a PodMonitor for pods, a ServiceMonitor for kubelets, a Probe for what an exporter probes, a
 * ScrapeConfig for other fixed targets.
 */
export function writeMonitor(job: ResolvedJob): OperatorObject {
  if (job.probe) return { apiVersion: "monitoring.coreos.com/v1", kind: "Probe", spec: writeProbe(job, job.probe) };
  switch (job.from) {
    case "pods":
      return { apiVersion: "monitoring.coreos.com/v1", kind: "PodMonitor", spec: writePodMonitor(job) };
    case "kubelet":
      return { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", spec: writeKubeletMonitor(job) };
    case "targets":
      return { apiVersion: "monitoring.coreos.com/v1alpha1", kind: "ScrapeConfig", spec: writeScrapeConfig(job) };
  }
}

/** Pod labels are selected by the names that discovery gives them: the operator compares these. */
function writePodMonitor(job: ResolvedJob): YamlValue {
  const { namespace: _, ...labels } = job.labels;
  const onPods = Object.entries({ ...labels, ...job.podLabels });
  const isFact = (label: string) => [...attachedFacts, "node"].includes(label);
  const wanted = [...Object.keys(job.labels), ...job.discoveredLabels];
  return {
    namespaceSelector: { matchNames: job.namespaces },
    selector: { matchLabels: Object.fromEntries(onPods.filter(([label]) => !isFact(label))) },
    podMetricsEndpoints: [
      {
        portNumber: job.service!.port!,
        ...scrapeFields(job),
        relabelings: [
          ...onPods
            .filter(([label]) => isFact(label))
            .map(([label, value]) => ({
              ...{ action: "keep", sourceLabels: [podLabelSource(label)], regex: escapeRegex(value) },
            })),
          ...wanted
            .filter((label) => !attachedFacts.includes(label))
            .map((label) => ({ sourceLabels: [podLabelSource(label)], targetLabel: label })),
          ...ownLabels(job, wanted),
        ],
        ...dropFields(job),
      },
    ],
  };
}

/** The operator keeps a Service with the kubelets of all nodes, and adds the label `node`. */
function writeKubeletMonitor(job: ResolvedJob): YamlValue {
  const account = "/var/run/secrets/kubernetes.io/serviceaccount";
  const constants = Object.entries(job.labels);
  return {
    namespaceSelector: { matchNames: ["kube-system"] },
    selector: { matchLabels: { "k8s-app": "kubelet" } },
    endpoints: [
      {
        port: "https-metrics",
        ...scrapeFields({ ...job, scheme: "https" }),
        bearerTokenFile: `${account}/token`,
        tlsConfig: { caFile: `${account}/ca.crt` },
        relabelings: [
          ...constants.map(([targetLabel, replacement]) => ({ targetLabel, replacement })),
          ...ownLabels(job, [...Object.keys(job.labels), ...job.discoveredLabels]),
        ],
        ...dropFields(job),
      },
    ],
  };
}

function writeScrapeConfig(job: ResolvedJob): YamlValue {
  const { interval, scrapeTimeout, path, ...fields } = scrapeFields(job);
  return {
    jobName: job.name,
    staticConfigs: [{ targets: job.targets, ...(Object.keys(job.labels).length > 0 && { labels: job.labels }) }],
    scrapeInterval: interval,
    ...(scrapeTimeout !== undefined && { scrapeTimeout }),
    ...(path !== undefined && { metricsPath: path }),
    ...fields,
    ...dropFields(job),
  };
}

/** The operator gives each address to the prober as a parameter, and to its series as the instance. */
function writeProbe(job: ResolvedJob, { module, addresses }: NonNullable<ResolvedJob["probe"]>): YamlValue {
  const { interval, scrapeTimeout } = scrapeFields(job);
  const { path, scheme } = job;
  const hasLabels = Object.keys(job.labels).length > 0;
  return {
    ...{ jobName: job.name, module, interval },
    ...(scrapeTimeout !== undefined && { scrapeTimeout }),
    prober: { url: job.targets[0]!, path, ...(scheme !== "http" && { scheme }) },
    targets: { staticConfig: { static: addresses, ...(hasLabels && { labels: job.labels }) } },
    ...dropFields(job),
  };
}

/** Fields that all kinds have. The interval is written out: that of the Prometheus is not known. */
function scrapeFields({ interval, path, scheme, honorLabels }: ResolvedJob) {
  return {
    interval,
    ...((durationMs(interval) ?? 0) < 10_000 && { scrapeTimeout: interval }),
    ...(path !== "/metrics" && { path }),
    ...(scheme !== "http" && { scheme }),
    ...(honorLabels && { honorLabels }),
  };
}

/** Sets the job, and removes the labels of the operator that the catalogue does not declare. */
function ownLabels({ name }: ResolvedJob, wanted: readonly string[]): readonly Relabeling[] {
  const unwanted = operatorLabels.filter((label) => !wanted.includes(label));
  return [
    { targetLabel: "job", replacement: name },
    { action: "labeldrop", regex: unwanted.join("|") },
  ];
}

function dropFields({ drop }: ResolvedJob) {
  if (drop.length === 0) return {};
  return { metricRelabelings: [{ sourceLabels: ["__name__"], regex: drop.join("|"), action: "drop" }] };
}
