import { promql, type Runbook, up } from "telltale";
import { impacts, type ServiceName, services, steps } from "./services.js";

export function serviceDown(service: ServiceName): Runbook {
  return {
    meaning:
      "For two minutes, no pod of the service has answered the collector, or there are no pods. Its other alerts may " +
      "stay open meanwhile: this page comes first.",
    impact: impacts[service],
    diagnosis: [
      steps.chooseService,
      {
        text:
          "Are all services down at once? Then suspect the collector, the network or the cluster. If " +
          "[CollectorDown](collector-down.md) fires, too, the services may well be up: open QNT9 in a browser.",
        dashboard: "Overview",
      },
      {
        text: "Are there pods, and are they ready? `Pending` means that no node has room; `CrashLoopBackOff`, that they crash at the start.",
        command: "kubectl get pods -n qnt9 -l app=$APP -o wide",
      },
      {
        text: "What happened to them? The events are at the end: failed probes, missing images, missing memory.",
        command: "kubectl describe pods -n qnt9 -l app=$APP",
      },
      {
        text: "What do they log, and what did they log before the last crash? Without a crash, the second command has no answer.",
        command: [
          "kubectl logs -n qnt9 -l app=$APP --tail=100",
          "kubectl logs -n qnt9 -l app=$APP --previous --tail=100",
        ].join("\n"),
        logs: services[service].logs,
      },
      { text: "Since when do they not answer the collector?", query: promql`sum(${up(services[service])})` },
      {
        text:
          "If the pods are ready and the service works, only its metrics are missing. The annotation must be " +
          '`prometheus.io/scrape: "true"`, and the pod must answer with Prometheus’ text format.',
        command: [
          `kubectl get deployment -n qnt9 $APP -o yaml | grep -A 3 "prometheus.io"`,
          "kubectl port-forward -n qnt9 <pod> 8080:<port>",
          "curl localhost:8080/metrics",
        ].join("\n"),
      },
    ],
    mitigation: [
      steps.rollBack,
      {
        text: "If the pods hang, restart them one after the other.",
        command: "kubectl rollout restart -n qnt9 deployment/$APP",
      },
      {
        text: "If the deployment wants no pods, someone scaled it down: ask, then scale it up. If it is gone, deploy it again.",
        command: "kubectl scale -n qnt9 deployment/$APP --replicas=2",
      },
      { text: "If pods stay `Pending`, a node is missing or full.", dashboard: "Kubernetes cluster" },
    ],
  };
}
