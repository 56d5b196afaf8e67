import { resolve } from "../../../model/definition/per-environment.js";
import type { LogStream } from "../../../model/metric/log-stream.js";

/** The labels of log streams in docker compose. */
export interface ComposeStreams {
  /** The labels that name a service, each with the values that the streams have. */
  readonly services: ReadonlyMap<string, readonly string[]>;
  /** The others. */
  readonly fixed: Readonly<Record<string, string>>;
}

/** Sorts the labels by which streams are selected. A namespace is a fact of Kubernetes: it names no service. */
export function composeStreams(streams: readonly LogStream[], environment: string): ComposeStreams {
  const services = new Map<string, readonly string[]>();
  const fixed: Record<string, string> = {};
  for (const { selector } of streams) {
    for (const [label, match] of Object.entries(selector)) {
      const value = match === undefined ? undefined : resolve(match, environment);
      if (typeof value !== "string") continue;
      if (label === "namespace") fixed[label] = value;
      else services.set(label, [...new Set([...(services.get(label) ?? []), value])]);
    }
  }
  return { services, fixed };
}
