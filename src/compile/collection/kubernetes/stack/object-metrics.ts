import { writeKubeStateMetrics } from "../kube-state-metrics.js";
import type { WriteComponent } from "./stack.js";

/** Writes kube-state-metrics, which Prometheus scrapes. */
export const writeObjectMetrics: WriteComponent = (component, { scope }) => {
  const service = scope.catalogue.services.find(({ name }) => name === component.name);
  const objects = writeKubeStateMetrics(component, service?.metrics ?? [], "prometheus");
  return { name: component.name, workload: "deployment", objects };
};
