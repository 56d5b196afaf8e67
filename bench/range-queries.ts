// Runs in a process of its own: prints, as JSON, how long range queries take here and in a real Prometheus.
import { createStore, evaluateRange, type MatrixSeries } from "../src/promql/evaluate/index.js";
import { ruleDialect } from "../src/promql/index.js";
import { fetchQuery } from "../test/prometheus/query-api.js";
import { type RemoteWriteSeries, remoteWrite } from "../test/prometheus/remote-write.js";
import { startPrometheus } from "../test/prometheus/server.js";

const interval = 15_000;
const steps = 1000;
const window = 300_000;
const scrapes = steps + window / interval;
const rounds = 5;
/** Samples of each series in one request: a server takes them in order of time. */
const scrapesAtOnce = 100;

const queries = [
  "sum by (job) (rate(requests_total[5m]))",
  "histogram_quantile(0.9, sum by (le, job) (rate(duration_bucket[5m])))",
];

const bounds = ["0.005", "0.01", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"];

/** Generates counters that grow unevenly and are sometimes reset. */
function counter(labels: RemoteWriteSeries["labels"], seed: number, growth: number): RemoteWriteSeries {
  let value = 0;
  let state = seed;
  const samples = Array.from({ length: scrapes }, (_, scrape) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    if (state % 997 === 0) value = 0;
    value += growth * (state % 20);
    return [scrape * interval, value] as const;
  });
  return { labels, samples };
}

function allSeries(): RemoteWriteSeries[] {
  return Array.from({ length: 1000 }, (_, index) => {
    const labels = { job: `job-${index % 10}`, instance: `instance-${Math.floor(index / 100)}` };
    const bound = Math.floor(index / 10) % 10;
    return [
      counter({ ...labels, __name__: "requests_total", path: `/${bound}` }, index, 1),
      counter({ ...labels, __name__: "duration_bucket", le: bounds[bound]! }, 7 * (index % 10) + 1, bound + 1),
    ];
  }).flat();
}

async function main(): Promise<void> {
  const series = allSeries();
  const store = createStore();
  for (const { labels, samples } of series) {
    const target = store.series(labels);
    for (const [time, value] of samples) target.append(time, value as number);
  }
  const server = await startPrometheus();
  for (let from = 0; from < scrapes; from += scrapesAtOnce) {
    const part = series.map(({ labels, samples }) => ({ labels, samples: samples.slice(from, from + scrapesAtOnce) }));
    await remoteWrite(server.url, part);
  }
  const when = { start: window, end: window + (steps - 1) * interval, step: interval };
  const dialect = ruleDialect({ major: 2, minor: 42 });
  const results = [];
  for (const query of queries) {
    const figures = { query, ours: [] as number[], theirs: [] as number[], evaluation: [] as number[] };
    for (let round = 0; round <= rounds; round++) {
      const begun = performance.now();
      const { value } = evaluateRange(query, { store, dialect, ...when });
      const done = performance.now();
      const { data } = JSON.parse(await fetchQuery(server.url, query, when, { stats: "all" }));
      const answered = performance.now();
      if (value?.kind !== "matrix") throw new Error(`${query} gives no series`);
      compare(value.series, data.result);
      // The first round warms everything up.
      if (round === 0) continue;
      figures.ours.push((done - begun) / 1000);
      figures.theirs.push((answered - done) / 1000);
      figures.evaluation.push(data.stats.timings.evalTotalTime);
    }
    results.push(figures);
  }
  await server.stop();
  console.log(JSON.stringify(results));
}

/** Throws unless both results are equal. */
function compare(ours: readonly MatrixSeries[], theirs: readonly { readonly values: readonly [number, string][] }[]) {
  const numbers = theirs.map(({ values }) => values.map(([, value]) => Number(value)));
  const own = ours.map(({ samples }) => samples.map(({ value }) => value));
  if (own.length === 0 || JSON.stringify(own) !== JSON.stringify(numbers)) throw new Error("the results differ");
}

await main();
