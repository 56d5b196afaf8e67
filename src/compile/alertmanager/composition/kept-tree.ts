import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { finding } from "../../../diagnostics/finding.js";
import { type AlertmanagerVersion, readAlertmanager, type SourceConfig } from "../../../formats/alertmanager/index.js";
import { type InsertedParts, insertParts } from "../../../formats/alertmanager/insert-parts.js";
import type { AlertmanagerConfig } from "../../../formats/alertmanager/types.js";
import type { TextFile } from "../../../model/project/project.js";
import { compositionFindings } from "../../findings.js";
import { keepPlace, placeParts } from "./place-parts.js";

/** A configuration that exists, and to which the project adds its part. */
export interface KeptTree {
  readonly file: TextFile;
  readonly source: SourceConfig;
}

/** Reads a configuration that is kept; undefined if Alertmanager would refuse it. */
export function readKeptTree(
  file: TextFile,
  version: AlertmanagerVersion,
  report: (diagnostic: Diagnostic) => void,
): KeptTree | undefined {
  const { config, diagnostics } = readAlertmanager(file.text, { file: file.path, version });
  diagnostics.forEach(report);
  if (config?.route === undefined || diagnostics.some(({ severity }) => severity === "error")) return undefined;
  placeParts(config, "the kept configuration");
  return { file, source: config };
}

/** Counts the routes under the root that come before those of the project: every alert passes them. */
export function countPassedRoutes({ source }: KeptTree): number {
  const index = (source.data.route.routes ?? []).findIndex((route) => route.continue !== true);
  return index === -1 ? (source.data.route.routes ?? []).length : index;
}

/** Adds parts to a kept configuration: to its data, and to its text. Undefined if the text takes none. */
export function joinKeptTree(
  { file, source }: KeptTree,
  parts: InsertedParts,
  report: (diagnostic: Diagnostic) => void,
): { readonly value: AlertmanagerConfig; readonly text: string } | undefined {
  const result = insertParts(file.text, parts);
  if ("problem" in result) {
    report({
      ...finding(compositionFindings, "config/bad-alertmanager-file"),
      summary: `nothing can be added to the kept configuration: ${result.problem}`,
      details: "Telltale only inserts: it changes no byte of the file.",
      span: source.span(result.range),
    });
    return undefined;
  }
  const { data } = source;
  const { routes = [] } = data.route;
  const route = { ...data.route, routes: routes.toSpliced(parts.routePosition, 0, ...parts.routes) };
  const list = <T>(own: readonly T[], added: readonly T[]) => [...own, ...added];
  const inhibitRules = list(
    source.inhibitRules.map((rule) => rule.data),
    parts.inhibitRules,
  );
  const named = new Set(data.mute_time_intervals?.map(({ name }) => name));
  const intervals = source.timeIntervals.map((interval) => interval.data).filter(({ name }) => !named.has(name));
  const timeIntervals = list(intervals, parts.timeIntervals);
  const value: AlertmanagerConfig = {
    ...data,
    templates: list(data.templates ?? [], parts.templates),
    route: keepPlace(data.route, route),
    ...(inhibitRules.length > 0 && { inhibit_rules: inhibitRules }),
    receivers: list(
      source.receivers.map((receiver) => receiver.data),
      parts.receivers,
    ),
    ...(timeIntervals.length > 0 && { time_intervals: timeIntervals }),
  };
  return { value, text: result.text };
}
