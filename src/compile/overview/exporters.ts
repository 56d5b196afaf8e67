import type { Cadvisor, KubeStateMetrics } from "../../library/index.js";
import type { SystemFacts } from "../../model/system/system.js";

/** The service of a system with the metrics of kube-state-metrics, recognised by one of them. */
export function findKubeStateMetrics(system: SystemFacts): KubeStateMetrics | undefined {
  return findExporter(system, (parts) => hasPart(parts.deployment, "specReplicas")) as KubeStateMetrics | undefined;
}

/** The service of a system with the metrics of cAdvisor. */
export function findCadvisor(system: SystemFacts): Cadvisor | undefined {
  return findExporter(system, (parts) => "memory" in parts && "memoryLimit" in parts) as Cadvisor | undefined;
}

type Parts = Readonly<Record<string, unknown>>;

function findExporter({ definitions }: SystemFacts, isIt: (parts: Parts) => boolean): unknown {
  return definitions.find((one) => one.kind === "service" && one.service.exporter && isIt(one as unknown as Parts));
}

function hasPart(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && name in value;
}
