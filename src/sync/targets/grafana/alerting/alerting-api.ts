import type { LiveObject, ObjectKind } from "../../../objects/object.js";
import { type Change, isWrite } from "../../../plan/plan.js";
import type { TargetState } from "../../target.js";
import type { AlertingContent, AlertingPlace } from "./alerting-content.js";
import type { AlertingPart } from "./alerting-part.js";
import { ContactPointApi } from "./contact-points/contact-point-api.js";
import { PolicyApi } from "./policies/policy-api.js";
import type { RuleGroup } from "./rules/rule-group.js";
import { RuleGroupApi } from "./rules/rule-group-api.js";
import { MuteTimingApi } from "./texts/mute-timing-api.js";
import { TemplateApi } from "./texts/template-api.js";

/** The alerting that Grafana manages, through `/api/v1/provisioning`. */
export class AlertingApi {
  private readonly parts: readonly AlertingPart[];
  private readonly abandoned: TemplateApi | undefined;

  constructor(server: Omit<AlertingPlace, "owner">, content: AlertingContent | undefined) {
    const place = content && { client: server.client, root: server.root, owner: content.owner };
    const templates = place && new TemplateApi(place, content.template);
    this.abandoned = content?.isAbandoned ? templates : undefined;
    this.parts = templates
      ? [
          templates,
          new MuteTimingApi(place, content.muteTimings),
          new ContactPointApi(place, content.contactPoints),
          new PolicyApi(place, content.policies),
          new RuleGroupApi(place, content.groups),
        ]
      : [];
  }

  /** Finds out if the changes lack something on this machine, such as a secret. */
  prepare(changes: readonly Change[]): void {
    for (const change of changes.filter(isWrite)) {
      if (change.desired) this.partOf(change.kind)?.prepare?.(change.desired);
    }
  }

  async read(): Promise<TargetState> {
    // Every sync of alerting wrote templates, so that one request tells if there was any.
    if (this.abandoned && !(await this.abandoned.exists())) return { desired: [], live: [] };
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
