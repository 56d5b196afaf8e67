import type { Diagnostic, Excerpt, Related, Span } from "../diagnostics/diagnostic.js";
import { finding, type Severity } from "../diagnostics/finding.js";
import { ruleFileFindings } from "../formats/prometheus/index.js";
import { templateFindings } from "../gotemplate/findings.js";
import { type Definition, define } from "../model/definition/definition.js";
import { generate } from "../model/definition/origin.js";
import { isPerEnvironment, resolve, type Varying } from "../model/definition/per-environment.js";
import type { Settings } from "../model/project/project.js";
import { prometheusRelease, releaseOrDefault, releases } from "../model/project/releases.js";
import { buildCatalogue, type Catalogue } from "../model/system/catalogue.js";
import type { SystemFacts } from "../model/system/system.js";
import { type Dialect, type PrometheusVersion, panelDialect, parseVersion, ruleDialect } from "../promql/index.js";
import { type CallPart, locateInCall } from "../source/locate-in-call.js";
import type { SourceFiles } from "../source/source-files.js";
import { definitionFindings } from "./findings.js";
import { areSame, hasSameFacts, inEnvironment, type LeftOutTitles, leftOutTitles } from "./in-environment.js";
import { withOverview } from "./overview/index.js";
import { type AlertDirectory, ReadAlerts } from "./prometheus/alert-directory.js";
import type { QueryCache } from "./query/query-cache.js";
import { withSloDashboards } from "./slo/index.js";

/** The context in which one system is compiled for one environment. */
export interface Scope {
  /** The system as it is in this environment. */
  readonly system: SystemFacts;
  /** The system without the dashboards that are generated for it. */
  readonly present: SystemFacts;
  readonly alerts: ReadAlerts;
  readonly leftOut: LeftOutTitles;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly versions: { readonly prometheus: PrometheusVersion; readonly alertmanager: PrometheusVersion };
  readonly sources: SourceFiles;
  /** Dialects of rules and panels. Shared, because the parser caches its grammar per dialect. */
  readonly dialects: { readonly rule: Dialect; readonly panel: Dialect };
  /** Shared by all environments. */
  readonly queries: QueryCache;
  report(diagnostic: Diagnostic): void;
}

/** The definition that a finding is about. */
export interface Subject {
  /** `alert "UserHighErrorRate"` */
  readonly name: string;
  readonly origin: Definition["origin"] | undefined;
}

export interface Problem {
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
  readonly related?: readonly Related[];
  /** Path of the option that is wrong. The finding points at it, where the definition has it written out. */
  readonly option?: readonly string[];
  /** Candidates for the wrong part of the call, where the path of an option does not suffice. */
  readonly parts?: readonly CallPart[];
  readonly excerpt?: Excerpt;
  /** Default: that of the finding. */
  readonly severity?: Severity;
  /** The position, where it is not in the definition. */
  readonly span?: Span;
}

interface ScopeInputs extends Pick<Scope, "sources" | "queries" | "report"> {
  readonly directory: AlertDirectory;
}

/** `before` is the last scope of this system and environment, of which the parts are used that are the same. */
export function createScope(
  whole: SystemFacts,
  systems: readonly SystemFacts[],
  settings: Settings,
  { directory, sources, queries, report }: ScopeInputs,
  before?: Scope,
): Scope {
  const present = inEnvironment(whole, settings.environment, systems);
  const leftOut = leftOutTitles(whole, present);
  const known = before?.settings === settings && hasSameFacts(before.present, present) ? before : undefined;
  const catalogue = known?.catalogue ?? buildCatalogue(present);
  const system = withGenerated(present, catalogue, settings, known);
  const alerts = new ReadAlerts(directory, settings.environment, known?.alerts);
  const scope = { system, present, alerts, leftOut, settings, catalogue, sources, queries, report };
  const version = (name: "prometheus" | "alertmanager") => {
    const text = settings.versions[name];
    if (!parseVersion(text)) {
      report({
        ...finding(definitionFindings, "definition/unknown-version"),
        summary: `"${text}" is not a version of ${name}`,
        details: `It is set for the environment "${settings.environment}".`,
        fix: `write a version such as "${releases[name].default}"`,
      });
    }
    return name === "prometheus" ? prometheusRelease(settings.versions) : releaseOrDefault(name, text);
  };
  const versions = { prometheus: version("prometheus"), alertmanager: version("alertmanager") };
  const dialects = { rule: ruleDialect(versions.prometheus), panel: panelDialect(versions.prometheus) };
  return { ...scope, versions, dialects };
}

/** Adds the dashboards that are generated: the same objects as before, if the others have the same names. */
function withGenerated(
  present: SystemFacts,
  catalogue: Catalogue,
  settings: Settings,
  before: Scope | undefined,
): SystemFacts {
  if (before && areSame(namesOfDashboards(before.present), namesOfDashboards(present))) {
    const generated = before.system.definitions.slice(before.present.definitions.length);
    return define({ ...present, definitions: [...present.definitions, ...generated] }, present.origin);
  }
  return generate(() => withSloDashboards(withOverview(present, catalogue, settings), catalogue, settings));
}

function namesOfDashboards({ definitions }: SystemFacts): readonly unknown[] {
  return definitions.flatMap((one): readonly unknown[] => {
    if (one.kind === "dashboard") return [one.key, one.title];
    return one.kind === "foreignDashboard" ? [one] : [];
  });
}

/** Findings of this room, and those that Prometheus would report for the compiled file. */
const findings = { ...definitionFindings, ...ruleFileFindings, ...templateFindings };

/** Reports a problem, by default an error, in a definition, at the user's line. */
export function reportError(scope: Scope, id: keyof typeof findings, subject: Subject, problem: Problem): void {
  const { option, parts: writtenAt, span: outside, ...texts } = problem;
  const parts = writtenAt ?? (option && partsOfOption(option));
  const span = outside ?? (parts ? findSpan(scope, subject, parts) : subject.origin?.span);
  scope.report({ ...finding(findings, id), ...texts, subject: subject.name, ...(span && { span }) });
}

/** The candidates for an option: options are the last argument of a call. */
export function partsOfOption(path: readonly string[]): readonly CallPart[] {
  return [3, 2, 1, 0].map((argument) => ({ argument, path }));
}

/** The span of a part of a definition; of the definition itself, if the part is not written out in the call. */
export function findSpan({ sources }: Scope, { origin: at }: Subject, parts: readonly CallPart[]): Span | undefined {
  return (at && locateInCall(at, parts, sources)) ?? at?.span;
}

/** Resolves a value for the environment of the scope. Reports one that is missing. */
export function resolveValue<T>(
  scope: Scope,
  subject: Subject,
  what: string,
  value: Varying<T> | undefined,
  option?: readonly string[],
): T | undefined {
  if (value === undefined) return undefined;
  const { environment } = scope.settings;
  const resolved = resolve(value, environment);
  if (resolved === undefined && isPerEnvironment(value)) {
    reportError(scope, "definition/missing-value", subject, {
      summary: `${what} has no value for the environment "${environment}"`,
      fix: `add ${environment}: … to perEnvironment({ … })`,
      ...(option && { option }),
    });
  }
  return resolved;
}

/** Names a definition by its type and name: `alert "CartFails"`. */
export function createSubject(kind: string, name: string, defined: Definition): Subject {
  return { name: `${kind} "${name}"`, origin: defined.origin };
}
