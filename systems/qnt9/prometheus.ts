import { gauge } from "telltale";
import { apps, namespaces, qnt9 } from "./system.js";

/** The alerts that are pending or fire, as the ruler writes them. They have the labels of what they are about. */
export const prometheus = qnt9.service("prometheus", {
  exporter: true,
  labels: {},
  selector: {},
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
