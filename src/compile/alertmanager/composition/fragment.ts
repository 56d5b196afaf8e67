import { dirname } from "node:path/posix";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { finding } from "../../../diagnostics/finding.js";
import type { TextRange } from "../../../diagnostics/positions.js";
import { type AlertmanagerVersion, readAlertmanager, type SourceConfig } from "../../../formats/alertmanager/index.js";
import type { InhibitRule, NamedTimeInterval, Receiver, Route } from "../../../formats/alertmanager/types.js";
import type { FragmentSettings } from "../../../model/project/alertmanager-settings.js";
import type { TextFile } from "../../../model/project/project.js";
import { compositionFindings } from "../../findings.js";
import { renderAlternatives } from "../matcher.js";
import { notificationTemplatesPath } from "../notification-templates.js";
import { keepPlace, placeParts } from "./place-parts.js";
import { listSecretFiles } from "./secret-files.js";

/** The parts of a configuration of another repository, as they stand in the tree of this one. */
export interface Fragment {
  readonly name: string;
  readonly settings: FragmentSettings;
  readonly route: Route;
  readonly inhibitRules: readonly InhibitRule[];
  readonly receivers: readonly Receiver[];
  readonly timeIntervals: readonly NamedTimeInterval[];
  report(range: TextRange, texts: Pick<Diagnostic, "summary" | "fix">): void;
}

interface FragmentContext {
  readonly version: AlertmanagerVersion;
  readonly secretsFolder: string;
  report(diagnostic: Diagnostic): void;
}

/**
 * Reads the configuration of another repository and makes it a subtree. It is not trusted: it takes only alerts with the
 * labels that the owner of the root names, silences no others, and its names begin with that of the fragment. Undefined if
 * it has errors, or parts that only the owner of the root may have.
 */
export function readFragment(
  name: string,
  settings: FragmentSettings,
  file: TextFile,
  context: FragmentContext,
): Fragment | undefined {
  const { config, diagnostics } = readAlertmanager(file.text, { file: file.path, version: context.version });
  diagnostics.forEach(context.report);
  if (config?.route === undefined || diagnostics.some(({ severity }) => severity === "error")) return undefined;
  placeParts(config, `fragment "${name}"`);
  let isSound = true;
  const report = (range: TextRange, texts: Pick<Diagnostic, "summary" | "fix">) => {
    isSound = false;
    const problem = finding(compositionFindings, "config/bad-alertmanager-file");
    context.report({ ...problem, ...texts, subject: `fragment "${name}"`, span: config.span(range) });
  };
  checkFragment(config, context, report);
  return isSound ? { ...makeSubtree(name, settings, config), name, settings, report } : undefined;
}

/** Deeper trees are not written by hand. */
const maxDepth = 50;

function checkFragment(config: SourceConfig, { secretsFolder }: FragmentContext, report: Fragment["report"]): void {
  const { data, receivers } = config;
  const start = { start: 0, end: 0 };
  if (Object.keys(data.global ?? {}).length > 0) {
    const fix = "write its fields in each receiver that needs them, and leave global out";
    report(start, { summary: "global belongs to the owner of the root, and applies to all receivers", fix });
  }
  const others = (data.templates ?? []).filter((path) => path !== notificationTemplatesPath);
  if (others.length > 0) {
    const fix = `write the texts in the receivers: a fragment has the templates of ${notificationTemplatesPath} only`;
    report(start, { summary: `the template file "${others[0]}" is not part of a fragment`, fix });
  }
  let level = config.route!.routes;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maxDepth) {
      report(level[0]!, { summary: `routes are nested more than ${maxDepth} deep`, fix: "flatten the tree" });
      break;
    }
    level = level.flatMap(({ routes }) => routes);
  }
  for (const receiver of receivers) {
    for (const path of listSecretFiles(receiver.data)) {
      if (dirname(path) === secretsFolder) continue;
      const summary = `receiver "${receiver.data.name}" reads ${path}, outside of the folder of secrets`;
      report(receiver, { summary, fix: `put the secret into ${secretsFolder}` });
    }
  }
}

function makeSubtree(name: string, { match }: FragmentSettings, source: SourceConfig) {
  const prefix = `${name}/`;
  const rename = (own: string) => (own.startsWith(prefix) ? own : prefix + own);
  const matchers = Object.entries(match).map(([label, values]) => renderAlternatives(label, [values].flat()));
  const { route: root } = source.data;
  const renameData = <T extends { readonly name: string }>(data: T) =>
    keepPlace(data, { ...data, name: rename(data.name) });
  return {
    route: keepPlace(root, { receiver: "", matchers, ...renameRoute(root, rename) }),
    inhibitRules: source.inhibitRules.map(({ data }) =>
      keepPlace(data, {
        ...data,
        source_matchers: [...matchers, ...(data.source_matchers ?? [])],
        target_matchers: [...matchers, ...(data.target_matchers ?? [])],
      }),
    ),
    receivers: source.receivers.map(({ data }) => renameData(data)),
    timeIntervals: source.timeIntervals.map(({ data }) => renameData(data)),
  };
}

function renameRoute(route: Route, rename: (name: string) => string): Route {
  const { receiver, active_time_intervals: active, mute_time_intervals: mute, routes } = route;
  return keepPlace(route, {
    ...route,
    ...(receiver !== undefined && { receiver: rename(receiver) }),
    ...(active && { active_time_intervals: active.map(rename) }),
    ...(mute && { mute_time_intervals: mute.map(rename) }),
    ...(routes && { routes: routes.map((child) => renameRoute(child, rename)) }),
  });
}
