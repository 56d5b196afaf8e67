import { promql, type Runbook, window, workBacklog, workDuration } from "telltale";
import { celery } from "../../systems/autoserve/worker.js";
import { steps } from "./steps.js";

export const failingTasks: Runbook = {
  meaning: "More of the tasks fail than one in two hundred, and the budget of the objective is used up too fast.",
  impact: "Users do not get the results of their tasks.",
  diagnosis: [
    {
      text: "Which tasks fail?",
      query: promql`topk(5, sum by (task) (rate(${celery.runs.where({ state: "FAILURE" })}[${window}])))`,
      dashboard: "Application Overview",
      panel: "Tasks failed",
    },
    steps.workerErrors,
    { text: "Where in a task does it fail?", dashboard: "Traces", panel: "Error traces" },
    steps.database,
  ],
  mitigation: [
    {
      text: "If it began with a deployment, roll that back.",
      command: "kubectl rollout undo -n autoserve-prod deployment/worker",
    },
    "If the database or the broker fails, repair it first. Tasks that are lost have to be started again.",
  ],
};

export const slowTasks: Runbook = {
  meaning:
    "More than one task in twenty takes longer than a minute. If all of them seem to, the histogram " +
    "`celery_task_duration_seconds` may have no bucket at 60 s: Python's default buckets end at 10 s.",
  impact: "Users wait for the results of their tasks.",
  diagnosis: [
    { text: "Which tasks are slow?", query: workDuration(celery.tasks, 0.95, { by: ["task"] }) },
    { text: "Do tasks wait?", query: workBacklog(celery.tasks, { by: ["queue"] }) },
    steps.database,
    steps.cluster,
    steps.scaling,
  ],
  mitigation: [
    {
      text: "If tasks wait, add workers.",
      command: "kubectl scale -n autoserve-prod deployment/worker --replicas=<replicas>",
    },
    "If the database is slow, repair that first.",
  ],
};
