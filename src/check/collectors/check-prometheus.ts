import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { fieldOf, mappingsIn, textOf } from "../../formats/manifests/index.js";
import { parseDuration } from "../../formats/prometheus/index.js";
import { compileMatcher, formatDuration } from "../../promql/index.js";
import { readYaml, resolveAlias, toSpan, type YamlMapping, type YamlNode, type YamlText } from "../../yaml/index.js";
import { collectorFindings } from "./findings.js";
import { entriesOf, nodeAt } from "./objects.js";

/** Finds what Prometheus accepts in its configuration and is still wrong. Errors of the YAML are not reported. */
export function checkPrometheus(text: string, file: string): readonly Diagnostic[] {
  const yaml = readYaml(text, { file });
  const [document] = yaml.documents;
  const root = document && resolveAlias(document);
  if (yaml.diagnostics.length > 0 || root?.kind !== "mapping") return [];
  return [...checkReplicaLabel(root, yaml), ...checkDoubledPods(root, yaml), ...checkIntervals(root, yaml)];
}

/** Names that tell replicas apart, by convention. */
const replicaLabel = /^_*(?:prometheus_)?replica_*$/i;

/** An external label of the replica that alerts keep. */
function checkReplicaLabel(root: YamlMapping, yaml: YamlText): readonly Diagnostic[] {
  const labels = nodeAt(root, "global", "external_labels");
  const alerting = fieldOf(root, "alerting");
  if (labels?.kind !== "mapping" || alerting?.kind !== "mapping") return [];
  if (mappingsIn(fieldOf(alerting, "alertmanagers")).length === 0) return [];
  const dropped = mappingsIn(fieldOf(alerting, "alert_relabel_configs"))
    .filter((rule) => textOf(rule, "action")?.toLowerCase() === "labeldrop")
    .map((rule) => compileMatcher(textOf(rule, "regex") ?? "(.*)"));
  return [...entriesOf(labels).keys()]
    .filter((name) => replicaLabel.test(name) && !dropped.some((matcher) => matcher.test(name)))
    .map((name) => ({
      ...finding(collectorFindings, "prometheus/replica-label"),
      summary: `alerts have the label "${name}", which differs between the replicas`,
      details: "Alertmanager takes the alerts of the replicas for different ones: each is notified several times.",
      fix: `add to alert_relabel_configs: { action: labeldrop, regex: ${name} }`,
      span: toSpan(yaml, keyOf(labels, name)),
    }));
}

function keyOf(mapping: YamlMapping, name: string): YamlNode {
  return mapping.entries.find(({ key }) => key.kind === "scalar" && key.value === name)!.key;
}

/** The age up to which an instant query finds a sample: the default of `--query.lookback-delta`. */
const lookback = 300_000;

/** Jobs that are scraped so seldom that their series have gaps. */
function checkIntervals(root: YamlMapping, yaml: YamlText): readonly Diagnostic[] {
  const jobs = mappingsIn(fieldOf(root, "scrape_configs"));
  const global = fieldOf(root, "global");
  const settings = global?.kind === "mapping" ? [global] : [];
  return [...settings, ...jobs].flatMap((one) => {
    const node = fieldOf(one, "scrape_interval");
    const interval = parseDuration(textOf(one, "scrape_interval") ?? "") ?? 0;
    if (node === undefined || interval <= lookback) return [];
    return [
      {
        ...finding(collectorFindings, "prometheus/long-interval"),
        summary: `scraped every ${formatDuration(interval)}, series have no value for ${formatDuration(interval - lookback)} in between`,
        details: "Prometheus finds no sample that is older than five minutes, unless an expression reads a range.",
        fix: "scrape every 5m at most",
        span: toSpan(yaml, node),
      },
    ];
  });
}

const annotation = "__meta_kubernetes_pod_annotation_prometheus_io_scrape";

/** Fixed targets that are Services of the cluster, besides a job for all pods with the annotation. */
function checkDoubledPods(root: YamlMapping, yaml: YamlText): readonly Diagnostic[] {
  const jobs = mappingsIn(fieldOf(root, "scrape_configs"));
  const ofPods = jobs.find(scrapesAnnotatedPods);
  if (!ofPods) return [];
  const job = textOf(ofPods, "job_name") ?? "";
  return jobs
    .flatMap((one) => mappingsIn(fieldOf(one, "static_configs")))
    .flatMap((group) => itemsOf(fieldOf(group, "targets")))
    .flatMap((target) => {
      if (target.kind !== "scalar" || !isService(target.value)) return [];
      return [
        {
          ...finding(collectorFindings, "prometheus/doubled-pods"),
          summary: `the pods behind ${target.value} are scraped twice if they have the annotation: also by the job "${job}"`,
          details:
            "Each of their series exists twice. The target is also only one of the pods at a time, so that counters jump.",
          fix: `leave them to the job "${job}", and remove this target`,
          span: toSpan(yaml, target),
        },
      ];
    });
}

/** True for a job that takes pods of all namespaces, with no other condition than the annotation. */
function scrapesAnnotatedPods(job: YamlMapping): boolean {
  const discoversPods = mappingsIn(fieldOf(job, "kubernetes_sd_configs")).some(
    (one) =>
      textOf(one, "role") === "pod" &&
      fieldOf(one, "selectors") === undefined &&
      fieldOf(one, "namespaces") === undefined,
  );
  const filters = mappingsIn(fieldOf(job, "relabel_configs")).filter((rule) =>
    ["keep", "drop"].includes(textOf(rule, "action") ?? ""),
  );
  const sources = filters.map((rule) => itemsOf(fieldOf(rule, "source_labels")));
  const isAnnotation = (source: readonly YamlNode[]) =>
    source.length === 1 && source[0]!.kind === "scalar" && source[0]!.value === annotation;
  return discoversPods && sources.length > 0 && sources.every(isAnnotation);
}

function itemsOf(list: YamlNode | undefined): readonly Exclude<YamlNode, { kind: "alias" }>[] {
  return list?.kind === "sequence" ? list.items.map(resolveAlias) : [];
}

/** True for the name of a Service in the cluster: neither an address, nor a domain, nor Prometheus itself. */
function isService(target: string): boolean {
  return /^(?!localhost:|prometheus:)[a-z][a-z0-9-]*(?:\.[a-z0-9-]+\.svc(?:\.cluster\.local)?)?:\d+$/.test(target);
}
