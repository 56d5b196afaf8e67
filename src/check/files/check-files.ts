import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { FindingTable } from "../../diagnostics/finding.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import { type AlertmanagerVersion, readAlertmanager, type SourceConfig } from "../../formats/alertmanager/index.js";
import { checkMetrics } from "../../formats/exposition/index.js";
import { readDashboard } from "../../formats/grafana/read/read-dashboard.js";
import type { DashboardView } from "../../formats/grafana/view.js";
import { readLoki } from "../../formats/loki/index.js";
import { type DuplicateRule, readRuleFile, type SourceRuleFile } from "../../formats/prometheus/index.js";
import { readPrometheusConfig, readScrapeJobs, readWebConfig } from "../../formats/prometheus-config/index.js";
import { readTestFile } from "../../formats/prometheus-tests/index.js";
import { readSpecifications, type SloQuery } from "../../formats/slo/index.js";
import type { AppliedPolicy } from "../../model/project/policy.js";
import type { Settings } from "../../model/project/project.js";
import { prometheusRelease, releaseOrDefault } from "../../model/project/releases.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import { type Expr, type Feature, type PrometheusVersion, panelDialect } from "../../promql/index.js";
import { AllowanceTracker } from "../allow.js";
import type { CheckContext, EstateSubject, LogqlSubject, QuerySubject, RuleSubject } from "../check.js";
import type { UsedSeries } from "../collection-subject.js";
import { CollectorFiles, checkPrometheus, readCollectorConfig } from "../collectors/index.js";
import { checkFindings } from "../findings.js";
import { usedSeries } from "../metric/used-series.js";
import { checks } from "../registry.js";
import { runChecks } from "../run.js";
import { fileDashboard } from "../subjects/file-dashboard.js";
import { fileRecordings, fileRules } from "../subjects/file-rules.js";
import { createLookups, type SubjectInputs } from "../subjects/inputs.js";
import { querySubject } from "../subjects/query-subject.js";
import { DecodedFiles, type EmbeddedFile, fileOnDisk, readConfigMaps } from "./config-map-files.js";
import { assumeFileKind, type FileKind, holdsConfigMaps, holdsManifests } from "./file-kind.js";

/** A file from outside. */
export interface OutsideFile {
  readonly path: string;
  readonly text: string;
  /** Its kind, where a search has determined it. */
  readonly kind?: FileKind;
}

export interface CheckFilesOptions {
  /** Settings of the environment that the files are for, as far as known. */
  readonly settings?: Partial<Settings>;
  /** Returns what is known of the servers that load a rule file, besides `settings`. */
  readonly settingsOf?: (file: string) => Partial<Settings> | undefined;
  /** The metrics that they may use. Without it, no metric is reported as unknown. */
  readonly catalogue?: Catalogue;
  /** The policies that they are held to. */
  readonly policies?: readonly AppliedPolicy[];
  readonly prometheusVersion: string;
  /** The features that its flags enable. @default none */
  readonly prometheusFeatures?: readonly Feature[] | undefined;
  readonly alertmanagerVersion: string;
  /** Reads configurations of Prometheus as one in agent mode does. */
  readonly isAgent?: boolean;
  /** The day that allowances are compared with, as `2026-06-01`. */
  readonly today: string;
  /** True for the files whose findings are wanted. The others are read, so that findings across files are the same. */
  readonly isReported?: (file: string) => boolean;
  /** All findings of Telltale. Allowing one that is not a check's is reported. */
  readonly findings: FindingTable;
}

/**
 * Checks files from outside together: rule files, manifests of Kubernetes and compose, dashboards, configurations of
 * Alertmanager, Prometheus, Alloy and Loki. Anything that promtool, amtool, Alloy or Loki refuses is an error; the findings of
 * checks are warnings at most.
 *
 * @example
 * checkFiles([{ path: "rules.yml", text }], { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings })
 */
export function checkFiles(files: readonly OutsideFile[], options: CheckFilesOptions): readonly Diagnostic[] {
  const { read, all, context, allowances } = readSubjects(files, options);
  const { isReported = () => true } = options;
  const findings = runChecks(
    estateOf(all, context),
    { checks, allowances, maxSeverity: "warning" },
    options.isReported && estateOf(subjectsIn(all, options.isReported), context),
  );
  const dashboardErrors = all.dashboards.flatMap(({ diagnostics }) => diagnostics);
  const allowed = new Set(read.rules.flatMap((file, index) => allowedDuplicates(file, all.rules[index]!, allowances)));
  const readErrors = read.diagnostics.flat().filter((diagnostic) => !allowed.has(diagnostic));
  const found = [readErrors, dashboardErrors, findings, [...allowances.report(options.findings)]].flat();
  return sortDiagnostics(read.decoded.relocate(found).filter(({ span }) => isReported(span?.file ?? "")));
}

