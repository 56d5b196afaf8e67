import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { Store } from "../store.js";
import type { Json, StoredRule } from "./alerting-store.js";
import { askedProvenance, failure } from "./answers.js";

interface GroupBody {
  readonly interval: number;
  readonly rules: readonly (Json & { readonly uid: string; readonly title: string })[];
}

/** Answers about rules and their groups: `/alert-rules`, `/folder/UID/rule-groups/NAME`. */
export function answerRules(store: Store, request: RecordedRequest, parts: readonly string[]): Answer {
  const { rules } = store.alerting;
  if (parts[0] === "alert-rules") return { status: 200, body: [...rules.values()] };
  const [, folder = "", , group = ""] = parts;
  const stored = rulesOf(store, folder, group);
  if (request.method === "GET") {
    if (stored.length === 0) return failure(404, "alerting.alert-rule.notFound", "rule group not found");
    return {
      status: 200,
      body: { title: group, folderUid: folder, interval: intervalOf(store, folder, group), rules: stored },
    };
  }
  const mismatch = stored.find(({ provenance }) => provenance !== "none" && provenance !== "api");
  if (mismatch) {
    const message = `cannot delete with provided provenance 'api', needs '${mismatch.provenance}'`;
    return failure(409, "alerting.provenanceMismatch", message);
  }
  if (request.method === "DELETE") {
    if (stored.length === 0) return failure(404, "alerting.alert-rule.notFound", "rule group not found");
    for (const { uid } of stored) rules.delete(uid);
    store.alerting.writes += 1;
    return { status: 204, body: undefined };
  }
  return putGroup(store, request, folder, group);
}

/** Replaces the rules of a group. A rule that is in another group moves. */
function putGroup(store: Store, request: RecordedRequest, folder: string, group: string): Answer {
  const body = JSON.parse(request.body) as GroupBody;
  const problem = findProblem(store, folder, body);
  if (problem !== undefined) return { status: 400, body: { message: `invalid alert rule: ${problem}` } };
  const before = rulesOf(store, folder, group);
  const { rules, intervals } = store.alerting;
  for (const { uid } of before) rules.delete(uid);
  for (const rule of body.rules) {
    // A rule comes to the end of its new group.
    rules.delete(rule.uid);
    rules.set(rule.uid, fillIn(rule, folder, group, askedProvenance(request)));
  }
  intervals.set(`${folder}/${group}`, body.interval);
  store.alerting.writes += 1;
  const echoed = body.rules.map((rule) => ({ ...rule, id: 0, updated: "0001-01-01T00:00:00Z" }));
  return { status: 200, body: { title: group, folderUid: folder, interval: body.interval, rules: echoed } };
}

function findProblem(store: Store, folder: string, { interval, rules }: GroupBody): string | undefined {
  if (!store.get("Folder", folder)) return "folder does not exist";
  if (interval <= 0 || interval % 10 !== 0) {
    return `interval (${interval}s) should be non-zero and divided exactly by scheduler interval: 10`;
  }
  for (const { uid, title, data } of rules) {
    if (!/^[\w-]{1,40}$/.test(uid)) return `cannot create rule with UID '${uid}': invalid format of UID`;
    if (title === "" || title.length > 190) return "title is empty or too long";
    if (!Array.isArray(data) || data.length === 0) return "no queries or expressions are found";
  }
  return undefined;
}

/** Adds what Grafana fills in. */
function fillIn(
  rule: GroupBody["rules"][number],
  folder: string,
  group: string,
  provenance: StoredRule["provenance"],
): StoredRule {
  const data = (rule.data as Json[]).map((query) => {
    return { ...query, model: { intervalMs: 1000, maxDataPoints: 43200, ...(query.model as Json) } };
  });
  return {
    ...{ id: 7, keep_firing_for: "0s", isPaused: false, notification_settings: null, record: null },
    ...rule,
    ...{ data, updated: new Date().toISOString(), orgID: 1, folderUID: folder, ruleGroup: group, provenance },
  };
}

function rulesOf(store: Store, folder: string, group: string): readonly StoredRule[] {
  return store.alerting.rulesIn(folder).filter(({ ruleGroup }) => ruleGroup === group);
}

function intervalOf(store: Store, folder: string, group: string): number {
  return store.alerting.intervals.get(`${folder}/${group}`) ?? 60;
}

/** Answers about the state of all rules, in the form of Prometheus. */
export function answerStates(store: Store): Answer {
  const groups = new Map<string, { readonly name: string; readonly folderUid: string; readonly rules: object[] }>();
  for (const { uid, title, folderUID, ruleGroup } of store.alerting.rules.values()) {
    const key = `${folderUID}/${ruleGroup}`;
    const group = groups.get(key) ?? { name: ruleGroup, folderUid: folderUID, rules: [] };
    groups.set(key, group);
    const error = store.alerting.errors.get(uid);
    const health = error === undefined ? { health: "ok" } : { health: "error", lastError: error };
    group.rules.push({ state: "inactive", name: title, query: "", duration: 300, ...health });
  }
  const file = (folder: string) => String(store.get("Folder", folder)?.spec.title);
  const list = [...groups.values()].map((group) => ({ ...group, file: file(group.folderUid), interval: 60 }));
  return { status: 200, body: { status: "success", data: { groups: list } } };
}
