import type { Artifact } from "../../../../compile/compiled.js";
import type { MuteTime, NotificationPolicy } from "../../../../formats/grafana-alerting/index.js";
import type { HttpClient } from "../../../http/client.js";
import { type ContactPointPayload, listReceivers } from "./contact-points/contact-point.js";
import { markPolicy, type Policy } from "./policies/policy.js";
import { provisionGroup, type RuleGroup } from "./rules/rule-group.js";

/** A server, and whose objects are ours there. */
export interface AlertingPlace {
  readonly client: HttpClient;
  /** The folder that paths of secrets are relative to. */
  readonly root: string;
  /** The project and its environment, by which marks know them: `telltale-shop/prod`. */
  readonly owner: string;
}

/** All that Grafana evaluates and routes for an environment. */
export interface AlertingContent extends Pick<AlertingPlace, "owner"> {
  readonly groups: readonly RuleGroup[];
  readonly contactPoints: readonly ContactPointPayload[];
  /** The policies below the root of the tree, which belongs to everybody. */
  readonly policies: readonly Policy[];
  readonly muteTimings: readonly MuteTime[];
  /** The texts of notifications. */
  readonly template: string | undefined;
  /** True if Grafana does not manage the alerts of the environment any more, or never did. */
  readonly isAbandoned?: boolean;
}

/** What may be left where Grafana managed the alerts of an environment once: they would notify a second time. */
export function abandonedAlerting(owner: string): AlertingContent {
  const nothing = { groups: [], contactPoints: [], policies: [], muteTimings: [], template: undefined };
  return { owner, ...nothing, isAbandoned: true };
}

/** Collects what Grafana manages. Undefined if the environment leaves its alerts to Prometheus. */
export function collectAlerting(artifacts: readonly Artifact[], owner: string): AlertingContent | undefined {
  const alerting = artifacts.filter((artifact) => artifact.kind === "grafana alerting");
  if (alerting.length === 0) return undefined;
  const files = alerting.map(({ value }) => value);
  const policies = files.flatMap((file) => file.policies?.flatMap(({ routes = [] }) => routes) ?? []);
  const used = new Set(policies.flatMap(receiversIn));
  const points = files.flatMap(({ contactPoints = [] }) => contactPoints).filter(({ name }) => used.has(name));
  return {
    owner,
    groups: alerting.flatMap(({ value, settings }) =>
      // The configuration of such an environment has a folder.
      (value.groups ?? []).map((group) => provisionGroup(group, settings.grafana.folder!.uid, owner)),
    ),
    contactPoints: listReceivers(points),
    policies: policies.map((policy) => markPolicy(policy, owner)),
    muteTimings: files.flatMap(({ muteTimes = [] }) => muteTimes),
    template: files.flatMap(({ templates = [] }) => templates)[0]?.template,
  };
}

function receiversIn({ receiver, routes = [] }: NotificationPolicy): readonly string[] {
  return [...(receiver === undefined ? [] : [receiver]), ...routes.flatMap(receiversIn)];
}
