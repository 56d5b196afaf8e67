import { durationMs } from "../../model/definition/duration.js";
import { releases } from "../../model/project/releases.js";

/** The shape of a value of the configuration. */
export type Shape =
  | { readonly is: "object"; readonly fields: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly is: "record"; readonly of: Shape }
  | { readonly is: "list"; readonly of: Shape }
  | { readonly is: "choice"; readonly among: readonly string[] }
  | { readonly is: "text" }
  | { readonly is: "duration" }
  | { readonly is: "version"; readonly from: string };

const text: Shape = { is: "text" };
const duration: Shape = { is: "duration" };

const versions: Shape = {
  is: "object",
  fields: {
    prometheus: { is: "version", from: releases.prometheus.oldest },
    alertmanager: { is: "version", from: releases.alertmanager.oldest },
    grafana: { is: "version", from: releases.grafana.oldest },
  },
};

const defaults: Readonly<Record<string, Shape>> = {
  scrapeInterval: duration,
  evaluationInterval: duration,
  retention: duration,
  window: duration,
  runbooks: text,
  dataSource: text,
  logs: text,
};

const dataSource: Shape = {
  is: "object",
  fields: { type: { is: "choice", among: ["prometheus", "loki", "tempo"] }, uid: text },
  required: ["type", "uid"],
};

const environment: Shape = {
  is: "object",
  fields: {
    ...defaults,
    grafana: { is: "object", fields: { url: text, folder: text } },
    dataSources: { is: "record", of: dataSource },
    versions,
    externalLabels: { is: "record", of: text },
  },
  required: ["dataSources"],
};

const target: Shape = {
  is: "object",
  fields: {
    kind: { is: "choice", among: ["grafana", "mimir", "prometheus", "alertmanager", "files"] },
    environment: text,
    url: text,
  },
  required: ["kind", "environment"],
};

/** The whole configuration. */
export const configShape: Shape = {
  is: "object",
  fields: {
    definitions: { is: "list", of: text },
    output: text,
    environments: { is: "record", of: environment },
    targets: { is: "record", of: target },
    defaults: { is: "object", fields: defaults },
    versions,
  },
  required: ["environments"],
};

/** True for a duration that is not zero: Prometheus parses `0`, but no option accepts it. */
export function isDuration(value: string): boolean {
  return (durationMs(value) ?? 0) > 0;
}

/** True if a value is a release, and not older than `from`. */
export function isRelease(value: string, from: string): boolean {
  const parts = /^(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?$/.exec(value);
  if (!parts) return false;
  const [major, minor] = from.split(".").map(Number) as [number, number];
  return Number(parts[1]) > major || (Number(parts[1]) === major && Number(parts[2]) >= minor);
}
