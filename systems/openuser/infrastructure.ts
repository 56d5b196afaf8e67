import { down, hostDisk, nodeExporter, postgresExporter, redisExporter, saturation } from "telltale";
import { api } from "./api.js";
import { limits } from "./limits.js";
import { openuser } from "./system.js";

export const hosts = openuser.service("node-exporter", nodeExporter({ nodes: 2 }));

export const postgres = openuser.service("postgres-exporter", postgresExporter({ databases: 1 }));

export const redis = openuser.service("redis-exporter", redisExporter());

/** The space of each file system: low in daytime, critical at any time. */
export const disks = saturation(hostDisk(hosts), { soft: limits.diskLow, hard: limits.diskCritical });

/** The condition that the API is down: it has an alert of its own, and keeps the others of the API firing. */
export const apiOutage = down(api);
