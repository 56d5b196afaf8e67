import { eventRatio, fasterThan, promql, timeSlices, uptime } from "telltale";
import { scalingModel } from "../../runbooks/autoserve/services.js";
import { failingTasks, slowTasks } from "../../runbooks/autoserve/tasks.js";
import { backend } from "../../systems/autoserve/backend.js";
import { limits } from "../../systems/autoserve/limits.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { autoserve } from "../../systems/autoserve/system.js";
import { celery } from "../../systems/autoserve/worker.js";

// The document gives no window: a rolling month.
const window = "30d";

/** "99.9% of requests succeed", and "<0.1% error rate", which is the same promise. A 4xx is an answer, not a failure. */
export const availability = autoserve.slo("backend-availability", {
  title: "Backend availability",
  description: "Requests to the backend are answered without a server error.",
  indicator: eventRatio(backend.http),
  objective: "99.9%",
  window,
  runbook: "autoserve/high-error-rate",
});

export const latency = autoserve.slo("backend-latency", {
  title: "Backend latency",
  description: "The backend answers within 500 ms.",
  indicator: fasterThan(backend.http, 0.5),
  objective: "95%",
  window,
  runbook: "autoserve/high-latency",
});

/** Of the tasks that end: retries and starts are no ends. */
export const tasks = autoserve.slo("worker-availability", {
  title: "Worker availability",
  description: "Tasks complete successfully.",
  indicator: eventRatio({
    failed: celery.tasks.failed,
    of: celery.tasks.processed,
    events: "tasks",
  }),
  allow: { "slo/foreign-events": "a FAILURE is one of SUCCESS and FAILURE" },
  objective: "99.5%",
  window,
  runbook: failingTasks,
});

/** The worker's histogram needs a bucket at 60 s: without one, every task counts as too slow, and the alert says so. */
export const processingTime = autoserve.slo("worker-processing-time", {
  title: "Worker processing time",
  description: "Tasks complete within a minute.",
  indicator: fasterThan(celery.tasks.duration, limits.taskTime),
  objective: "95%",
  window,
  runbook: slowTasks,
});

/**
 * The document asks for an accuracy of 85 %, which is the value of a gauge, not a share of events: a minute is good at 85 %
 * or more. The share of good minutes is ours. A model that is wrong wastes money, and wakes nobody.
 */
export const accuracy = autoserve.slo("ml-prediction-accuracy", {
  title: "Prediction accuracy",
  description: "The predictions of the controller are at least 85 % accurate, minute by minute.",
  indicator: timeSlices({
    service: mlController,
    failed: promql`min by (job) (${mlController.accuracy}) < ${limits.accuracy}`,
  }),
  objective: "95%",
  window,
  page: "warning",
  runbook: scalingModel,
});

/** Nothing tells whether a model is loaded: that the controller answers is the nearest that can be measured. */
export const modelAvailability = autoserve.slo("ml-model-availability", {
  title: "Model availability",
  description: "The controller that serves the model can be reached.",
  indicator: uptime(mlController),
  objective: "99%",
  window,
  runbook: "autoserve/service-down",
});
