import { get, isJson } from "../../../formats/grafana/plain-json.js";
import { runBatch } from "../../apply/run-batch.js";
import type { HttpClient } from "../../http/client.js";
import { parseAnswer } from "../../http/parse-answer.js";
import { searchDashboards } from "../../targets/grafana/search-dashboards.js";
import type { FoundDashboard, FoundFolder, ReadProgress } from "../found-object.js";
import { describeDashboard } from "./describe-dashboard.js";

const concurrency = 8;

/** Finds the dashboards of others through `/api`. Those of the project have its tag. */
export async function findDashboards(
  client: HttpClient,
  tag: string,
  onProgress: ReadProgress,
): Promise<readonly FoundDashboard[]> {
  const uids = await searchDashboards(client);
  const bodies = new Map<string, unknown>();
  await runBatch(uids, concurrency, async (uid) => {
    // The search lags behind: a dashboard may be gone.
    const body = await read(client, `/api/dashboards/uid/${encodeURIComponent(uid)}`);
    bodies.set(uid, body);
    onProgress(bodies.size, uids.length);
  });
  const foreign = uids.flatMap((uid) => {
    const body = bodies.get(uid);
    const tags = get(body, "dashboard", "tags");
    return body === undefined || (Array.isArray(tags) && tags.includes(tag)) ? [] : [{ uid, body }];
  });
  const folders = await readFolders(client, new Set(foreign.map(({ body }) => folderUid(body))));
  return foreign.map(({ uid, body }) => describeBody(uid, body, folders.get(folderUid(body))));
}

function describeBody(uid: string, body: unknown, folder: FoundFolder | undefined): FoundDashboard {
  const dashboard = get(body, "dashboard");
  const isProvisioned = get(body, "meta", "provisioned") === true;
  const tags = get(dashboard, "tags");
  const otherProject = Array.isArray(tags) ? tags.find((tag) => /^telltale-/.test(String(tag))) : undefined;
  return describeDashboard({
    uid,
    json: isJson(dashboard) ? dashboard : {},
    folder,
    manager: isProvisioned ? "file provisioning" : otherProject === undefined ? undefined : String(otherProject),
    obstacle: undefined,
  });
}

/** Reads the folders, which a list shows one level of only. */
async function readFolders(client: HttpClient, uids: ReadonlySet<string>): Promise<ReadonlyMap<string, FoundFolder>> {
  const folders = new Map<string, FoundFolder>();
  await runBatch([...uids].filter(isFolder), concurrency, async (uid) => {
    const body = await read(client, `/api/folders/${encodeURIComponent(uid)}`);
    const title = get(body, "title");
    const parent = get(body, "parentUid");
    // A folder that may not be read exists all the same.
    const isNested = body === undefined || (typeof parent === "string" && parent !== "");
    folders.set(uid, { uid, title: typeof title === "string" && title !== "" ? title : uid, isNested });
  });
  return folders;
}

function folderUid(body: unknown): string {
  const uid = get(body, "meta", "folderUid");
  return typeof uid === "string" ? uid : "";
}

function isFolder(uid: string): boolean {
  return uid !== "" && uid !== "general";
}

/** Undefined if it does not exist. */
async function read(client: HttpClient, path: string): Promise<unknown> {
  const response = await client.get(path);
  if (response.status === 404) return undefined;
  if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
  return parseAnswer(response);
}
