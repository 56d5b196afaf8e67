import type { YamlValue } from "../../../yaml/index.js";
import { ownLabels } from "./pods.js";

type YamlObject = { readonly [key: string]: YamlValue | undefined };

/** A connection that a policy allows: from or to these pods, at these ports. */
export interface Connection {
  /** Undefined for any address. */
  readonly peers?: readonly YamlObject[];
  /** Undefined for any port. */
  readonly ports?: readonly (number | { readonly port: number; readonly protocol: "TCP" | "UDP" })[];
}

/** The pods of a component in the namespace of the policy. */
export function podsOf(...names: readonly string[]): readonly YamlObject[] {
  return names.map((name) => ({ podSelector: { matchLabels: ownLabels(name) } }));
}

/** All pods in some namespaces. */
export function podsIn(namespaces: readonly string[]): readonly YamlObject[] {
  return namespaces.map((name) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } }));
}

/** Name resolution, which is in the namespace kube-system. */
export const nameResolution: Connection = {
  peers: podsIn(["kube-system"]),
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
};

/** Any server that speaks HTTPS: Grafana Cloud and the API of Kubernetes, whose addresses are not known in advance. */
export const https: Connection = { ports: [443] };

/** The API of Kubernetes: a policy is about the port of the server, not that of its Service. */
export const api: Connection = { ports: [6443] };

/** Refuses all connections of a namespace that no other policy allows. */
export function refuseAll(namespace: string): YamlObject {
  return {
    ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "refuse-all", namespace } },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

/** Allows the connections that a component needs. */
export function allow(
  name: string,
  namespace: string,
  { ingress, egress }: { readonly ingress: readonly Connection[]; readonly egress: readonly Connection[] },
): YamlObject {
  return {
    ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace } },
    spec: {
      podSelector: { matchLabels: ownLabels(name) },
      policyTypes: ["Ingress", "Egress"],
      ingress: ingress.map((connection) => toRule("from", connection)),
      egress: egress.map((connection) => toRule("to", connection)),
    },
  };
}

function toRule(direction: "from" | "to", { peers, ports }: Connection): YamlObject {
  return {
    ...(peers && { [direction]: peers }),
    ...(ports && { ports: ports.map((port) => (typeof port === "number" ? { port, protocol: "TCP" } : { ...port })) }),
  };
}
