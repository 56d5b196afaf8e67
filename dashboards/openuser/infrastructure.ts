import { hostRows, postgresRows, redisRows, variable } from "telltale";
import { hosts, postgres, redis } from "../../systems/openuser/infrastructure.js";
import { limits } from "../../systems/openuser/limits.js";
import { openuser } from "../../systems/openuser/system.js";

const instance = variable.label("instance", hosts.kernel.bootTime, "instance", { label: "Node" });

/** In place of Node Exporter Full. */
export const systemMetrics = openuser.dashboard("System Metrics", {
  description: "Do the nodes have CPU, memory, disk and network to spare?",
  tags: ["infrastructure"],
  variables: [instance],
  rows: hostRows(hosts, {
    where: { instance },
    cpuLimit: limits.nodeCpu,
    memoryLimit: limits.nodeMemory,
    diskSoftLimit: limits.diskLow,
    diskHardLimit: limits.diskCritical,
  }),
});

/** In place of PostgreSQL Database. */
export const databasePerformance = openuser.dashboard("Database Performance", {
  description: "Does PostgreSQL answer, what do its queries wait for, and are replicas behind?",
  tags: ["infrastructure"],
  rows: postgresRows(postgres, { connectionLimit: limits.connections / 100, transactionLimit: limits.transaction }),
});

/** In place of the Redis dashboard. */
export const cachePerformance = openuser.dashboard("Cache Performance", {
  description: "Does Redis answer, are keys found, and does it have room?",
  tags: ["infrastructure"],
  rows: redisRows(redis, { memoryLimit: limits.redisMemory, hitLimit: limits.redisHits }),
});
