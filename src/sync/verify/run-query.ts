import { get } from "../../formats/grafana/plain-json.js";
import type { HttpClient } from "../http/client.js";
import { parseAnswer } from "../http/parse-answer.js";
import { serverMessage } from "../http/response.js";
import { describeFailure } from "../sync-error.js";
import type { QueryLanguage } from "./data-source.js";

/** The number of series that a query returned, or why it failed. */
export type QueryResult = { readonly series: number } | { readonly problem: string };

/** Milliseconds that queries look back. */
export const lookBack = 15 * 60_000;

const step = 60;

/** Sends a query through a data source of Grafana, with a GET. */
export async function runQuery(
  client: HttpClient,
  { language, uid, expr }: { readonly language: QueryLanguage; readonly uid: string; readonly expr: string },
): Promise<QueryResult> {
  const now = Date.now();
  const api = language === "loki" ? "loki/api/v1/query_range" : "api/v1/query_range";
  const parameters = new URLSearchParams({ query: expr, step: String(step), ...timesOf(language, now) });
  const response = await read(client, `${proxyPath(uid)}/${api}?${parameters.toString()}`);
  if ("problem" in response) return response;
  const result = get(response.body, "data", "result");
  return Array.isArray(result) ? { series: result.length } : { problem: "the answer has no result" };
}

/** Reads the values of a label. None if the data source refuses. */
export async function readLabelValues(
  client: HttpClient,
  source: { readonly uid: string; readonly language: QueryLanguage },
  label: string,
  selector: string | undefined,
): Promise<readonly string[]> {
  const { uid, language } = source;
  const [api, name] = language === "loki" ? ["loki/api/v1", "query"] : ["api/v1", "match[]"];
  const parameters = new URLSearchParams({ ...timesOf(language, Date.now()), ...(selector && { [name]: selector }) });
  const path = `${proxyPath(uid)}/${api}/label/${encodeURIComponent(label)}/values?${parameters.toString()}`;
  const response = await read(client, path);
  const values = "problem" in response ? undefined : get(response.body, "data");
  return Array.isArray(values) ? values.map(String).filter((value) => value !== "") : [];
}

/** Reads an answer. The failure of one query, also that of a gateway, says nothing about the others. */
async function read(
  client: HttpClient,
  path: string,
): Promise<{ readonly body: unknown } | { readonly problem: string }> {
  try {
    const response = await client.get(path);
    return response.status === 200 ? { body: parseAnswer(response) } : { problem: serverMessage(response) };
  } catch (error) {
    return { problem: describeFailure(error).summary };
  }
}

function proxyPath(uid: string): string {
  return `/api/datasources/proxy/uid/${encodeURIComponent(uid)}`;
}

/** Loki takes nanoseconds, Prometheus seconds. */
function timesOf(language: QueryLanguage, now: number): Readonly<Record<"start" | "end", string>> {
  const format = (time: number) => (language === "loki" ? `${time}000000` : String(time / 1000));
  return { start: format(now - lookBack), end: format(now) };
}
