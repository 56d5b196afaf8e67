import {
  cadvisor,
  hostDisk,
  kubelet,
  kubeStateMetrics,
  nodeExporter,
  postgresExporter,
  promql,
  saturation,
  signal,
} from "telltale";
import { backend } from "./backend.js";
import { limits } from "./limits.js";
import { autoserve } from "./system.js";

const cluster = { nodes: 3, namespaces: 5, pods: 40 };

/** The specification and status of Kubernetes objects. */
export const kubernetes = autoserve.service("kube-state-metrics", kubeStateMetrics(cluster));

/** The resources that containers, pods and nodes use. */
export const containers = autoserve.service("cadvisor", cadvisor(cluster));

/** The volumes, and how full they are. */
export const volumes = autoserve.service("kubelet", kubelet({ ...cluster, claims: 5 }));

/** The nodes. */
export const hosts = autoserve.service("node-exporter", nodeExporter({ nodes: 3 }));

/** The database. The document does not name it; its queries are SQL, and its panels are those of PostgreSQL. */
export const postgres = autoserve.service("postgres-exporter", postgresExporter({ databases: 1 }));

/** The space of each file system of the nodes. */
export const disks = saturation(hostDisk(hosts), { soft: limits.disk, hard: limits.diskFull });

const { active, max } = backend.pool;

/** The connections of the pool of each process: a pool that is full makes its own requests wait, however free others are. */
export const pool = saturation(
  signal("Pool in use", {
    query: promql`max by (job, pod) (${active}) / max by (job, pod) (${max} > 0)`,
    unit: "percentunit",
    max: 1,
    description: "Connections in use, as a share of those that the pool of each pod may open.",
  }),
  { soft: limits.connectionsSoft, hard: limits.connections },
);
