import { hostDisk, memoryUse, promql, type Runbook } from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { containers, hosts, postgres } from "../../systems/autoserve/infrastructure.js";
import { namespaces } from "../../systems/autoserve/system.js";
import { steps } from "./steps.js";

const diagnosis = [
  {
    text: "Do all pods need many, or does one keep them?",
    query: promql`max by (pod) (${backend.pool.active})`,
    dashboard: "Database Performance",
    panel: "Pool in use",
  },
  {
    text: "What do the connections do? Those that are `idle in transaction` are not given back.",
    query: promql`sum by (state) (${postgres.connection.count})`,
  },
  { text: "Do queries take longer than usual?", dashboard: "Database Performance", panel: "Query time" },
  steps.backendErrors,
];

const mitigation = [
  {
    text: "To gain time, restart the pods one after another: their connections are given back.",
    command: "kubectl rollout restart -n autoserve-prod deployment/backend",
  },
  "If a query is slow, end it: the others get their connections back.",
  "If every pod needs more, make the pool larger. All pools together must stay below what the database allows.",
];

export const databaseConnectionHigh: Runbook = {
  meaning: "A pod of the backend has used more than 80 % of the connections of its pool for five minutes.",
  impact: "None yet. When none is left, requests wait for one, and fail after the pool's timeout.",
  diagnosis,
  mitigation,
};

export const databaseConnectionRising: Runbook = {
  meaning: "A pod of the backend has used more than 70 % of the connections of its pool for fifteen minutes.",
  impact: "None. At 80 %, [DatabaseConnectionHigh](database-connection-high.md) wakes somebody.",
  diagnosis,
  mitigation,
};

export const databaseConnectionLimitMissing: Runbook = {
  meaning: "The backend exposes the connections of its pool that are in use, and not how many it may open.",
  impact: "None. But [DatabaseConnectionHigh](database-connection-high.md) cannot fire.",
  diagnosis: [
    {
      text: "Which metrics of the pool does it expose?",
      command:
        "kubectl exec -n autoserve-prod deployment/backend -- curl -s localhost:8000/metrics | grep db_connections",
    },
  ],
  mitigation: [
    "Expose `db_connections_max`: with SQLAlchemy, `Gauge('db_connections_max', 'Connections that the pool may open')`, set to the pool's `pool_size` plus `max_overflow` when the engine is made.",
  ],
};

export const highMemoryUsage: Runbook = {
  meaning: "A container has used more than 80 % of its memory limit for fifteen minutes.",
  impact: "None yet. At 100 % the kernel kills it, and what it was working on is lost.",
  diagnosis: [
    {
      text: "Does it climb slowly, which is a leak, or did it jump?",
      query: memoryUse(containers, { where: { namespace: namespaces } }),
      dashboard: "Application Overview",
      panel: "Memory of limit",
    },
    {
      text: "Has it been killed before? `OOMKilled` is in its last state.",
      command: "kubectl describe pod -n autoserve-prod <pod>",
    },
    { text: "Do more tasks wait than usual?", dashboard: "Application Overview", panel: "Tasks waiting" },
  ],
  mitigation: [
    {
      text: "A leak: restart it to gain time.",
      command: "kubectl delete pod -n autoserve-prod <pod>",
    },
    "If it needs the memory, raise its limit.",
  ],
};

export const lowDiskSpace: Runbook = {
  meaning: "A file system of a node has had less than 10 % of its space available for five minutes.",
  impact: "None yet. When it is full, the node evicts pods, and what writes there fails.",
  diagnosis: [
    {
      text: "How fast does it fill, and when is it full?",
      query: hostDisk(hosts),
      dashboard: "Kubernetes Infrastructure",
      panel: "Disk space: time left",
    },
    {
      text: "Is it images, logs or volumes?",
      command:
        "kubectl debug node/<node> -it --image=busybox -- chroot /host du -xh --max-depth=2 /var/lib /var/log | sort -h | tail -20",
    },
  ],
  mitigation: [
    {
      text: "Remove images that nothing uses.",
      command: "kubectl debug node/<node> -it --image=busybox -- chroot /host crictl rmi --prune",
    },
    "Prometheus and Loki write most: shorten their retention, or give them a larger volume.",
  ],
};
