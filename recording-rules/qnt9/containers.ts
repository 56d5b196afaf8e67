import { memoryOfLimit } from "telltale";
import { containers } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";

/** How much of its memory limit each of our containers uses. */
export const memory = qnt9.recordingRule(
  "namespace_pod_container:container_memory_working_set_per_limit:ratio",
  memoryOfLimit(containers, { where: { namespace: "qnt9" } }),
  { group: qnt9.group("qnt9-containers") },
);
