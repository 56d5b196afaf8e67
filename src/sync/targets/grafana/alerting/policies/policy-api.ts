import { isJson, objectsOf } from "../../../../../formats/grafana/plain-json.js";
import { parseAnswer } from "../../../../http/parse-answer.js";
import { digestValue } from "../../../../objects/digest.js";
import type { DesiredObject, LiveObject } from "../../../../objects/object.js";
import { stageOf } from "../../../../objects/stage.js";
import { SyncError } from "../../../../sync-error.js";
import { changedSincePlan, type StoredObject } from "../../../settle-write.js";
import type { TargetState, Write } from "../../../target.js";
import type { AlertingPlace } from "../alerting-content.js";
import { type AlertingPart, provisioning } from "../alerting-part.js";
import { describePolicy, digestPolicy, keyOfPolicy, markOfPolicy, type Policy } from "./policy.js";

const path = `${provisioning}/policies`;

/**
 * The policies of a project in the tree of a Grafana, which is one object without a version. Only policies right below its
 * root that carry the mark of the project are ours; the rest is sent back as it was read, right before.
 */
export class PolicyApi implements AlertingPart {
  readonly kind = "notification policy";
  private readonly place: AlertingPlace;
  private readonly policies: readonly Policy[];

  constructor(place: AlertingPlace, policies: readonly Policy[]) {
    this.place = place;
    this.policies = policies;
  }

  async read(): Promise<TargetState> {
    const tree = await this.get();
    const desired = this.policies.map(policyObject);
    const live = new Map<string, LiveObject>();
    for (const policy of objectsOf(tree.routes)) {
      const one = this.liveObject(policy);
      const isBetter = one.ownership !== "foreign" || !live.has(one.id);
      if (isBetter && live.get(one.id)?.ownership !== "ours") live.set(one.id, one);
    }
    const wanted = new Set(desired.map(({ id }) => id));
    const shown = [...live.values()].filter(({ id, ownership }) => ownership !== "foreign" || wanted.has(id));
    return { desired, live: tree.provenance === "file" ? blockAll(desired, shown) : shown };
  }

  describe(payload: unknown): unknown {
    return describePolicy(payload as Policy);
  }

  digestOf({ payload }: Write): string {
    return digestPolicy(payload as Policy);
  }

  async fetch(write: Write): Promise<StoredObject | undefined> {
    const stored = this.find(objectsOf((await this.get()).routes), write.id);
    return stored && { version: digestValue(stored), digest: digestPolicy(stored) };
  }

  async send(write: Write): Promise<string | undefined> {
    const { client } = this.place;
    const { provenance, ...tree } = await this.get();
    const routes = objectsOf(tree.routes);
    const stored = this.find(routes, write.id);
    if ((stored && digestValue(stored)) !== write.expected) throw changedSincePlan();
    const changed = this.replace(routes, stored, write.action === "delete" ? undefined : (write.payload as Policy));
    const { routes: _, ...root } = tree;
    const body = JSON.stringify(changed.length === 0 ? root : { ...tree, routes: changed });
    // The presence of the header counts. The whole tree must stay as editable as it was.
    const isEditable = provenance === undefined || provenance === "";
    const headers: Readonly<Record<string, string>> = isEditable ? { "x-disable-provenance": "true" } : {};
    const request = { method: "PUT", path, body, headers } as const;
    const response = await client.send(request);
    if (response.status !== 202) throw client.fail(request, response);
    return (await this.fetch(write))?.version;
  }

  /** Puts a new policy beside ours, or before all others, so that none of them takes its alerts. */
  private replace(
    routes: readonly Policy[],
    stored: Policy | undefined,
    policy: Policy | undefined,
  ): readonly Policy[] {
    const added = policy === undefined ? [] : [policy];
    if (stored) return routes.flatMap((one) => (one === stored ? added : [one]));
    return routes.toSpliced(routes.findLastIndex((one) => this.isOurs(one)) + 1, 0, ...added);
  }

  /** Finds a policy by its matchers: ours before one of somebody else with the same. */
  private find(routes: readonly Policy[], id: string): Policy | undefined {
    const same = routes.filter((one) => idOf(one) === id);
    return same.find((one) => this.isOurs(one)) ?? same[0];
  }

  private async get(): Promise<Policy> {
    const { client } = this.place;
    const response = await client.get(path);
    if (response.status !== 200) throw client.fail({ method: "GET", path }, response);
    const tree = parseAnswer(response);
    if (!isJson(tree)) throw new SyncError(`GET ${client.url}${path} answered with something other than a tree`);
    return tree;
  }

  private isOurs(policy: Policy): boolean {
    return markOfPolicy(policy)?.owner === this.place.owner;
  }

  private liveObject(policy: Policy): LiveObject {
    const mark = markOfPolicy(policy);
    const isOurs = this.isOurs(policy);
    return {
      ...policyObject(policy),
      version: digestValue(policy),
      ownership: !isOurs ? "foreign" : mark?.checksum === digestPolicy(policy) ? "ours" : "edited",
      ...(!isOurs && mark && { manager: mark.owner }),
    };
  }
}

/** Grafana refuses to change a tree that it reads from a file. */
function blockAll(desired: readonly DesiredObject[], live: readonly LiveObject[]): readonly LiveObject[] {
  const obstacle = "Grafana provisions the tree of notification policies from a file";
  const ids = new Set(live.map(({ id }) => id));
  const missing = desired.filter(({ id }) => !ids.has(id));
  return [
    ...live.map((one) => ({ ...one, obstacle })),
    ...missing.map((one) => ({ ...one, digest: "", version: "", ownership: "foreign" as const, obstacle })),
  ];
}

function policyObject(policy: Policy): DesiredObject {
  return {
    id: idOf(policy),
    kind: "notification policy",
    name: keyOfPolicy(policy),
    digest: digestPolicy(policy),
    payload: policy,
    describe: () => describePolicy(policy),
    stage: stageOf("notification policy"),
    isExclusive: true,
  };
}

function idOf(policy: Policy): string {
  return `notification-policies/${encodeURIComponent(keyOfPolicy(policy))}`;
}
