/** The series of one metric: the labels that tell them apart, and what their samples are. */
export interface Family {
  readonly name: string;
  /** Their values; every combination is a series, but for those left out by chance. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** Labels whose value follows from those of others. */
  readonly following?: Readonly<Record<string, (labels: Readonly<Record<string, string>>) => string>>;
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
    following: { zone: ({ job, instance }) => `${job}-${instance}` },
    samples: "gauge",
  },
  { name: "level", labels: instances, samples: "few values" },
  { name: "limit", labels: jobs, samples: "constant" },
  {
    name: "build_info",
    labels: instances,
    following: { version: ({ instance }) => `v${Number(instance) % 2}` },
    samples: "constant",
  },
  { name: "extreme", labels: instances, samples: "extreme" },
  { name: "latency", labels: instances, samples: "histogram" },
  { name: "sizes", labels: instances, samples: "gauge histogram" },
];

/** Classic histograms: series of their own, whose buckets go together. */
export const classicHistogram = {
  name: "duration",
  labels: { ...jobs, instance: ["1", "2"] },
  bounds: ["0.1", "0.5", "1", "2.5", "+Inf"],
};

/** The labels by which the series of a family differ, those that follow from others left out. */
export function identifyingLabels({ labels }: Family): readonly string[] {
  return Object.keys(labels);
}
