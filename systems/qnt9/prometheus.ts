import { gauge } from "telltale";
import { apps, namespaces, qnt9 } from "./system.js";

/** Series that the ruler writes itself. They have the labels of what they are about. */
export const prometheus = qnt9.service("prometheus", {
  exporter: true,
  labels: {},
  selector: {},
  up: gauge("up", {
    help: "1 for each pod that answers the collector, 0 for the others",
    unit: "short",
    labels: { app: [...apps, "grafana-agent"], namespace: namespaces, pod: 15 },
  }),
  alerts: gauge("ALERTS", {
    help: "1 for each alert that is pending or fires",
    unit: "short",
    labels: {
      alertname: 11,
      alertstate: ["pending", "firing"],
      severity: ["critical", "warning", "info"],
      system: ["qnt9"],
      app: [...apps, "grafana-agent"],
      namespace: namespaces,
      pod: 15,
      service: 5,
      container: 5,
    },
  }),
});
