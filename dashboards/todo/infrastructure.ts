import {
  cpuThrottling,
  cpuUse,
  memoryOfLimit,
  memoryUse,
  networkReceived,
  networkSent,
  podPanels,
  promql,
  redAbove,
  row,
  timeseries,
  up,
  variable,
  window,
} from "telltale";
import { cpuOfLimit } from "../../recording-rules/todo/containers.js";
import { containers, injector, kubernetes, sidecars } from "../../systems/todo/infrastructure.js";
import { limits } from "../../systems/todo/limits.js";
import { namespaces, todo } from "../../systems/todo/system.js";
import { points, settings } from "./settings.js";

const namespace = variable.label("namespace", kubernetes.pod.phase.where({ namespace: namespaces }), "namespace", {
  label: "Namespace",
});
const pod = variable.label("pod", kubernetes.pod.phase.where({ namespace }), "pod", { label: "Pod", allValue: ".*" });
const where = { namespace, pod };
const fromZero = { ...points, min: 0 } as const;
const half = { ...fromZero, width: 12 } as const;

const desired = promql`sum by (namespace, deployment) (${kubernetes.deployment.specReplicas.where({ namespace })})`;
const ready = promql`sum by (namespace, deployment) (${kubernetes.deployment.readyReplicas.where({ namespace })})`;
const notReady = kubernetes.pod.ready.where({ ...where, condition: "true" });

export const infrastructure = todo.dashboard("Infrastructure", {
  description: "Do pods run, and do they have CPU, memory and sidecars?",
  tags: ["infrastructure"],
  variables: [namespace, pod],
  ...settings,
  rows: [
    row("Pod status", [
      podPanels(kubernetes, { where }),
      timeseries("Pods not ready", promql`max by (namespace, pod) (${notReady}) == bool 0`, {
        ...fromZero,
        description:
          "1 for a pod that is not ready. PodNotReady fires after five minutes, except for pods that have ended.",
        unit: "none",
        max: 1,
        legend: "{{pod}}",
      }),
      timeseries("Missing replicas", promql`${desired} - ${ready}`, {
        ...fromZero,
        description: "Pods that each deployment should have and that are not ready.",
        unit: "short",
        decimals: 0,
        legend: "{{deployment}}",
      }),
    ]),
    row("CPU and memory", [
      timeseries("CPU", cpuUse(containers, { where }), { ...half, description: "CPU cores that each container uses." }),
      timeseries("CPU of limit", cpuOfLimit({ where }), {
        ...half,
        description: "CPU of each container, as a share of its limit. HighCPUUsage fires in the red.",
        unit: "percentunit",
        legend: "{{pod}} {{container}}",
        thresholds: redAbove(limits.cpu),
      }),
      timeseries("Memory", memoryUse(containers, { where }), {
        ...half,
        description: "Memory of each container that counts against its limit.",
      }),
      timeseries("Memory of limit", memoryOfLimit(containers, { where }), {
        ...half,
        description: "Memory of each container, as a share of its limit. HighMemoryUsage fires in the red.",
        unit: "percentunit",
        legend: "{{pod}} {{container}}",
        thresholds: redAbove(limits.memory),
      }),
      timeseries("CPU throttling", cpuThrottling(containers, { where }), {
        ...fromZero,
        description: "Share of the time in which a container was slowed down by its CPU limit.",
        max: 1,
      }),
    ]),
    row("Network I/O", [
      timeseries("Network received", networkReceived(containers, { where }), {
        ...half,
        description: "Bytes that each pod receives per second.",
      }),
      timeseries("Network sent", networkSent(containers, { where }), {
        ...half,
        description: "Bytes that each pod sends per second.",
      }),
    ]),
    row("Dapr", daprPanels()),
  ],
});

function daprPanels() {
  const rate = promql`sum by (path, status) (rate(${sidecars.http.requests}[${window}]))`;
  const calls = promql`sum by (grpc_server_status) (rate(${sidecars.grpc.calls}[${window}]))`;
  return [
    timeseries("Sidecars that answer", promql`sum(${up(sidecars)}) or vector(0)`, {
      ...points,
      description: "Sidecars that answer a scrape. DaprSidecarDown fires when one does not for two minutes.",
      unit: "short",
      decimals: 0,
      min: 0,
      legend: "sidecars",
    }),
    timeseries("HTTP requests", rate, {
      ...points,
      description: "HTTP requests to the sidecars per second.",
      unit: "reqps",
      min: 0,
      legend: "{{path}} {{status}}",
    }),
    timeseries("gRPC calls", calls, {
      ...points,
      description: "gRPC calls to the sidecars per second, by their result.",
      unit: "reqps",
      min: 0,
      legend: "{{grpc_server_status}}",
    }),
    timeseries(
      "Components loaded",
      {
        loaded: promql`sum(increase(${sidecars.component.loaded}[${window}]))`,
        failed: promql`sum(increase(${sidecars.component.failed}[${window}])) or vector(0)`,
      },
      {
        ...points,
        description: "Components, such as state stores and brokers, that sidecars have loaded or could not start.",
        unit: "short",
        min: 0,
      },
    ),
    timeseries(
      "Sidecars injected",
      {
        "asked for": promql`sum(increase(${injector.requests}[${window}]))`,
        failed: promql`sum(increase(${injector.failed}[${window}])) or vector(0)`,
      },
      { ...points, description: "New pods that asked for a sidecar, and those that got none.", unit: "short", min: 0 },
    ),
  ];
}
