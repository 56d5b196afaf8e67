import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { AlertmanagerConfig, Integration, Receiver, Route } from "../../../formats/alertmanager/types.js";
import type { Config } from "../../../model/project/config.js";
import type { Project, Settings } from "../../../model/project/project.js";
import type { AlertmanagerArtifact, Artifact } from "../../compiled.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { sortBy } from "../../sort-by.js";
import {
  notificationTemplatesPath,
  type OriginLabels,
  originLabels,
  renderNotificationTemplates,
} from "../notification-templates.js";
import { compileReceivers } from "../receivers.js";
import type { Subtree } from "../subtree.js";
import { checkParts } from "./check-parts.js";
import { type Fragment, readFragment } from "./fragment.js";
import { countPassedRoutes, joinKeptTree, type KeptTree, readKeptTree } from "./kept-tree.js";

/**
 * Composes the systems that share an Alertmanager into one configuration: a subtree for each, matched by the labels of its
 * alerts, under a root that people see. A system in it changes nothing for the others. Configurations of other repositories
 * are further subtrees, and the root may be that of a configuration which exists already.
 */
export function composeAlertmanagers(project: Project, subtrees: readonly Subtree[]): readonly Artifact[] {
  const folders = new Map<string, Subtree[]>();
  for (const subtree of subtrees) {
    const { folder } = subtree.place;
    folders.set(folder, [...(folders.get(folder) ?? []), subtree]);
  }
  return [...folders].flatMap(([folder, parts]) => compose(project, folder, parts));
}

function compose(project: Project, folder: string, subtrees: readonly Subtree[]): readonly Artifact[] {
  const [{ scope }] = subtrees as readonly [Subtree, ...Subtree[]];
  const { system, settings } = scope;
  const composed = composeWithFiles(project, subtrees);
  if (!composed) return [];
  const path = (name: string) => `${folder}/${name}`;
  return [
    { kind: "alertmanager", path: path("alertmanager.yml"), system, settings, ...composed },
    {
      kind: "notification templates",
      path: path(notificationTemplatesPath),
      system,
      settings,
      value: renderNotificationTemplates(templateLabels(settings)),
    },
  ];
}

type Composed = Pick<AlertmanagerArtifact, "value" | "owners" | "keptText">;

/** Joins subtrees with the files that the Alertmanager names. Undefined if one of these cannot be used. */
function composeWithFiles({ config, alertmanagerFiles }: Project, subtrees: readonly Subtree[]): Composed | undefined {
  const [{ scope, place }] = subtrees as readonly [Subtree, ...Subtree[]];
  const own = composeConfig(config, subtrees);
  const files = place.name === undefined ? undefined : alertmanagerFiles?.[place.name];
  if (!files) return { ...own, keptText: undefined };
  const { secretsFolder } = scope.settings;
  const version = scope.versions.alertmanager;
  const context = { version, secretsFolder, report: scope.report };
  const settings = config.alertmanagers![place.name!]!.fragments ?? {};
  const fragments = Object.entries(files.fragments).map(([name, file]) =>
    readFragment(name, settings[name]!, file, context),
  );
  const kept = files.keep && readKeptTree(files.keep, version, scope.report);
  if (!fragments.every((one) => one !== undefined) || (files.keep && !kept)) return undefined;
  if (!checkParts({ own: own.value, kept, fragments }, scope.report)) return undefined;
  const withFragments = addFragments(own, fragments);
  return kept ? addToKept(kept, withFragments, scope.report) : { ...withFragments, keptText: undefined };
}

type OwnConfig = Pick<AlertmanagerArtifact, "value" | "owners">;

/** Adds fragments behind the subtrees of the project. */
function addFragments({ value, owners }: OwnConfig, fragments: readonly Fragment[]): OwnConfig {
  const nobody = (parts: readonly unknown[]) => parts.map(() => undefined);
  const rules = fragments.flatMap(({ inhibitRules }) => inhibitRules);
  const intervals = [...(value.time_intervals ?? []), ...fragments.flatMap(({ timeIntervals }) => timeIntervals)];
  return {
    value: {
      ...value,
      route: { ...value.route, routes: [...(value.route.routes ?? []), ...fragments.map(({ route }) => route)] },
      ...(rules.length > 0 && { inhibit_rules: [...(value.inhibit_rules ?? []), ...rules] }),
      receivers: [...value.receivers, ...fragments.flatMap(({ receivers }) => receivers)],
      ...(intervals.length > 0 && { time_intervals: intervals }),
    },
    owners: {
      routes: [...owners.routes, ...nobody(fragments)],
      inhibitRules: [...owners.inhibitRules, ...nobody(rules)],
    },
  };
}

function addToKept(
  kept: KeptTree,
  { value, owners }: OwnConfig,
  report: (diagnostic: Diagnostic) => void,
): Composed | undefined {
  const { data, inhibitRules } = kept.source;
  const position = countPassedRoutes(kept);
  const { templates = [], route, inhibit_rules: rules = [], time_intervals: intervals = [] } = value;
  const routes = route.routes ?? [];
  const used = new Set(routes.flatMap(listReceivers));
  const parts = {
    templates: templates.filter((path) => !data.templates?.includes(path)),
    ...{ routes, routePosition: position, inhibitRules: rules, timeIntervals: intervals },
    // The kept root has a receiver of its own.
    receivers: value.receivers.filter(({ name }) => used.has(name)),
  };
  const joined = joinKeptTree(kept, parts, report);
  if (!joined) return undefined;
  const others = (data.route.routes ?? []).map(() => undefined);
  return {
    value: joined.value,
    owners: {
      routes: others.toSpliced(position, 0, ...(owners.routes as readonly undefined[])),
      inhibitRules: [...inhibitRules.map(() => undefined), ...owners.inhibitRules],
    },
    keptText: joined.text,
  };
}

function listReceivers({ receiver, routes = [] }: Route): readonly string[] {
  return [...(receiver === undefined ? [] : [receiver]), ...routes.flatMap(listReceivers)];
}

/** Joins subtrees under one root, which knows the owner of each route and each inhibition rule. */
export function composeConfig({ alertmanagers }: Config, subtrees: readonly Subtree[]): OwnConfig {
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
