import { otlpPorts } from "../../../traces/otlp-ports.js";
import { type Connection, podsIn, podsOf } from "../../network-policies.js";
import { hasComponent, type Stack } from "../stack.js";

/** The connections by which services send their spans, from the namespaces that are watched. */
export function spansOfServices({ jobs }: Stack): readonly Connection[] {
  const senders = [...new Set(jobs.flatMap(({ namespaces }) => namespaces))].sort();
  return senders.length > 0 ? [{ peers: podsIn(senders), ports: Object.values(otlpPorts) }] : [];
}

/** The connections by which a store gets spans: from the collector of the collection, or else from the services. */
export function spansOfStore(stack: Stack): readonly Connection[] {
  return hasComponent(stack, "otel-collector")
    ? [{ peers: podsOf("otel-collector"), ports: [otlpPorts["otlp-grpc"]] }]
    : spansOfServices(stack);
}
