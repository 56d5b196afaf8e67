import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { Block, ReadAlloyResult } from "../../formats/alloy/index.js";
import { fieldOf, textOf } from "../../formats/manifests/index.js";
import { resolveAlias, type YamlMapping } from "../../yaml/index.js";
import { collectorFindings } from "./findings.js";

/** A configuration of Alloy in a ConfigMap. */
export interface MappedAlloy {
  readonly configMap: string;
  readonly alloy: Pick<ReadAlloyResult, "statements" | "span">;
}

/**
 * Finds what is wrong with a configuration of Alloy that runs in a DaemonSet: each of its pods would scrape the pods of
 * all nodes, or sample a part of each trace.
 */
export function checkDaemonSets(
  objects: readonly YamlMapping[],
  configurations: readonly MappedAlloy[],
): readonly Diagnostic[] {
  const daemonSets = objects.filter((object) => textOf(object, "kind") === "DaemonSet");
  const mounted = new Set(daemonSets.flatMap(configMapsOf));
  return configurations.flatMap(({ configMap, alloy }) => (mounted.has(configMap) ? checkBlocks(alloy) : []));
}

function checkBlocks({ statements, span }: MappedAlloy["alloy"]): readonly Diagnostic[] {
  const blocks = (statements ?? []).filter((one) => one.kind === "block");
  const isClustered = blocks.some(hasClustering);
  const balanced = blocks.some(({ name }) => name === "otelcol.exporter.loadbalancing");
  const findings: Diagnostic[] = [];
  for (const block of blocks) {
    if (!isClustered && discoversEveryPod(block)) {
      findings.push({
        ...finding(collectorFindings, "alloy/every-node"),
        summary: "every pod of the DaemonSet discovers the pods of all nodes",
        details:
          "With ten nodes, each target is scraped ten times: the samples are rejected as duplicates, or paid for.",
        fix: 'add selectors { role = "pod", field = "spec.nodeName=" + … }, each attribute on a line of its own',
        span: span(block.head),
      });
    }
    if (block.name === "otelcol.processor.tail_sampling" && !balanced) {
      findings.push({
        ...finding(collectorFindings, "alloy/split-traces"),
        summary: "tail sampling in a DaemonSet sees only a part of each trace",
        details:
          "Spans arrive at the pod of their own node, so that a trace with an error is dropped by all the others.",
        fix: 'send spans through otelcol.exporter.loadbalancing with routing_key "traceID" to pods that sample',
        span: span(block.head),
      });
    }
  }
  return findings;
}

function discoversEveryPod(block: Block): boolean {
  if (block.name !== "discovery.kubernetes") return false;
  const isOfPods = block.body.some(
    (one) =>
      one.kind === "attribute" && one.name === "role" && one.value.kind === "literal" && one.value.text === '"pod"',
  );
  const hasSelector = block.body.some((one) => one.kind === "block" && one.name === "selectors");
  return isOfPods && !hasSelector;
}

/** With clustering, the pods share the targets among them. */
function hasClustering(block: Block): boolean {
  return block.body.some((one) => one.kind === "block" && one.name === "clustering");
}

/** The ConfigMaps that the pods of a workload mount. */
function configMapsOf(workload: YamlMapping): readonly string[] {
  let node: ReturnType<typeof fieldOf> = workload;
  for (const name of ["spec", "template", "spec", "volumes"]) {
    node = node?.kind === "mapping" ? fieldOf(node, name) : undefined;
  }
  if (node?.kind !== "sequence") return [];
  return node.items.flatMap((item) => {
    const volume = resolveAlias(item);
    const map = volume.kind === "mapping" ? fieldOf(volume, "configMap") : undefined;
    return map?.kind === "mapping" ? [textOf(map, "name") ?? ""] : [];
  });
}
