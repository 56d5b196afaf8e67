import {
  annotation,
  cpuUse,
  eventRate,
  firing,
  promql,
  quantile,
  redAbove,
  redBelow,
  row,
  stateTimeline,
  timeseries,
  window,
} from "telltale";
import { highErrorRate, highLatency } from "../../alerts/autoserve/requests.js";
import { databaseConnectionHigh, highMemoryUsage, lowDiskSpace } from "../../alerts/autoserve/resources.js";
import { modelNotTrained, serviceDown } from "../../alerts/autoserve/services.js";
import { slowest } from "../../recording-rules/autoserve/requests.js";
import { containers, kubernetes } from "../../systems/autoserve/infrastructure.js";
import { limits } from "../../systems/autoserve/limits.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { autoserve } from "../../systems/autoserve/system.js";

const { decisions, accuracy, inference, trained, seen } = mlController;
const half = { width: 12, min: 0 } as const;
const fromZero = { min: 0 } as const;

const where = { namespace: "autoserve-prod" } as const;
const requested = promql`sum(${kubernetes.container.requests.where({ ...where, resource: "cpu" })})`;
const used = promql`sum(${cpuUse(containers, { where })})`;

export const scaling = autoserve.dashboard("ML Scaling", {
  description: "Does the controller scale services rightly, and what does it save?",
  tags: ["service"],
  links: ["Application Overview", "Kubernetes Infrastructure"],
  annotations: [
    annotation("Scaled", promql`sum by (action, service) (increase(${decisions}[1m])) > 0`, {
      color: "purple",
      title: "{{action}} {{service}}",
    }),
  ],
  last: "6h",
  rows: [
    row("Scaling decisions over time", [
      timeseries("Decisions", promql`sum by (action) (increase(${decisions}[${window}]))`, {
        ...half,
        description: "Decisions by what is done. Those that undo each other within minutes help nobody.",
        unit: "short",
        lines: "bars",
        stack: "normal",
        legend: "{{action}}",
      }),
      timeseries("Decisions by service", eventRate(decisions, { by: ["service", "action"], per: "hour" }), {
        ...half,
        description: "Decisions per hour, by the service that is scaled.",
      }),
    ]),
    row("Model prediction accuracy", [
      timeseries("Prediction accuracy", promql`min(${accuracy})`, {
        ...fromZero,
        description: "Share of the predictions that were right. The objective is 85 %.",
        unit: "percentunit",
        max: 1,
        legend: "accuracy",
        thresholds: redBelow(limits.accuracy),
      }),
      timeseries(
        "Inference time",
        { p50: quantile(inference, 0.5), p95: quantile(inference, 0.95) },
        { ...fromZero, description: "Time of an inference. It is a part of the time of a decision only." },
      ),
      timeseries("Time since the last training", promql`time() - max(${trained})`, {
        ...fromZero,
        description: "Age of the model. ModelNotTrained fires after a week.",
        unit: "s",
        legend: "age",
        thresholds: redAbove(limits.modelAge),
      }),
    ]),
    row("Resource optimization impact", [
      timeseries(
        "Pods that the controller sees",
        {
          "{{service}} running": promql`sum by (service) (${seen.running})`,
          "{{service}} pending": promql`sum by (service) (${seen.pending})`,
        },
        {
          ...fromZero,
          description: "Pods of each service. They should follow the load; pending ones find no room.",
          unit: "short",
        },
      ),
      timeseries("Requested CPU", promql`sum by (service) (${seen.requests.where({ resource: "cpu" })})`, {
        ...fromZero,
        description: "Cores that each service requests, as the controller sees them.",
        unit: "short",
        legend: "{{service}}",
      }),
      timeseries("Response time of the backend", slowest, {
        ...fromZero,
        description: "95th percentile. If it rises after a service was scaled down, that went too far.",
        unit: "s",
        thresholds: redAbove(limits.latency),
      }),
    ]),
    row("Cost savings from intelligent scaling", [
      timeseries(
        "CPU requested and used",
        { requested, used },
        {
          ...half,
          description: "Cores that the services request and use. What lies between is paid for and idle.",
          unit: "short",
        },
      ),
      timeseries("Idle share", promql`clamp_min(1 - ${used} / ${requested}, 0)`, {
        ...half,
        description: "Share of the requested CPU that nobody uses: what better scaling can save. No metric has prices.",
        unit: "percentunit",
        max: 1,
        legend: "idle",
      }),
    ]),
    row("Alert correlations", [
      stateTimeline(
        "Firing alerts",
        firing(
          [
            ...serviceDown,
            highErrorRate,
            highLatency,
            databaseConnectionHigh,
            highMemoryUsage,
            lowDiskSpace,
            modelNotTrained,
          ],
          { by: ["alertname"] },
        ),
        {
          description: "Alerts that fire, below the decisions that are marked in purple: which follow from which?",
          unit: "none",
          legend: "{{alertname}}",
        },
      ),
    ]),
  ],
});
