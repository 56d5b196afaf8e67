/** A native histogram as the query API returns it: populated buckets with their bounds, lowest first. */
export interface AnswerHistogram {
  readonly count: number;
  readonly sum: number;
  readonly buckets: readonly (readonly [lower: number, upper: number, count: number])[];
}

/** A sample with its time in milliseconds. */
export type AnswerSample = readonly [timestamp: number, value: number | AnswerHistogram];

export interface AnswerSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly AnswerSample[];
}

/** The answer of a server to a query. */
export type Answer =
  | { readonly kind: "error"; readonly error: string; readonly isBadQuery: boolean }
  | { readonly kind: "string"; readonly text: string }
  | {
      readonly kind: "series";
      readonly type: "scalar" | "vector" | "matrix";
      readonly series: readonly AnswerSeries[];
    };

/** Evaluation time of an instant query, or the steps of a range query, in milliseconds. */
export type QueryTimes =
  | { readonly time: number }
  | { readonly start: number; readonly end: number; readonly step: number };

/** Queries a Prometheus server. */
export async function queryPrometheus(url: string, query: string, when: QueryTimes): Promise<Answer> {
  return parseAnswer(JSON.parse(await fetchQuery(url, query, when)));
}

/** Queries a Prometheus server and returns the body; `parameters` are added to the request. */
export async function fetchQuery(
  url: string,
  query: string,
  when: QueryTimes,
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

function parseAnswer(answer: ApiAnswer): Answer {
  if (answer.status === "error") {
    return { kind: "error", error: answer.error, isBadQuery: answer.errorType === "bad_data" };
  }
  const { data } = answer;
  if (data.resultType === "string") return { kind: "string", text: data.result[1] };
  if (data.resultType === "scalar") {
    return { kind: "series", type: "scalar", series: [{ labels: {}, samples: [parseFloatPoint(data.result)] }] };
  }
  return { kind: "series", type: data.resultType, series: data.result.map(parseSeries) };
}

function parseSeries({ metric, value, values, histogram, histograms }: ApiSeries): AnswerSeries {
  const floats = [...(value ? [value] : []), ...(values ?? [])].map(parseFloatPoint);
  const others = [...(histogram ? [histogram] : []), ...(histograms ?? [])].map(parseHistogramPoint);
  return { labels: metric, samples: [...floats, ...others].sort(([a], [b]) => a - b) };
}

function parseFloatPoint([seconds, text]: ApiPoint<string>): AnswerSample {
  return [Math.round(seconds * 1000), parseNumber(text)];
}

function parseHistogramPoint([seconds, { count, sum, buckets = [] }]: ApiPoint<ApiHistogram>): AnswerSample {
  const answerBuckets = buckets.map(
    ([, lower, upper, held]) => [parseNumber(lower), parseNumber(upper), parseNumber(held)] as const,
  );
  return [Math.round(seconds * 1000), { count: parseNumber(count), sum: parseNumber(sum), buckets: answerBuckets }];
}

function parseNumber(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  return text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}
