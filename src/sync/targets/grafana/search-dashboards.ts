import { objectsOf } from "../../../formats/grafana/plain-json.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";

const pageSize = 1000;

/** Searches dashboards through `/api`, all of them or those with a tag. Returns their uids. The search lags behind. */
export async function searchDashboards(client: HttpClient, tag?: string): Promise<readonly string[]> {
  const uids = new Set<string>();
  const tagged = tag === undefined ? "" : `&tag=${encodeURIComponent(tag)}`;
  for (let page = 1; ; page++) {
    const path = `/api/search?type=dash-db${tagged}&limit=${pageSize}&page=${page}`;
    const response = await client.get(path);
    if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
    const found = objectsOf(parseAnswer(response));
    const before = uids.size;
    for (const { uid } of found) uids.add(String(uid));
    // A server that knows no pages answers with the first one again.
    if (found.length < pageSize || uids.size === before) return [...uids];
  }
}
