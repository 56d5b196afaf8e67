import type { PrometheusVersion } from "../../promql/index.js";

/** Loki's ruler is built on a recent Prometheus, but takes only names of letters, digits and underscores. */
export const lokiTemplates: PrometheusVersion = { major: 3, minor: 14 };
export const lokiNames: PrometheusVersion = { major: 2, minor: 55 };