/** Returns the expressions in PromQL of files from outside. */
export function outsideExpressions(files: readonly OutsideFile[], options: CheckFilesOptions): readonly Expr[] {
  const { all, context } = readSubjects(files, options);
  return estateOf(all, context).queries.map(({ expr }) => expr);
}

/** The series that files from outside use. */
export interface OutsideUses {
  readonly series: UsedSeries;
  /** True if one of them cannot be read completely, so that what it uses may be missing. */
  readonly isIncomplete: boolean;
}

/** Finds the series that files from outside use, in expressions and in any other text. */
export function outsideUses(files: readonly OutsideFile[], options: CheckFilesOptions): OutsideUses {
  const { read, all, context } = readSubjects(files, options);
  const isIncomplete = hasErrors([...read.diagnostics, ...all.dashboards.map((one) => one.diagnostics)].flat());
  return { series: usedSeries(estateOf(all, context)), isIncomplete };
}

/** Reads files, and creates the subjects of checks. */
function readSubjects(files: readonly OutsideFile[], options: CheckFilesOptions) {
  const { prometheusVersion: prometheus, prometheusFeatures } = options;
  const version = prometheusRelease({ prometheus, prometheusFeatures });
  const alertmanager = releaseOrDefault("alertmanager", options.alertmanagerVersion);
  const { today, isAgent = false } = options;
  const read = readAll(files, { version, alertmanager, today, isAgent });
  const allowances = new AllowanceTracker(options.today, checkFindings);
  const recordings = read.rules.flatMap(({ source }) => fileRecordings(source));
  const context = {
    settings: options.settings ?? {},
    ...(options.policies && { policies: options.policies }),
    catalogue: options.catalogue,
    recorded: new Set(recordings.map(({ record }) => record)),
  };
  const inputs: SubjectInputs = { context, ...createLookups(options.catalogue, recordings), allowances };
  const all: FileSubjects = {
    rules: read.rules.map(({ source, text }) => {
      const own = options.settingsOf?.(source.file);
      const withOwn = own && { ...inputs, context: { ...context, settings: { ...context.settings, ...own } } };
      const rules = fileRules(source, text, withOwn ?? inputs);
      return { file: source.file, rules, logqlQueries: rules.flatMap(({ logql }) => logql ?? []) };
    }),
    dashboards: read.dashboards.map(({ view, text }) => {
      return { ...fileDashboard(view, text, panelDialect(version), inputs), file: view.file };
    }),
    routings: read.routings,
    slos: read.slos.map((query) => ({ file: query.file, query: sloQuery(query, inputs) })),
  };
  return { read, all, context, allowances };
}

/** The subjects of files, by the file that they are in. */
interface FileSubjects {
  readonly rules: readonly {
    readonly file: string;
    readonly rules: readonly RuleSubject[];
    readonly logqlQueries: readonly LogqlSubject[];
  }[];
  readonly dashboards: readonly (ReturnType<typeof fileDashboard> & { readonly file: string })[];
  readonly routings: readonly SourceConfig[];
  readonly slos: readonly { readonly file: string; readonly query: QuerySubject }[];
}

function subjectsIn(
  { rules, dashboards, routings, slos }: FileSubjects,
  isWanted: (file: string) => boolean,
): FileSubjects {
  const isIn = ({ file }: { readonly file: string }) => isWanted(fileOnDisk(file));
  return {
    rules: rules.filter(isIn),
    dashboards: dashboards.filter(isIn),
    routings: routings.filter(isIn),
    slos: slos.filter(isIn),
  };
}

function estateOf({ rules: files, dashboards, routings, slos }: FileSubjects, context: CheckContext): EstateSubject {
  const rules = files.flatMap((file) => file.rules);
  return {
    ...{ kind: "estate", slos: [], name: "", allow: undefined, context, rules },
    dashboards: dashboards.map(({ subject }) => subject),
    queries: [
      ...rules.flatMap(({ query }) => query ?? []),
      ...dashboards.flatMap(({ queries }) => queries),
      ...slos.map(({ query }) => query),
    ],
    logqlQueries: [...files, ...dashboards].flatMap(({ logqlQueries }) => logqlQueries),
    routings: routings.map((config) => ({ kind: "routing", name: "", allow: undefined, context, config })),
    locateMetric: () => undefined,
  };
}

/** The subject of a query of an SLO: its tool records the result. */
function sloQuery({ name, text, expr, locate }: SloQuery, inputs: SubjectInputs): QuerySubject {
  const { context } = inputs;
  const at = (start: number, end: number) => ({ span: locate(start, end), excerpt: undefined });
  const fields = {
    name,
    allow: undefined,
    context,
    in: "recording rule",
    expr,
    text,
    window: undefined,
    locate: at,
  } as const;
  return querySubject(fields, inputs);
}

