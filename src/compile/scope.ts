import type { Diagnostic, Excerpt, Related, Span } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/finding.js";
import { ruleFileFindings } from "../formats/prometheus/index.js";
import { templateFindings } from "../gotemplate/findings.js";
import type { Definition } from "../model/definition/definition.js";
import { isPerEnvironment, resolve, type Varying } from "../model/definition/per-environment.js";
import type { Settings } from "../model/project/project.js";
import { releaseOrDefault, releases } from "../model/project/releases.js";
import { buildCatalogue, type Catalogue } from "../model/system/catalogue.js";
import type { SystemFacts } from "../model/system/system.js";
import { type Dialect, type PrometheusVersion, panelDialect, parseVersion, ruleDialect } from "../promql/index.js";
import { type CallPart, locateInCall } from "../source/locate-in-call.js";
import type { SourceFiles } from "../source/source-files.js";
import { definitionFindings } from "./findings.js";

/** One system in one environment, while it is compiled. */
export interface Scope {
  readonly system: SystemFacts;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly versions: { readonly prometheus: PrometheusVersion; readonly alertmanager: PrometheusVersion };
  readonly sources: SourceFiles;
  /** The PromQL of rules and of panels; shared, for what a dialect's words mean is worked out once for each. */
  readonly dialects: { readonly rule: Dialect; readonly panel: Dialect };
  /** Whether an expression needs parentheses inside another, by its text. */
  readonly parentheses: Map<string, boolean>;
  report(diagnostic: Diagnostic): void;
}

/** Something with a place in the user's source, and what the user calls it. */
export interface Subject {
  /** `alert "UserHighErrorRatio"` */
  readonly name: string;
  readonly origin: Definition["origin"] | undefined;
}

export interface Problem {
  readonly summary: string;
  readonly details?: string;
  readonly fix?: string;
  readonly related?: readonly Related[];
  /** The option that is wrong, and what in it: the place is there where the definition has it written out. */
  readonly option?: readonly string[];
  /** The places in the call where it may be written out, where that takes more than the name of an option. */
  readonly parts?: readonly CallPart[];
  readonly excerpt?: Excerpt;
}

export function createScope(
  system: SystemFacts,
  settings: Settings,
  sources: SourceFiles,
  report: Scope["report"],
): Scope {
  const scope = { system, settings, catalogue: buildCatalogue(system), sources, parentheses: new Map(), report };
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
    return releaseOrDefault(name, text);
  };
  const versions = { prometheus: version("prometheus"), alertmanager: version("alertmanager") };
  const dialects = { rule: ruleDialect(versions.prometheus), panel: panelDialect(versions.prometheus) };
  return { ...scope, versions, dialects };
}

/** Problems of definitions, and those that Prometheus would find in the file that is compiled. */
const faults = { ...definitionFindings, ...ruleFileFindings, ...templateFindings };

/** Reports an error in a definition, at the user's line. */
export function reportError(scope: Scope, id: keyof typeof faults, subject: Subject, problem: Problem): void {
  const { option, parts: writtenAt, ...said } = problem;
  const parts = writtenAt ?? (option && partsOfOption(option));
  const span = parts ? findSpan(scope, subject, parts) : subject.origin?.span;
  scope.report({ ...finding(faults, id), ...said, subject: subject.name, ...(span && { span }) });
}

/** Options come last in a call. */
export function partsOfOption(path: readonly string[]): readonly CallPart[] {
  return [2, 1, 0].map((argument) => ({ argument, path }));
}

/** Where part of a definition is written; the definition itself, where it is not written out there. */
export function findSpan({ sources }: Scope, { origin: at }: Subject, parts: readonly CallPart[]): Span | undefined {
  return (at && locateInCall(at, parts, sources)) ?? at?.span;
}

/** The value for this environment; where it was left out that is reported, and there is none. */
export function resolveValue<T>(
  scope: Scope,
  subject: Subject,
  what: string,
  value: Varying<T> | undefined,
  option?: string,
): T | undefined {
  if (value === undefined) return undefined;
  const { environment } = scope.settings;
  const resolved = resolve(value, environment);
  if (resolved === undefined && isPerEnvironment(value)) {
    reportError(scope, "definition/missing-value", subject, {
      summary: `${what} has no value for the environment "${environment}"`,
      fix: `add ${environment}: … to perEnvironment({ … })`,
      ...(option !== undefined && { option: [option] }),
    });
  }
  return resolved;
}

/** A definition's own type and name, as the user would say it. */
export function subjectOf(kind: string, name: string, defined: Definition): Subject {
  return { name: `${kind} "${name}"`, origin: defined.origin };
}
