/** A value of JSON with its members. */
export type Json = Record<string, unknown>;

/** `none` for what was made in a browser, or by a request with `X-Disable-Provenance`. */
export type Provenance = "none" | "api" | "file" | "converted_prometheus";

export interface StoredRule extends Json {
  readonly uid: string;
  readonly title: string;
  readonly folderUID: string;
  readonly ruleGroup: string;
  readonly provenance: Provenance;
}

export interface StoredContactPoint {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  /** With secrets in clear, which no answer shows. */
  readonly settings: Json;
  readonly disableResolveMessage?: boolean;
  readonly provenance: Provenance;
}

export interface StoredText {
  readonly text: string;
  readonly provenance: Provenance;
}

export interface StoredTiming {
  readonly intervals: readonly unknown[];
  readonly provenance: Provenance;
}

/** A notification policy, with those below it. */
export interface StoredRoute extends Json {
  readonly receiver?: string;
  readonly routes?: readonly StoredRoute[];
}

export type AlertingSnapshot = Pick<
  AlertingStore,
  | "rules"
  | "intervals"
  | "originals"
  | "contactPoints"
  | "muteTimings"
  | "templates"
  | "policies"
  | "policiesProvenance"
>;

/** What a Grafana evaluates and routes by itself. */
export class AlertingStore {
  /** By uid, in the order of their groups. */
  rules = new Map<string, StoredRule>();
  /** Seconds, by folder and group. */
  intervals = new Map<string, number>();
  /** Groups of Prometheus that were converted, by folder and group. */
  originals = new Map<string, Json>();
  contactPoints = new Map<string, StoredContactPoint>();
  muteTimings = new Map<string, StoredTiming>();
  templates = new Map<string, StoredText>();
  /** The failures of evaluations by the uid of their rule. */
  readonly errors = new Map<string, string>();
  policies: StoredRoute = { receiver: "empty", group_by: ["grafana_folder", "alertname"] };
  policiesProvenance: Provenance = "none";
  /** Counts writes that took effect. */
  writes = 0;

  snapshot(): AlertingSnapshot {
    const { rules, intervals, originals, contactPoints, muteTimings, templates, policies, policiesProvenance } = this;
    const maps = { rules, intervals, originals, contactPoints, muteTimings, templates };
    return structuredClone({ ...maps, policies, policiesProvenance });
  }

  restore({ policies, policiesProvenance, ...maps }: AlertingSnapshot): void {
    Object.assign(this, structuredClone({ ...maps, policies, policiesProvenance }));
  }

  rulesIn(folder: string): readonly StoredRule[] {
    return [...this.rules.values()].filter(({ folderUID }) => folderUID === folder);
  }

  /** The names of the contact points and mute timings that policies use. */
  used(): ReadonlySet<string> {
    const names = new Set<string>();
    const visit = (route: StoredRoute) => {
      const { receiver, mute_time_intervals: mute, active_time_intervals: active, routes = [] } = route;
      for (const name of [receiver, ...((mute ?? []) as string[]), ...((active ?? []) as string[])])
        if (name !== undefined) names.add(name);
      for (const one of routes) visit(one);
    };
    visit(this.policies);
    return names;
  }
}
