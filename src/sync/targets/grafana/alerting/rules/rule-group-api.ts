import { get, type Json, objectsOf } from "../../../../../formats/grafana/plain-json.js";
import { runBatch } from "../../../../apply/run-batch.js";
import type { Request } from "../../../../http/client.js";
import { parseAnswer } from "../../../../http/parse-answer.js";
import { digestValue } from "../../../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../../../objects/object.js";
import { stageOf } from "../../../../objects/stage.js";
import { changedSincePlan, type StoredObject } from "../../../settle-write.js";
import type { TargetState, Write } from "../../../target.js";
import type { AlertingPlace } from "../alerting-content.js";
import { type AlertingPart, provisioning } from "../alerting-part.js";
import { findProvenanceObstacle } from "../mark.js";
import { checksumOf, describeGroup, digestGroup, markOfRule, normalizeRule, type RuleGroup } from "./rule-group.js";

const concurrency = 8;

/**
 * The groups of rules that Grafana evaluates. Each rule has a mark of its own, so that a change of one leaves the others as
 * they are, with the state of their alerts. A group is written as a whole, so it must not hold a rule of somebody else.
 */
export class RuleGroupApi implements AlertingPart {
  readonly kind = "rules";
  private readonly place: AlertingPlace;
  private readonly groups: readonly RuleGroup[];
  /** The uids of the rules that were written, by the group that they are in now. */
  private readonly homes = new Map<string, string>();

  constructor(place: AlertingPlace, groups: readonly RuleGroup[]) {
    this.place = place;
    this.groups = groups;
  }

  async read(): Promise<TargetState> {
    const rules = await this.listRules();
    const ids = new Set(this.groups.map(idOf));
    for (const rule of rules) if (this.isOurs(rule)) ids.add(idOf(placeOfRule(rule)));
    const live: LiveObject[] = [];
    await runBatch([...ids], concurrency, async (id) => {
      const group = await this.get(id);
      if (group) live.push(this.liveObject(group));
    });
    return { desired: this.groups.map(groupObject), live: this.reportTakenUids(live, rules) };
  }

  describe(payload: unknown): unknown {
    return describeGroup(payload as RuleGroup);
  }

  digestOf({ payload }: Write): string {
    return digestGroup(payload as RuleGroup);
  }

  /** A group out of which this very sync moved rules still counts as the version that the plan saw. */
  async fetch({ id, action, expected }: Write): Promise<StoredObject | undefined> {
    const group = await this.get(id);
    const isAsExpected = action === "update" && expected !== undefined && this.isAsExpected(id, group, expected);
    if (isAsExpected) return { version: expected, digest: group ? digestGroup(group) : "" };
    return group && { version: versionOf(group), digest: digestGroup(group) };
  }

  async send(write: Write): Promise<string | undefined> {
    const { id, action, expected } = write;
    const stored = await this.get(id);
    if (!this.isAsExpected(id, stored, expected)) throw changedSincePlan();
    const request: Request =
      action === "delete"
        ? { method: "DELETE", path: pathOf(id) }
        : { method: "PUT", path: pathOf(id), body: JSON.stringify(write.payload) };
    const response = await this.place.client.send(request);
    if (response.status !== (action === "delete" ? 204 : 200)) throw this.place.client.fail(request, response);
    if (action === "delete") return undefined;
    for (const { uid } of (write.payload as RuleGroup).rules) this.homes.set(String(uid), id);
    return (await this.fetch(write))?.version;
  }

  /** Lists the rules of all folders. An account that may not read them has none of its own there. */
  private async listRules(): Promise<readonly Json[]> {
    const path = `${provisioning}/alert-rules`;
    const response = await this.place.client.get(path);
    if (response.status === 403 && this.groups.length === 0) return [];
    if (response.status !== 200) throw this.place.client.fail({ method: "GET", path }, response);
    return objectsOf(parseAnswer(response));
  }

  private async get(id: string): Promise<RuleGroup | undefined> {
    const path = pathOf(id);
    const response = await this.place.client.get(path);
    if (response.status === 404) return undefined;
    if (response.status !== 200) throw this.place.client.fail({ method: "GET", path }, response);
    return readGroup(id, parseAnswer(response));
  }

