/** The series of one metric: the labels that distinguish them, and the kind of their samples. */
export interface Family {
  readonly name: string;
  /** Label values; every combination is a series, except some left out at random. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Labels whose value is computed from others. */
  readonly derived?: Readonly<Record<string, (labels: Readonly<Record<string, string>>) => string>>;
  readonly samples: "counter" | "gauge" | "few values" | "constant" | "extreme" | "histogram" | "gauge histogram";
}

const jobs = { job: ["api", "web"] };
const instances = { ...jobs, instance: ["1", "2", "3"] };

export const families: readonly Family[] = [
  { name: "requests_total", labels: { ...instances, code: ["200", "500"] }, samples: "counter" },
  { name: "errors_total", labels: instances, samples: "counter" },
  {
    name: "temperature",
    labels: instances,
    derived: { zone: ({ job, instance }) => `${job}-${instance}` },
    samples: "gauge",
  },
  { name: "level", labels: instances, samples: "few values" },
  { name: "limit", labels: jobs, samples: "constant" },
  {
    name: "build_info",
    labels: instances,
    derived: { version: ({ instance }) => `v${Number(instance) % 2}` },
    samples: "constant",
  },
  { name: "extreme", labels: instances, samples: "extreme" },
  { name: "latency", labels: instances, samples: "histogram" },
  { name: "sizes", labels: instances, samples: "gauge histogram" },
];

/** Classic histograms: separate series whose buckets belong together. */
export const classicHistogram = {
  name: "duration",
  labels: { ...jobs, instance: ["1", "2"] },
  bounds: ["0.1", "0.5", "1", "2.5", "+Inf"],
};

/** Labels by which the series of a family differ, without derived ones. */
export function identifyingLabels({ labels }: Family): readonly string[] {
  return Object.keys(labels);
}
