import { get, objectsOf } from "../../../formats/grafana/plain-json.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { SyncError } from "../../sync-error.js";

const pageSize = 200;

/**
 * Lists resources of `/apis`, page by page.
 *
 * @param path - that of the collection
 * @param selector - the labels that they have, such as `app=shop`. Default: any
 */
export async function* listResources(
  client: HttpClient,
  path: string,
  selector?: string,
): AsyncGenerator<readonly unknown[]> {
  const chosen = selector === undefined ? "" : `&labelSelector=${encodeURIComponent(selector)}`;
  for (let token = ""; ; ) {
    const next = token === "" ? "" : `&continue=${encodeURIComponent(token)}`;
    const page = `${path}?limit=${pageSize}${chosen}${next}`;
    const response = await client.get(page);
    if (response.status !== 200) throw client.fail({ method: "GET", path: page }, response);
    const answer = parseAnswer(response);
    yield objectsOf(get(answer, "items"));
    const following = String(get(answer, "metadata", "continue") ?? "");
    if (following === "") return;
    if (following === token) throw new SyncError(`GET ${client.url}${path} never comes to an end`);
    token = following;
  }
}
