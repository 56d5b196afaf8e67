/** A native histogram as the query API tells it: populated buckets with their bounds, lowest first. */
export interface ToldHistogram {
  readonly count: number;
  readonly sum: number;
  readonly buckets: readonly (readonly [lower: number, upper: number, count: number])[];
}

/** A sample at a time in milliseconds. */
export type ToldSample = readonly [timestamp: number, value: number | ToldHistogram];

export interface ToldSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly ToldSample[];
}

/** What a server answers to a query. */
export type Answer =
  | { readonly kind: "error"; readonly error: string; readonly refused: boolean }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "series"; readonly type: "scalar" | "vector" | "matrix"; readonly series: readonly ToldSeries[] };

/** When a query is asked: once, or at every step. Milliseconds. */
export type Moments =
  | { readonly time: number }
  | { readonly start: number; readonly end: number; readonly step: number };

/** Asks a Prometheus server. */
export async function askPrometheus(url: string, query: string, when: Moments): Promise<Answer> {
  return toldIn(JSON.parse(await askForText(url, query, when)));
}

/** Asks a Prometheus server for the text of its answer; `parameters` are added to the question. */
export async function askForText(
  url: string,
  query: string,
  when: Moments,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  const body = new URLSearchParams({ ...parameters, query });
  for (const [name, milliseconds] of Object.entries(when)) body.set(name, String(milliseconds / 1000));
  const path = "time" in when ? "query" : "query_range";
  const response = await fetch(`${url}/api/v1/${path}`, { method: "POST", body });
  return response.text();
}

interface ApiHistogram {
  readonly count: string;
  readonly sum: string;
  readonly buckets?: readonly (readonly [kind: number, lower: string, upper: string, count: string])[];
}

type ApiPoint<Value> = readonly [seconds: number, value: Value];

interface ApiSeries {
  readonly metric: Record<string, string>;
  readonly value?: ApiPoint<string>;
  readonly values?: readonly ApiPoint<string>[];
  readonly histogram?: ApiPoint<ApiHistogram>;
  readonly histograms?: readonly ApiPoint<ApiHistogram>[];
}

type ApiData =
  | { readonly resultType: "scalar"; readonly result: ApiPoint<string> }
  | { readonly resultType: "string"; readonly result: ApiPoint<string> }
  | { readonly resultType: "vector" | "matrix"; readonly result: readonly ApiSeries[] };

type ApiAnswer =
  | { readonly status: "success"; readonly data: ApiData }
  | { readonly status: "error"; readonly errorType: string; readonly error: string };

function toldIn(answer: ApiAnswer): Answer {
  if (answer.status === "error") {
    return { kind: "error", error: answer.error, refused: answer.errorType === "bad_data" };
  }
  const { data } = answer;
  if (data.resultType === "string") return { kind: "string", text: data.result[1] };
  if (data.resultType === "scalar") {
    return { kind: "series", type: "scalar", series: [{ labels: {}, samples: [floatPoint(data.result)] }] };
  }
  return { kind: "series", type: data.resultType, series: data.result.map(toldSeries) };
}

function toldSeries({ metric, value, values, histogram, histograms }: ApiSeries): ToldSeries {
  const floats = [...(value ? [value] : []), ...(values ?? [])].map(floatPoint);
  const others = [...(histogram ? [histogram] : []), ...(histograms ?? [])].map(histogramPoint);
  return { labels: metric, samples: [...floats, ...others].sort(([a], [b]) => a - b) };
}

function floatPoint([seconds, text]: ApiPoint<string>): ToldSample {
  return [Math.round(seconds * 1000), numberOf(text)];
}

function histogramPoint([seconds, { count, sum, buckets = [] }]: ApiPoint<ApiHistogram>): ToldSample {
  const told = buckets.map(([, lower, upper, held]) => [numberOf(lower), numberOf(upper), numberOf(held)] as const);
  return [Math.round(seconds * 1000), { count: numberOf(count), sum: numberOf(sum), buckets: told }];
}

function numberOf(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  return text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}
