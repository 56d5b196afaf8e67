import { hostCpu, hostDisk, hostMemory, promql, type Runbook, up } from "telltale";
import { hosts } from "../../systems/openuser/infrastructure.js";
import { steps } from "./steps.js";

export const nodeDown: Runbook = {
  meaning: "For two minutes, the exporter of a node has not answered, or Prometheus has no node to scrape.",
  impact:
    "If the node is gone: everything that runs on it. If only its exporter is: nothing, and you do not see the node.",
  diagnosis: [
    { text: "Which nodes answer?", query: promql`max by (instance) (${up(hosts)})` },
    { text: "Does the node answer?", command: "ping -c 3 <node>; ssh <node> uptime" },
    { text: "Does its exporter?", command: "curl -s http://<node>:9100/metrics | head" },
    steps.targets,
  ],
  mitigation: [
    "If the node is gone, restart it where it runs; Kubernetes moves its pods after five minutes.",
    { text: "If only the exporter is, restart that.", command: "docker-compose restart node-exporter" },
  ],
};

export const highNodeCpu: Runbook = {
  meaning: "A node has used more than 80 % of its CPU for fifteen minutes.",
  impact: "None by itself. If requests are slow, [HighResponseTime](high-response-time.md) fires, too.",
  diagnosis: [
    { text: "Since when, and which kind of work?", query: hostCpu(hosts), dashboard: "System Metrics" },
    { text: "Which processes?", command: "ssh <node> top -b -n 1 | head -20" },
    { text: "Are more videos generated than usual?", dashboard: "API Overview", panel: "Videos processed" },
  ],
  mitigation: ["Nobody needs to act at night, unless requests are slow.", "Move the workers to a node of their own."],
};

export const highNodeMemory: Runbook = {
  meaning: "A node has used more than 85 % of its memory for fifteen minutes, without caches.",
  impact: "None yet. At 100 % the kernel kills the largest process.",
  diagnosis: [
    { text: "Does it climb slowly?", query: hostMemory(hosts), dashboard: "System Metrics" },
    { text: "Which processes?", command: "ssh <node> 'ps aux --sort=-rss | head'" },
  ],
  mitigation: ["Restart what leaks.", "If everything needs what it uses, the node is too small."],
};

export const diskSpace: Runbook = {
  meaning: "A file system is more than 85 % full, or more than 95 %.",
  impact: "None yet. When it is full, PostgreSQL stops, and no video can be stored.",
  diagnosis: [
    { text: "How fast does it fill?", query: hostDisk(hosts), dashboard: "System Metrics" },
    { text: "What is large?", command: "ssh <node> 'du -xh --max-depth=2 / 2>/dev/null | sort -h | tail -20'" },
    { text: "Docker's own share: images and volumes that nothing uses.", command: "ssh <node> docker system df" },
  ],
  mitigation: [
    { text: "Remove images that nothing uses. Never volumes.", command: "ssh <node> docker image prune" },
    "Shorten the retention of Loki or Prometheus if they are what is large.",
    "Make the disk larger.",
  ],
};
