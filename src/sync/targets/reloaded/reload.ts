import type { HttpClient } from "../../http/client.js";
import { SyncError } from "../../sync-error.js";

/** Sends `POST /-/reload`, which Prometheus and Alertmanager have in common. */
export async function sendReload(client: HttpClient, hints: { readonly refused: string; readonly disabled: string }) {
  const request = { method: "POST", path: "/-/reload" } as const;
  const response = await client.send(request);
  if (response.status === 200) return;
  const { message } = client.fail(request, response);
  if (response.status === 403) throw new SyncError(message, hints.disabled);
  throw response.status === 500 ? new SyncError(message, hints.refused) : client.fail(request, response);
}

/** Reads a metric without labels from the page of a server. Undefined if it has none. */
export async function readMetric(client: HttpClient, name: string): Promise<number | undefined> {
  const response = await client.get("/metrics");
  if (response.status !== 200) return undefined;
  const line = new RegExp(`^${name} (\\S+)$`, "m").exec(response.text);
  return line ? Number(line[1]) : undefined;
}
