import { parseDuration } from "../../../../../src/formats/prometheus/index.js";
import { parseYaml } from "../../../../../src/sync/objects/parse-yaml.js";
import { renderYaml, type YamlValue } from "../../../../../src/yaml/index.js";
import type { Answer, RecordedRequest } from "../../../double/recorded-request.js";
import type { Store } from "../store.js";
import type { Json, StoredRule } from "./alerting-store.js";
import { failure, hashOf, notFound } from "./answers.js";

const success: Answer = { status: 202, body: { status: "success", errorType: "", error: "" } };

/** Answers about rules of Prometheus that Grafana converts to its own: `/NAMESPACE/GROUP`, where a namespace is a folder. */
export function answerConvert(store: Store, request: RecordedRequest, path: string): Answer {
  const [namespace, name] = path.split("/").slice(1).map(decodeURIComponent);
  const { originals } = store.alerting;
  const folder = namespace === undefined ? undefined : findFolder(store, namespace);
  if (request.method === "POST") return putGroup(store, request, namespace!);
  const listed = [...originals].map(([key, group]) => ({ key, folder: key.split("/")[0]!, group }));
  const inFolder = listed.filter((one) => one.folder === folder);
  if (request.method === "DELETE") {
    const found = inFolder.filter(({ group }) => name === undefined || group.name === name);
    if (found.length === 0) return notFound();
    for (const { key } of found) removeGroup(store, key);
    store.alerting.writes += 1;
    return success;
  }
  if (name !== undefined) {
    const found = inFolder.find(({ group }) => group.name === name);
    return found ? yaml(found.group) : { status: 404, body: { message: "Rule group not found" } };
  }
  if (namespace !== undefined && folder === undefined) return notFound();
  const namespaces = new Map<string, readonly Json[]>();
  for (const one of namespace === undefined ? listed : inFolder) {
    const title = String(store.get("Folder", one.folder)?.spec.title);
    namespaces.set(title, [...(namespaces.get(title) ?? []), one.group]);
  }
  return yaml(Object.fromEntries(namespaces));
}

function putGroup(store: Store, { headers, body }: RecordedRequest, namespace: string): Answer {
  const header = "X-Grafana-Alerting-Datasource-UID";
  const source = headers[header.toLowerCase()];
  if (source === undefined) {
    return failure(400, "alerting.datasourceUIDHeaderMissing", `Missing datasource UID header: ${header}`);
  }
  if (!store.dataSources.has(String(source))) {
    return { status: 404, body: { message: "failed to get datasource: data source not found" } };
  }
  const group = parseYaml(body) as Json & { name?: string; interval?: string; rules?: readonly Json[]; labels?: Json };
  const invalid = (message: string) => failure(400, "alerting.prometheusRuleGroupInvalid", message);
  if (!group.name) return invalid("rule group name must not be empty");
  if (group.limit) return invalid("limit is not supported");
  const { labels = {}, interval = "1m", rules = [], ...fields } = group;
  const seconds = (parseDuration(interval) ?? 0) / 1000;
  if (seconds <= 0 || seconds % 10 !== 0) {
    const message = `invalid alert rule: interval (${seconds}s) should be non-zero and divided exactly by scheduler interval: 10`;
    return { status: 500, body: { message } };
  }
  const folder = findFolder(store, namespace) ?? createFolder(store, namespace);
  const key = `${folder}/${group.name}`;
  const present = store.alerting.rulesIn(folder).filter(({ ruleGroup }) => ruleGroup === group.name);
  const other = present.find(({ provenance }) => provenance !== "converted_prometheus");
  if (other) {
    const message = `cannot delete with provided provenance 'converted_prometheus', needs '${other.provenance}'`;
    return failure(409, "alerting.provenanceMismatch", message);
  }
  removeGroup(store, key);
  const merged = rules.map((rule) => {
    const all = { ...labels, ...(rule.labels as Json) };
    return { ...rule, ...(Object.keys(all).length > 0 && { labels: all }) };
  });
  store.alerting.originals.set(key, { ...fields, interval, rules: merged });
  store.alerting.intervals.set(key, seconds);
  for (const [index, rule] of merged.entries()) {
    const uid = hashOf([key, index]);
    store.alerting.rules.set(uid, convert(rule, { uid, folder, group: group.name }));
  }
  store.alerting.writes += 1;
  return success;
}

function convert(rule: Json, { uid, folder, group }: { uid: string; folder: string; group: string }): StoredRule {
  const labels = { ...(rule.labels as Json), __converted_prometheus_rule__: "true" };
  const title = String(rule.alert ?? rule.record);
  return {
    ...{ uid, title, folderUID: folder, ruleGroup: group, labels, annotations: rule.annotations ?? {} },
    ...{ data: [{ refId: "query", model: { expr: rule.expr } }], provenance: "converted_prometheus" },
  };
}

function removeGroup(store: Store, key: string): void {
  const { rules, originals, intervals } = store.alerting;
  for (const { uid, folderUID, ruleGroup } of [...rules.values()]) {
    if (`${folderUID}/${ruleGroup}` === key) rules.delete(uid);
  }
  originals.delete(key);
  intervals.delete(key);
}

function findFolder(store: Store, title: string): string | undefined {
  return store.list("Folder").find(({ spec }) => spec.title === title)?.name;
}

function createFolder(store: Store, title: string): string {
  const name = `alerting-${hashOf(title)}`;
  const fields = { annotations: {}, labels: {}, storedVersion: "v1beta1" };
  return store.put({ kind: "Folder", name, ...fields, spec: { title } }).name;
}

function yaml(value: object): Answer {
  return { status: 200, body: renderYaml(value as YamlValue), headers: { "content-type": "text/yaml" } };
}
