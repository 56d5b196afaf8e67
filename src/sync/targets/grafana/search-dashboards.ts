import { objectsOf } from "../../../formats/grafana/plain-json.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";

const pageSize = 1000;

/** Searches dashboards through `/api`, all of them or those with a tag. Returns their uids. The search lags behind. */
export async function searchDashboards(client: HttpClient, tag?: string): Promise<readonly string[]> {
  const uids: string[] = [];
  const tagged = tag === undefined ? "" : `&tag=${encodeURIComponent(tag)}`;
  for (let page = 1; ; page++) {
    const path = `/api/search?type=dash-db${tagged}&limit=${pageSize}&page=${page}`;
    const response = await client.get(path);
    if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
    const found = objectsOf(parseAnswer(response));
    uids.push(...found.map(({ uid }) => String(uid)));
    if (found.length < pageSize) return uids;
  }
}
