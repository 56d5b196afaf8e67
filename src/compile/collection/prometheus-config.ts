import type { Collection } from "../../model/collection/collection.js";
import { resolve } from "../../model/definition/per-environment.js";
import type { Settings } from "../../model/project/project.js";
import type { YamlValue } from "../../yaml/index.js";
import type { ResolvedJob } from "./resolve-jobs.js";

/** Everything that a Prometheus needs to know besides its jobs. */
export interface PrometheusSurroundings {
  /** Patterns of its rule files, relative to its configuration. */
  readonly ruleFiles: readonly string[];
  /** The addresses of the Alertmanagers that it sends alerts to. */
  readonly alertmanagers: readonly string[];
  /** The external label that tells it from its replicas. Alerts lose it, so that those of all replicas are the same. */
  readonly replica?: { readonly label: string; readonly value: string };
  /** The server that it sends all samples to, in agent mode. */
  readonly agent?: AgentTarget | undefined;
}

/** The server of a Prometheus in agent mode, in one environment. */
export interface AgentTarget {
  readonly url: string;
  readonly user: string | undefined;
  readonly passwordFile: string;
}

/** The flags of a Prometheus in agent mode, which keeps only what it has not sent yet. */
export const agentFlags = ["--agent", "--storage.agent.path=/prometheus"] as const;

/** Returns the server of a Prometheus in agent mode, whose password is in a file; undefined for a Prometheus that stores. */
export function agentTargetOf(
  { prometheus: { agent } = {} }: Collection,
  environment: string,
  passwordFile: string,
): AgentTarget | undefined {
  if (!agent) return undefined;
  const user = agent.user === undefined ? undefined : resolve(agent.user, environment);
  return { url: resolve(agent.url, environment) ?? "", user, passwordFile };
}

/** The login at an address. */
export interface Login {
  readonly address: string;
  readonly user: string;
  readonly passwordFile: string;
}

type YamlObject = { readonly [key: string]: YamlValue | undefined };

/** Writes the configuration of a Prometheus server with some scrape jobs. */
export function writePrometheusConfig(
  jobs: readonly YamlValue[],
  { scrapeInterval, evaluationInterval, externalLabels }: Settings,
  { ruleFiles, alertmanagers, replica, agent }: PrometheusSurroundings,
): YamlValue {
  const labels = { ...externalLabels, ...(replica && { [replica.label]: replica.value }) };
  return {
    global: {
      scrape_interval: scrapeInterval,
      evaluation_interval: evaluationInterval,
      ...(Object.keys(labels).length > 0 && { external_labels: labels }),
    },
    ...(agent && { remote_write: [writeRemoteWrite(agent)] }),
    ...(!agent && ruleFiles.length > 0 && { rule_files: ruleFiles }),
    ...(!agent &&
      alertmanagers.length > 0 && {
        alerting: {
          ...(replica && { alert_relabel_configs: [{ regex: replica.label, action: "labeldrop" }] }),
          alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }],
        },
      }),
    scrape_configs: jobs,
  };
}

function writeRemoteWrite({ url, user, passwordFile }: AgentTarget): YamlValue {
  return { url, ...(user !== undefined && { basic_auth: { username: user, password_file: passwordFile } }) };
}

/** Writes a job with fixed targets. */
export function writeStaticJob(job: ResolvedJob, settings: Settings, login?: Login): YamlValue {
  const { targets, labels, probe } = job;
  const hasLabels = Object.keys(labels).length > 0;
  return writeJobFields(job, settings, {
    ...(login && targets.includes(login.address)
      ? { basic_auth: { username: login.user, password_file: login.passwordFile } }
      : {}),
    ...(probe && { params: { module: [probe.module] } }),
    static_configs: [{ targets: probe?.addresses ?? targets, ...(hasLabels && { labels }) }],
    ...(probe && { relabel_configs: probeRules(targets[0]!) }),
  });
}

/** Makes each address a parameter of the prober, and the instance. */
function probeRules(prober: string): readonly YamlObject[] {
  return [
    { source_labels: ["__address__"], target_label: "__param_target" },
    { source_labels: ["__param_target"], target_label: "instance" },
    { target_label: "__address__", replacement: prober },
  ];
}

/** Writes a job; `discovery` says where its targets are, and how they are asked. */
export function writeJobFields(
  { name, interval, path, scheme, honorLabels, drop }: ResolvedJob,
  { scrapeInterval }: Settings,
  discovery: YamlObject,
): YamlValue {
  return {
    job_name: name,
    ...(interval !== scrapeInterval && { scrape_interval: interval }),
    ...(honorLabels && { honor_labels: true }),
    ...(path !== "/metrics" && { metrics_path: path }),
    ...(scheme !== "http" && { scheme }),
    ...discovery,
    ...(drop.length > 0 && {
      metric_relabel_configs: [{ source_labels: ["__name__"], regex: drop.join("|"), action: "drop" }],
    }),
  };
}
