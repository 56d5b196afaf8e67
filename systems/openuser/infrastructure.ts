import { hostDisk, nodeExporter, postgresExporter, redisExporter, saturation } from "telltale";
import { limits } from "./limits.js";
import { openuser } from "./system.js";

export const hosts = openuser.service("node-exporter", nodeExporter({ nodes: 2 }));

export const postgres = openuser.service("postgres-exporter", postgresExporter({ databases: 1 }));

export const redis = openuser.service("redis-exporter", redisExporter());

/** The space of each file system: low in daytime, critical at any time. */
export const disks = saturation(hostDisk(hosts), { soft: limits.diskLow, hard: limits.diskCritical });
