import type { AlertmanagerConfig, Integration, Receiver } from "../../formats/alertmanager/types.js";
import type { Config } from "../../model/project/config.js";
import type { Settings } from "../../model/project/project.js";
import type { AlertmanagerArtifact, Artifact, NotificationTemplatesArtifact } from "../compiled.js";
import { namesOfOriginLabels } from "../origin-labels.js";
import { sortBy } from "../sort-by.js";
import {
  notificationTemplatesPath,
  type OriginLabels,
  originLabels,
  renderNotificationTemplates,
} from "./notification-templates.js";
import { compileReceivers } from "./receivers.js";
import type { Subtree } from "./subtree.js";

export { identityMatchers, identityOf } from "./identity.js";
export { hasAlertLabel, listRoutedAlerts } from "./routed-alert.js";
export { findPromises, type RoutePromises } from "./routes/route-promises.js";
export { compileSubtree, type Subtree } from "./subtree.js";
export { findWrittenAt } from "./written-at.js";

/**
 * Composes the systems that share an Alertmanager into one configuration: a subtree for each, matched by the labels of its
 * alerts, under a root that people see. A system in it changes nothing for the others.
 */
export function composeAlertmanagers(config: Config, subtrees: readonly Subtree[]): readonly Artifact[] {
  const folders = new Map<string, Subtree[]>();
  for (const subtree of subtrees) {
    const { folder } = subtree.place;
    folders.set(folder, [...(folders.get(folder) ?? []), subtree]);
  }
  return [...folders].flatMap(([folder, parts]) => compose(config, folder, parts));
}

function compose(
  config: Config,
  folder: string,
  subtrees: readonly Subtree[],
): readonly [AlertmanagerArtifact, NotificationTemplatesArtifact] {
  const [{ scope }] = subtrees as readonly [Subtree, ...Subtree[]];
  const { system, settings } = scope;
  const { value, owners } = composeConfig(config, subtrees);
  const path = (name: string) => `${folder}/${name}`;
  return [
    { kind: "alertmanager", path: path("alertmanager.yml"), system, settings, value, owners },
    {
      kind: "notification templates",
      path: path(notificationTemplatesPath),
      system,
      settings,
      value: renderNotificationTemplates(templateLabels(settings)),
    },
  ];
}

/** Joins subtrees under one root, which knows the owner of each route and each inhibition rule. */
export function composeConfig(
  { alertmanagers }: Config,
  subtrees: readonly Subtree[],
): Pick<AlertmanagerArtifact, "value" | "owners"> {
  const [{ scope, place }] = subtrees as readonly [Subtree, ...Subtree[]];
  const { settings } = scope;
  const declared = place.name === undefined ? undefined : alertmanagers?.[place.name]?.unrouted;
  const root = declared ? compileReceivers(scope, [declared], "")[0]! : everybody(subtrees);
  const ordered = [
    ...subtrees.map(({ route, scope: { system: owner } }) => ({ route, owner })),
    ...subtrees.flatMap(({ strays, scope: { system: owner } }) => (strays ? [{ route: strays, owner }] : [])),
  ];
  const inhibited = subtrees.flatMap(({ inhibitRules, scope: { system: owner } }) =>
    inhibitRules.map((rule) => ({ rule, owner })),
  );
  const receivers = new Map([root, ...subtrees.flatMap((subtree) => subtree.receivers)].map((one) => [one.name, one]));
  const intervals = subtrees.flatMap(({ timeIntervals }) => timeIntervals);
  const value: AlertmanagerConfig = {
    templates: [notificationTemplatesPath],
    route: {
      receiver: root.name,
      group_by: ["alertname", ...namesOfOriginLabels(settings)],
      routes: ordered.map(({ route }) => route),
    },
    ...(inhibited.length > 0 && { inhibit_rules: inhibited.map(({ rule }) => rule) }),
    receivers: sortBy(receivers.values(), ({ name }) => name),
    ...(intervals.length > 0 && { time_intervals: sortBy(intervals, ({ name }) => name) }),
  };
  const owners = { routes: ordered.map(({ owner }) => owner), inhibitRules: inhibited.map(({ owner }) => owner) };
  return { value, owners };
}

/** The receiver of alerts that belong to no system: all those who get what their own system does not route. */
function everybody(subtrees: readonly Subtree[]): Receiver {
  const unrouted = subtrees.map(({ route, receivers }) => receivers.find(({ name }) => name === route.receiver)!);
  if (unrouted.length === 1) return unrouted[0]!;
  const integrations = new Map<string, Map<string, Integration>>();
  for (const { name: _, ...kinds } of unrouted) {
    for (const [kind, list] of Object.entries(kinds)) {
      const listed = integrations.get(kind) ?? new Map<string, Integration>();
      integrations.set(kind, listed);
      for (const integration of list as readonly Integration[]) listed.set(JSON.stringify(integration), integration);
    }
  }
  const lists = Array.from(integrations, ([kind, list]) => [kind, [...list.values()]] as const);
  return { name: "unrouted", ...Object.fromEntries(lists.sort(([one], [other]) => (one < other ? -1 : 1))) };
}

/** The labels that texts read. Where Telltale adds none, a label of this name may come from elsewhere. */
export function templateLabels({ alertLabels }: Settings): OriginLabels {
  const { environment = originLabels.environment, system = originLabels.system } = alertLabels;
  return { environment, system };
}
