import { memoryOfLimit } from "telltale";
import { containers, disks, pool } from "../../systems/autoserve/infrastructure.js";
import { autoserve, namespaces } from "../../systems/autoserve/system.js";

/** The memory of each container as a share of its limit; nothing for those without a limit. */
export const memoryInUse = autoserve.recordingRule(
  "namespace_pod_container:container_memory_working_set_per_limit:ratio",
  memoryOfLimit(containers, { where: { namespace: namespaces } }),
);

/** The space of each file system in use. */
export const diskInUse = autoserve.recordingRule("instance_device_mountpoint:node_filesystem_used:ratio", disks.share);

/** The connections of the pool of each process in use. */
export const poolInUse = autoserve.recordingRule("job_pod:db_connections_active_per_max:ratio", pool.share);
