/** A program that is no longer maintained. */
export interface RetiredImage {
  /** Matches the name of an image without its registry, its version and its digest. */
  readonly name: RegExp;
  /** Matches the versions that are retired. @default all */
  readonly version?: RegExp;
  readonly program: string;
  readonly since: string;
  readonly successor: string;
}

/** To retire a program is one entry here. */
export const retiredImages: readonly RetiredImage[] = [
  {
    name: /^grafana\/agent(?:ctl|-operator)?$/,
    program: "Grafana Agent",
    since: "2025-11-01",
    successor: "Grafana Alloy, `grafana/alloy`, which reads its configuration with `alloy convert`",
  },
  {
    name: /^grafana\/promtail$/,
    program: "Promtail",
    since: "2026-03-02",
    successor: "Grafana Alloy, `grafana/alloy`, which reads its configuration with `alloy convert`",
  },
  {
    name: /^grafana\/oncall$/,
    program: "Grafana OnCall",
    since: "2026-06-05",
    successor: "Grafana IRM, or another tool for on-call schedules",
  },
  {
    name: /^jaegertracing\/jaeger-agent$/,
    program: "the Jaeger agent",
    since: "2025-12-31",
    successor: "OTLP to the collector itself",
  },
  {
    name: /^jaegertracing\/(?:all-in-one|jaeger-(?:collector|query|ingester))$/,
    version: /^v?1\b|^latest$|^$/,
    program: "Jaeger 1",
    since: "2025-12-31",
    successor: "Jaeger 2, `jaegertracing/jaeger`, one image for all roles",
  },
];
