import { renderYaml, type YamlValue } from "../../yaml/write.js";
import { type ForeignSlo, optionsAnnotation } from "./foreign-slo.js";

/** Writes SLOs as documents of OpenSLO v1, with their indicators in them. */
export function writeOpenSlo(slos: readonly ForeignSlo[]): string {
  return slos.map((slo) => renderYaml(documentOf(slo))).join("---\n");
}

function documentOf(slo: ForeignSlo): YamlValue {
  const { name, title, description, objective, countsTime, service } = slo;
  const objectName = toObjectName(name);
  return {
    apiVersion: "openslo/v1",
    kind: "SLO",
    metadata: {
      name: objectName,
      ...(title !== undefined && { displayName: title }),
      ...annotationsOf(slo, objectName),
    },
    spec: {
      description,
      service: service ?? objectName,
      indicator: { metadata: { name: objectName }, spec: { ratioMetric: ratioOf(slo) } },
      timeWindow: [windowOf(slo.window)],
      budgetingMethod: countsTime ? "RatioTimeslices" : "Occurrences",
      objectives: [
        {
          ...(title !== undefined && { displayName: title }),
          targetPercent: Number(objective.slice(0, -1)),
          ...(countsTime && { timeSliceWindow: "5m" }),
        },
      ],
    },
  };
}

/** Options, and fields that OpenSLO has not. */
function annotationsOf({ name, by, options }: ForeignSlo, objectName: string) {
  const extras = { ...(name !== objectName && { name }), ...(by.length > 0 && { by }), ...options };
  return Object.keys(extras).length === 0 ? {} : { annotations: { [optionsAnnotation]: JSON.stringify(extras) } };
}

/** A name of RFC 1123, as OpenSLO asks for. */
function toObjectName(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.slice(0, 63).replace(/^-+|-+$/g, "") || "slo";
}

function ratioOf({ total, part, countsTime }: ForeignSlo): YamlValue {
  const metric = (query: string) => ({ metricSource: { type: "Prometheus", spec: { query } } });
  if (countsTime) return { rawType: part.is === "failed" ? "failure" : "success", raw: metric(part.query) };
  return { counter: false, [part.is === "failed" ? "bad" : "good"]: metric(part.query), total: metric(total) };
}

/** Any Monday that begins a year, for the periods of a calendar. */
const start = "2024-01-01 00:00:00";

const durations: Readonly<Record<string, string>> = { week: "1w", month: "1M", year: "1Y" };

function windowOf(window: string): YamlValue {
  const period = durations[window];
  if (period === undefined) return { duration: window, isRolling: true };
  return { duration: period, isRolling: false, calendar: { startTime: start, timeZone: "UTC" } };
}
