import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { inOrder } from "../diagnostics/order.js";
import { type AlertmanagerVersion, readAlertmanager } from "../formats/alertmanager/index.js";
import { readDashboard } from "../formats/grafana/read-dashboard.js";
import type { DashboardView } from "../formats/grafana/view.js";
import { readRuleFile, type SourceRuleFile } from "../formats/prometheus/index.js";
import type { Settings } from "../model/project/project.js";
import { releaseOrDefault } from "../model/project/releases.js";
import type { Catalogue } from "../model/system/catalogue.js";
import { type PrometheusVersion, panelDialect } from "../promql/index.js";
import { AllowanceBook } from "./allow.js";
import type { EstateSubject, RuleSubject } from "./check.js";
import { kindOfFile } from "./kind-of-file.js";
import { checks } from "./registry.js";
import { duplicateRules } from "./rules/duplicate-rules.js";
import { runChecks } from "./run.js";
import type { SubjectContext } from "./subjects/context.js";
import { fileDashboard } from "./subjects/file-dashboard.js";
import { brokenExpressions, fileRecordings, fileRules } from "./subjects/file-rules.js";
import { knownLabels } from "./subjects/knowledge.js";

/** A file from outside. */
export interface OutsideFile {
  readonly path: string;
  readonly text: string;
}

export interface CheckFilesOptions {
  /** What is known of the place that the files are for. */
  readonly settings?: Partial<Settings>;
  /** The metrics that they may use; without it, whether one exists cannot be told. */
  readonly catalogue?: Catalogue;
  readonly prometheusVersion: string;
  readonly alertmanagerVersion: string;
  /** The day that allowances are compared with, as `2026-06-01`. */
  readonly today: string;
}

/**
 * Checks files from outside together: rule files, PrometheusRule manifests, dashboards, Alertmanager configurations.
 * What promtool and amtool refuse is an error; what our own checks find is a warning at most.
 *
 * @example
 * checkFiles([{ path: "rules.yml", text }], { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01" })
 */
export function checkFiles(files: readonly OutsideFile[], options: CheckFilesOptions): readonly Diagnostic[] {
  const version = releaseOrDefault("prometheus", options.prometheusVersion);
  const alertmanager = releaseOrDefault("alertmanager", options.alertmanagerVersion);
  const read = readAll(files, version, alertmanager);
  const book = new AllowanceBook(options.today, new Set(checks.map(({ id }) => id)));
  const recordings = read.rules.flatMap(({ source }) => fileRecordings(source));
  const surroundings = {
    settings: options.settings ?? {},
    catalogue: options.catalogue,
    recorded: new Set(recordings.map(({ record }) => record)),
  };
  const context: SubjectContext = { surroundings, known: knownLabels(options.catalogue, recordings), book };
  const rules: RuleSubject[] = read.rules.flatMap(({ source, text, broken }) =>
    fileRules(source, text, { ...context, broken }),
  );
  const dashboards = read.dashboards.map(({ view, text }) => fileDashboard(view, text, panelDialect(version), context));
  const estate: EstateSubject = {
    kind: "estate",
    name: "",
    allow: undefined,
    surroundings,
    rules,
    dashboards: dashboards.map(({ subject }) => subject),
    queries: [...rules.flatMap(({ query }) => query ?? []), ...dashboards.flatMap(({ queries }) => queries)],
    locateMetric: () => undefined,
  };
  const found = runChecks(estate, { checks, book, worst: "warning" });
  const ofDashboards = dashboards.flatMap(({ diagnostics }) => diagnostics);
  const ofReading = withoutAllowed(read.diagnostics.flat(), rules, book);
  return inOrder([ofReading, ofDashboards, found, [...book.problems()]].flat());
}

/** What reading warns of and a check finds in definitions can be allowed in files, too. */
function withoutAllowed(
  diagnostics: readonly Diagnostic[],
  rules: readonly RuleSubject[],
  book: AllowanceBook,
): readonly Diagnostic[] {
  const isOf = ({ id }: Diagnostic) => id === duplicateRules.id;
  if (!diagnostics.some(isOf)) return diagnostics;
  const allowed = new Map(rules.map(({ locate, allow }) => [placeOf(locate("alert")), allow]));
  return diagnostics.filter(
    (diagnostic) =>
      !isOf(diagnostic) || book.judge(diagnostic.id, [allowed.get(placeOf(diagnostic.span))]) !== "allowed",
  );
}

function placeOf(span: Span | undefined): string {
  return span === undefined ? "" : `${span.start.line}:${span.start.column} ${span.file}`;
}

interface ReadFiles {
  readonly rules: readonly {
    readonly source: SourceRuleFile;
    readonly text: string;
    readonly broken: ReadonlySet<string>;
  }[];
  readonly dashboards: readonly { readonly view: DashboardView; readonly text: string }[];
  readonly diagnostics: readonly (readonly Diagnostic[])[];
}

function readAll(
  files: readonly OutsideFile[],
  version: PrometheusVersion,
  alertmanager: AlertmanagerVersion,
): ReadFiles {
  const diagnostics: (readonly Diagnostic[])[] = [];
  const rules: ReadFiles["rules"][number][] = [];
  const dashboards: ReadFiles["dashboards"][number][] = [];
  for (const { path, text } of files) {
    const kind = kindOfFile(text);
    if (kind === "rules") {
      const read = readRuleFile(text, { file: path, version });
      diagnostics.push(read.diagnostics);
      if (read.file) rules.push({ source: read.file, text, broken: brokenExpressions(read.diagnostics) });
    } else if (kind === "dashboard") {
      const read = readDashboard(text, path);
      diagnostics.push(read.diagnostics);
      if (read.dashboard) dashboards.push({ view: read.dashboard, text });
    } else diagnostics.push(readAlertmanager(text, { file: path, version: alertmanager }).diagnostics);
  }
  return { rules, dashboards, diagnostics };
}

/** The versions are the program's own, not what a user wrote: where one cannot be read the default is meant. */
