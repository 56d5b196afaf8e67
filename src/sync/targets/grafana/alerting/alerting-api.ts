import type { HttpClient } from "../../../http/client.js";
import type { LiveObject, ObjectKind } from "../../../objects/object.js";
import type { TargetState } from "../../target.js";
import type { AlertingContent } from "./alerting-content.js";
import type { AlertingPart } from "./alerting-part.js";
import type { RuleGroup } from "./rule-group.js";
import { RuleGroupApi } from "./rule-group-api.js";

/** The alerting that Grafana manages, through `/api/v1/provisioning`. */
export class AlertingApi {
  private readonly parts: readonly AlertingPart[];

  constructor(client: HttpClient, content: AlertingContent | undefined) {
    this.parts = content ? [new RuleGroupApi(client, content.owner, content.groups)] : [];
  }

  async read(): Promise<TargetState> {
    const states: TargetState[] = [];
    for (const part of this.parts) states.push(await part.read());
    return { desired: states.flatMap(({ desired }) => desired), live: states.flatMap(({ live }) => live) };
  }

  /** Returns the part that reads and writes objects of a kind. Undefined for those that are not of alerting. */
  partOf(kind: ObjectKind): AlertingPart | undefined {
    return this.parts.find((part) => part.kind === kind);
  }
}

/** Counts the rules that a prune deletes, by the uid of their folder. */
export function countGoingRules({ desired, live }: TargetState): ReadonlyMap<string, number> {
  const wanted = new Set(desired.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const one of live) {
    if (!isGoing(one) || wanted.has(one.id)) continue;
    const { folderUid, rules } = one.payload as RuleGroup;
    counts.set(folderUid, (counts.get(folderUid) ?? 0) + rules.length);
  }
  return counts;
}

function isGoing({ kind, ownership, obstacle }: LiveObject): boolean {
  return kind === "rules" && ownership === "ours" && obstacle === undefined;
}