  private liveObject(group: RuleGroup): LiveObject {
    const { rules } = group;
    const ours = rules.filter((rule) => this.isOurs(rule));
    const isEdited = ours.some((rule) => markOfRule(rule)?.checksum !== checksumOf(rule, group));
    const others = rules.filter((rule) => !ours.includes(rule));
    const manager = others.map((rule) => markOfRule(rule)?.owner).find((owner) => owner !== undefined);
    const obstacle =
      rules.map(({ provenance }) => findProvenanceObstacle(provenance)).find((reason) => reason !== undefined) ??
      (ours.length > 0 && others.length > 0
        ? `it holds rules of somebody else: ${others.map(({ title }) => `"${String(title)}"`).join(", ")}`
        : undefined);
    return {
      ...groupObject(group),
      version: versionOf(group),
      ownership: ours.length === 0 ? "foreign" : isEdited ? "edited" : "ours",
      ...(ours.length === 0 && manager !== undefined && { manager }),
      ...(obstacle !== undefined && { obstacle }),
    };
  }

  /** Grafana moves a rule to the group that it is written to, from wherever it is, so that no uid of others may be ours. */
  private reportTakenUids(live: readonly LiveObject[], rules: readonly Json[]): readonly LiveObject[] {
    const theirs = new Map(rules.filter((rule) => !this.isOurs(rule)).map((rule) => [String(rule.uid), rule]));
    const blocked = this.groups.flatMap((group): LiveObject[] => {
      const id = idOf(group);
      const taken = group.rules
        .map(({ uid }) => theirs.get(String(uid)))
        .find((rule) => rule && idOf(placeOfRule(rule)) !== id);
      if (!taken) return [];
      const obstacle = `the uid "${String(taken.uid)}" is that of a rule of somebody else, "${String(taken.title)}"`;
      const found = live.find((one) => one.id === id);
      return [{ ...(found ?? { ...groupObject(group), digest: "", version: "", ownership: "foreign" }), obstacle }];
    });
    const ids = new Set(blocked.map(({ id }) => id));
    return [...live.filter(({ id }) => !ids.has(id)), ...blocked];
  }

  private isOurs(rule: Json): boolean {
    return markOfRule(rule)?.owner === this.place.owner;
  }

  /** True if a group is as the plan saw it, apart from rules that were moved out of it since by this very sync. */
  private isAsExpected(id: string, stored: RuleGroup | undefined, expected: string | undefined): boolean {
    const actual = stored && versionOf(stored);
    if (actual === expected) return true;
    if (expected === undefined) return false;
    const isHere = (entry: string) => (this.homes.get(entry.slice(0, entry.indexOf(" "))) ?? id) === id;
    const left = entriesOf(expected).filter(isHere);
    return actual === undefined ? left.length === 0 : entriesOf(actual).join() === left.join();
  }
}

function groupObject(group: RuleGroup): DesiredObject {
  const hasAlerts = group.rules.some(({ record }) => record === undefined || record === null);
  return {
    id: idOf(group),
    kind: "rules",
    name: group.title,
    digest: digestGroup(group),
    payload: group,
    describe: () => describeGroup(group),
    stage: stageOf("rules", hasAlerts ? 1 : 0),
  };
}

/** The version of a group: a line for each rule, because Grafana counts none. */
function versionOf({ interval, rules }: RuleGroup): string {
  return rules
    .map((rule) => `${String(rule.uid)} ${digestValue([interval, normalizeRule(rule), markOfRule(rule)])}`)
    .join("\n");
}

function entriesOf(version: string): readonly string[] {
  return version === "" ? [] : version.split("\n");
}

type GroupPlace = Pick<RuleGroup, "folderUid" | "title">;

function placeOfRule({ folderUID, ruleGroup }: Json): GroupPlace {
  return { folderUid: String(folderUID), title: String(ruleGroup) };
}

function idOf({ folderUid, title }: GroupPlace): string {
  return `rules/${encodeURIComponent(folderUid)}/${encodeURIComponent(title)}`;
}

function pathOf(id: string): string {
  const [, folder, title] = id.split("/");
  return `${provisioning}/folder/${folder}/rule-groups/${title}`;
}

function readGroup(id: string, answer: unknown): RuleGroup {
  const [, folderUid = "", title = ""] = id.split("/").map(decodeURIComponent);
  return { title, folderUid, interval: Number(get(answer, "interval")), rules: objectsOf(get(answer, "rules")) };
}
