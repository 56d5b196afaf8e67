import { promql, type Runbook, up } from "telltale";
import { backend } from "../../systems/autoserve/backend.js";
import { mlController } from "../../systems/autoserve/ml-controller.js";
import { celery } from "../../systems/autoserve/worker.js";

const services = { backend, worker: celery, "ml-controller": mlController } as const;

const impacts = {
  backend: "Nobody can use AutoServe.",
  worker: "Tasks wait in the queues; users get no results.",
  "ml-controller": "Nothing is scaled: services keep their pods, whatever the load.",
} as const;

const chooseService = {
  text: "Set the name of the service for the commands on this page: it is the label `job` of the alert.",
  command: "SERVICE=REPLACE-ME # such as backend",
} as const;

export function serviceDown(job: keyof typeof services): Runbook {
  return {
    meaning:
      "For a minute, no pod of the service has answered Prometheus, or Prometheus has no target for it. Its other alerts " +
      "may stay open meanwhile: this page comes first.",
    impact: impacts[job],
    diagnosis: [
      chooseService,
      {
        text: "Since when, and do other services answer?",
        query: promql`max by (job) (${up(services[job])})`,
        dashboard: "Application Overview",
        panel: "Up",
      },
      {
        text: "Do its pods run, and how did they end before?",
        command:
          "kubectl get pods -n autoserve-prod -l app=$SERVICE; kubectl describe pods -n autoserve-prod -l app=$SERVICE",
      },
      {
        text: "What did it log last?",
        command: "kubectl logs -n autoserve-prod deployment/$SERVICE --previous --tail=50",
      },
      {
        text: "If it runs, why can Prometheus not scrape it? The page of its targets has the error: http://localhost:9090/targets.",
        command: "kubectl port-forward svc/prometheus -n monitoring 9090:9090",
      },
      {
        text: "Does Prometheus find the pods? It keeps those with the annotation `prometheus.io/scrape`.",
        command: "kubectl get pods -n autoserve-prod -o yaml | grep prometheus.io",
      },
    ],
    mitigation: [
      {
        text: "If it began with a deployment, roll that back.",
        command: "kubectl rollout undo -n autoserve-prod deployment/$SERVICE",
      },
      {
        text: "If it hangs, restart it.",
        command: "kubectl rollout restart -n autoserve-prod deployment/$SERVICE",
      },
      "If only its metrics are missing, repair the annotations, or the port that they name: users notice nothing.",
    ],
  };
}

const modelLogs = {
  text: "What does the controller log?",
  command: "kubectl logs -n autoserve-prod deployment/ml-controller --tail=100",
} as const;

export const modelNotTrained: Runbook = {
  meaning: "The model of the controller was last trained more than a week ago.",
  impact: "Services are scaled by what the load was then: too many pods, or too few.",
  diagnosis: [{ text: "Do its predictions suffer?", dashboard: "ML Scaling", panel: "Prediction accuracy" }, modelLogs],
  mitigation: ["Start the training by hand, and find out why it did not start by itself."],
};

export const scalingModel: Runbook = {
  meaning:
    "For too much of the time, fewer than 85 % of the controller's predictions were right, or none were measured.",
  impact: "Services have too many pods, which costs money, or too few, which makes them slow.",
  diagnosis: [
    { text: "Since when?", query: promql`min by (job) (${mlController.accuracy})`, dashboard: "ML Scaling" },
    { text: "How old is the model?", dashboard: "ML Scaling", panel: "Time since the last training" },
    { text: "Did the load change, or the services?", dashboard: "Application Overview" },
    modelLogs,
  ],
  mitigation: [
    "Train it with the load of the last days.",
    "If services become slow meanwhile, scale them by hand, and stop the controller: it would scale them back.",
  ],
};