/** Returns the warnings about duplicate rules that comments allow. */
function allowedDuplicates(
  { source, duplicates }: ReadRules,
  { rules: subjects }: { readonly rules: readonly RuleSubject[] },
  allowances: AllowanceTracker,
): Diagnostic[] {
  if (duplicates.length === 0) return [];
  const rules = source.groups.flatMap((group) => group.rules);
  const allowOf = new Map(rules.map((rule, index) => [rule, subjects[index]!.allow]));
  const isAllowed = ({ rule, warning }: DuplicateRule) =>
    allowances.match(warning.id, [allowOf.get(rule)]) === "allowed";
  return duplicates.filter(isAllowed).map(({ warning }) => warning);
}

interface ReadRules {
  readonly source: SourceRuleFile;
  readonly text: string;
  readonly duplicates: readonly DuplicateRule[];
}

interface ReadFiles {
  /** Configurations that Alertmanager accepts. */
  readonly routings: readonly SourceConfig[];
  readonly rules: readonly ReadRules[];
  readonly dashboards: readonly { readonly view: DashboardView; readonly text: string }[];
  /** Queries of SLOs for other tools. */
  readonly slos: readonly (SloQuery & { readonly file: string })[];
  readonly diagnostics: readonly (readonly Diagnostic[])[];
  readonly decoded: DecodedFiles;
}

/** Reads a file, or a part of the ConfigMap `holder`. */
type ReadFile = (text: string, path: string, holder?: string) => readonly Diagnostic[];

/** What readers need to know. */
interface ReadOptions {
  readonly version: PrometheusVersion;
  readonly alertmanager: AlertmanagerVersion;
  readonly today: string;
  readonly isAgent: boolean;
}

function readAll(files: readonly OutsideFile[], { version, alertmanager, today, isAgent }: ReadOptions): ReadFiles {
  const diagnostics: (readonly Diagnostic[])[] = [];
  const rules: ReadRules[] = [];
  const dashboards: ReadFiles["dashboards"][number][] = [];
  const routings: SourceConfig[] = [];
  const slos: ReadFiles["slos"][number][] = [];
  const collectors = new CollectorFiles();
  const decoded = new DecodedFiles();
  const readEmbedded = (embedded: readonly EmbeddedFile[], path: string) =>
    embedded.flatMap(({ kind, text, holder, name, value }) =>
      readers[kind](text, value ? decoded.add({ name, value }) : path, holder),
    );
  const readers: Readonly<Record<FileKind, ReadFile>> = {
    rules: (text, path, holder) => {
      const { file: source, ...read } = readRuleFile(text, { file: path, version, mayBeOfRuler: true });
      if (source) rules.push({ source, text, duplicates: read.duplicates });
      const embedded = holder === undefined && holdsConfigMaps(text) ? readConfigMaps(text, path).files : [];
      const others = holdsManifests(text) ? collectors.readObjects(text, path, "PrometheusRule") : [];
      return [...read.diagnostics, ...others, ...readEmbedded(embedded, path)];
    },
    "rule tests": (text, path) => readTestFile(text, { file: path, version }).diagnostics,
    dashboard: (text, path) => {
      const read = readDashboard(text, path);
      if (read.dashboard) dashboards.push({ view: read.dashboard, text });
      return read.diagnostics;
    },
    alertmanager: (text, path) => {
      const read = readAlertmanager(text, { file: path, version: alertmanager });
      if (read.config && !hasErrors(read.diagnostics)) routings.push(read.config);
      return read.diagnostics;
    },
    alloy: (text, path, holder) => collectors.readAlloy(text, path, holder),
    "otel collector": readCollectorConfig,
    loki: (text, path) => readLoki(text, { file: path, today }).diagnostics,
    manifests: (text, path) => collectors.readManifests(text, path),
    compose: (text, path) => collectors.readCompose(text, path),
    kustomization: (text, path) => collectors.readKustomization(text, path),
    prometheus: (text, path) => [
      ...readPrometheusConfig(text, { file: path, version, isAgent }).diagnostics,
      ...checkPrometheus(text, path),
    ],
    "scrape jobs": (text, path) => readScrapeJobs(text, { file: path, version }).diagnostics,
    "web config": (text, path) => readWebConfig(text, { file: path, version }).diagnostics,
    metrics: (text, path) => checkMetrics(text, { file: path, version }),
    slos: (text, path, holder) => {
      const read = readSpecifications(text, { file: path, version });
      slos.push(...read.queries.map((query) => ({ ...query, file: path })));
      return [...read.diagnostics, ...(holder === undefined ? collectors.readObjects(text, path) : [])];
    },
    folder: () => [],
    "config maps": (text, path, holder) => {
      // A ConfigMap in a ConfigMap is data that nothing reads as files.
      if (holder !== undefined) return [];
      const read = readConfigMaps(text, path);
      return [...read.diagnostics, ...collectors.readObjects(text, path), ...readEmbedded(read.files, path)];
    },
  };
  for (const { path, text, kind } of files) diagnostics.push(readers[kind ?? assumeFileKind(text, path)](text, path));
  diagnostics.push(collectors.checkTogether());
  return {
    rules,
    dashboards,
    routings,
    slos,
    diagnostics: collectors.acceptPatches(diagnostics),
    decoded,
  };
}
