import { isJson } from "../../formats/grafana/plain-json.js";
import { type HttpClient, LargeAnswer } from "../http/client.js";
import { Unanswered } from "../http/failure.js";
import { parseAnswer } from "../http/parse-answer.js";
import { type Response, serverMessage } from "../http/response.js";
import { SyncError } from "../sync-error.js";
import { formatTime } from "./format-time.js";

/** Times of a range query, in milliseconds. */
export interface QueryTimes {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** A series of an answer, with its samples by their index among the times of the query. Histograms have no value. */
export interface QueriedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [index: number, value: number])[];
}

/** An answer, or the reason why the server gives none. */
export type QueryAnswer =
  | { readonly series: readonly QueriedSeries[]; readonly warning: string | undefined }
  /** `isTooMuch` if a shorter range may work. */
  | { readonly refusal: string; readonly isTooMuch: boolean };

/** Maximum size of one answer, of which several are in memory. */
export const maxAnswerBytes = 32 * 1024 * 1024;

/** Queries that go without an answer one after the other, at most: then the server is gone. */
const maxUnanswered = 8;

/** The queries of Prometheus' HTTP API, which Mimir, Thanos and others have, too. It only reads. */
export class QueryApi {
  private readonly client: HttpClient;
  private readonly prefix: string;
  private hasAnswered = false;
  private unanswered = 0;

  constructor(client: HttpClient, prefix: string) {
    this.client = client;
    this.prefix = prefix;
  }

  /** Evaluates an expression at each time. A query without an answer is a refusal, if the server answers others. */
  async queryRange(expr: string, times: QueryTimes): Promise<QueryAnswer> {
    try {
      const answer = await this.ask(expr, times);
      this.hasAnswered = true;
      this.unanswered = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof Unanswered) || !this.hasAnswered || ++this.unanswered >= maxUnanswered) throw error;
      const period = `${formatTime(times.start)} to ${formatTime(times.end)}`;
      return { refusal: `no answer about ${period}: ${error.message}`, isTooMuch: false };
    }
  }

  private async ask(expr: string, times: QueryTimes): Promise<QueryAnswer> {
    const path = `${this.prefix}/api/v1/query_range`;
    const { start, end, step } = times;
    const seconds = (milliseconds: number) => String(milliseconds / 1000);
    const form = new URLSearchParams({ query: expr, start: seconds(start), end: seconds(end), step: seconds(step) });
    try {
      const response = await this.client.query(path, form, isRefusal);
      const fix = adviseAddress(response);
      if (fix !== undefined) throw new SyncError(this.client.fail({ method: "POST", path }, response).message, fix);
      if (isRefusal(response)) {
        return { refusal: serverMessage(response), isTooMuch: response.status !== 400 || isLimit(response) };
      }
      if (response.status !== 200) {
        const failure = this.client.fail({ method: "POST", path }, response);
        throw response.status >= 500 ? new Unanswered(failure.message) : failure;
      }
      return readMatrix(parseAnswer(response), times);
    } catch (error) {
      if (!(error instanceof LargeAnswer)) throw error;
      return { refusal: error.message, isTooMuch: true };
    }
  }
}

/** The change that helps where the address is not that of a query API, or names no tenant; undefined for other answers. */
function adviseAddress({ status, text }: Response): string | undefined {
  if (status === 404)
    return "write the address that comes before /api/v1: that of Mimir and Cortex ends in /prometheus";
  const lacksTenant = status >= 400 && status < 500 && /\bno (?:valid )?org id\b/.test(text);
  return lacksTenant ? "name the tenant with --tenant, or in the target" : undefined;
}

/** True if the server refuses the query itself, as opposed to one that is busy, elsewhere or closed to us. */
function isRefusal({ status, text }: Response): boolean {
  if (status < 400 || [401, 403, 404, 429].includes(status)) return false;
  return /^\s*\{/.test(text) && /"errorType"\s*:\s*"(?:bad_data|timeout|execution|too_large_entry)"/.test(text);
}

function isLimit({ text }: Response): boolean {
  return /exceed|limit|too many/i.test(text) && !/parse error/i.test(text);
}

/** Reads an answer. It comes from a server that may be anything, so nothing in it is taken for granted. */
function readMatrix(answer: unknown, times: QueryTimes): QueryAnswer {
  const data = isJson(answer) && answer.status === "success" ? answer.data : undefined;
  if (!isJson(data) || data.resultType !== "matrix" || !Array.isArray(data.result)) throw unreadable();
  const warnings = isJson(answer) && Array.isArray(answer.warnings) ? answer.warnings : [];
  const warning = warnings.find((one) => typeof one === "string");
  return { series: data.result.map((one) => readSeries(one, times)), warning };
}

function readSeries(series: unknown, times: QueryTimes): QueriedSeries {
  if (!isJson(series) || !isJson(series.metric)) throw unreadable();
  const labels = Object.entries(series.metric);
  if (!labels.every((label): label is [string, string] => typeof label[1] === "string")) throw unreadable();
  const lists = [series.values ?? [], series.histograms ?? []] as const;
  if (!lists.every(Array.isArray)) throw unreadable();
  const [values, histograms] = lists as readonly (readonly unknown[])[] as [readonly unknown[], readonly unknown[]];
  return {
    labels: Object.fromEntries(labels),
    samples: [
      ...values.map((sample) => readSample(sample, times, true)),
      ...histograms.map((sample) => readSample(sample, times, false)),
    ],
  };
}

function readSample(sample: unknown, { start, end, step }: QueryTimes, hasValue: boolean): readonly [number, number] {
  const [seconds, text] = Array.isArray(sample) ? (sample as readonly unknown[]) : [];
  const time = typeof seconds === "number" ? Math.round(seconds * 1000) : Number.NaN;
  const index = (time - start) / step;
  if (!Number.isInteger(index) || time < start || time > end) throw unreadable();
  return [index, hasValue ? readValue(text) : Number.NaN];
}

function readValue(text: unknown): number {
  if (typeof text !== "string") throw unreadable();
  if (/^[+-]Inf$/.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

function unreadable(): SyncError {
  return new SyncError(
    "the server answered a range query with something else",
    "check the address: it ends before /api/v1, such as https://mimir.example.com/prometheus",
  );
}
