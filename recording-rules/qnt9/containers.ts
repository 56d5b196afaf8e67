import { memoryOfLimit } from "telltale";
import { containers } from "../../systems/qnt9/kubernetes.js";
import { namespaces, qnt9 } from "../../systems/qnt9/system.js";

/** The memory of each of our containers, and of the collector's, as a share of its limit. */
export const memory = qnt9.recordingRule(
  "namespace_pod_container:container_memory_working_set_per_limit:ratio",
  memoryOfLimit(containers, { where: { namespace: namespaces } }),
);
