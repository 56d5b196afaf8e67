import { counter, gauge, histogram } from "telltale";
import { serviceLogs } from "./logs.js";
import { autoserve } from "./system.js";

const service = { values: ["backend"], about: 3 } as const;

/** The controller: a model predicts the load, and the controller scales the other services to it. */
export const mlController = autoserve.service("ml-controller", {
  port: 8002,
  decisions: counter("scaling_decisions_total", {
    help: "Decisions to scale a service",
    unit: "short",
    labels: { action: { values: ["scale_up", "scale_down"], about: 3 }, service },
  }),
  // The document does not say whether it ends at 1 or at 100. Prometheus' convention is 1.
  accuracy: gauge("scaling_prediction_accuracy", {
    help: "Share of the predictions that were right, from 0 to 1",
    unit: "percentunit",
  }),
  inference: histogram("model_inference_duration_seconds", {
    help: "Time of an inference of the model",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  }),
  trained: gauge("model_last_training_timestamp", {
    help: "Time at which the model was last trained, in seconds since the epoch",
    // A unit of durations would be wrong, and those of dates are in milliseconds.
    unit: "none",
    allow: {
      "metric/timestamp-without-seconds": "the controller exposes the name of the document: rename it there first",
    },
  }),
  seen: {
    running: gauge("kubernetes_pods_running", {
      help: "Pods of a service that run, as the controller sees them",
      unit: "short",
      labels: { service },
    }),
    pending: gauge("kubernetes_pods_pending", {
      help: "Pods of a service that wait, as the controller sees them",
      unit: "short",
      labels: { service },
    }),
    requests: gauge("kubernetes_resource_requests", {
      help: "Resources that the pods of a service request, as the controller sees them: cores, bytes",
      unit: "short",
      labels: { resource: { values: ["cpu", "memory"], about: 2 }, service },
    }),
  },
  logs: serviceLogs("ml-controller", { action: 3 }),
});
