import { memoryOfLimit, not, type PodOptions, promql, signal, window } from "telltale";
import { containers } from "../../systems/todo/infrastructure.js";
import { namespaces, todo } from "../../systems/todo/system.js";

const by = ["namespace", "pod", "container"];
const where = { namespace: namespaces } as const;

/** The CPU of each container, as a share of its limit. Containers without a limit are left out. */
export function cpuOfLimit({ where = {} }: PodOptions) {
  // The series without a container are the sums over pods; `POD` holds the network of a pod together.
  const ofContainers = { container: not(["", "POD"]), ...where };
  const used = promql`sum by (${by}) (rate(${containers.cpu.where(ofContainers)}[${window}]))`;
  const quota = promql`sum by (${by}) (${containers.cpuQuota.where(ofContainers)} > 0)`;
  const period = promql`sum by (${by}) (${containers.cpuPeriod.where(ofContainers)})`;
  return signal("CPU of limit", {
    description: "CPU of each container, as a share of its limit. At 100 % it is slowed down.",
    unit: "percentunit",
    max: 1,
    by,
    legend: "{{pod}} {{container}}",
    query: promql`${used} / (${quota} / ${period})`,
  });
}

export const cpu = todo.recordingRule(
  "namespace_pod_container:container_cpu_usage_per_limit:ratio_rate5m",
  cpuOfLimit({ where }),
  { window: "5m" },
);

/** The memory of each container, as a share of its limit. Containers without a limit are left out. */
export const memory = todo.recordingRule(
  "namespace_pod_container:container_memory_working_set_per_limit:ratio",
  memoryOfLimit(containers, { where }),
);
