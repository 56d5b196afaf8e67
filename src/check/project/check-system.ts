import type { AnyRulesArtifact, CompileResult, RunbookQuery } from "../../compile/compiled.js";
import { usesServicesOf } from "../../compile/foreign-services.js";
import { areSame } from "../../compile/in-environment.js";
import { collectUses } from "../../compile/reference/collect-uses.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Settings } from "../../model/project/project.js";
import { servicesOf } from "../../model/system/catalogue.js";
import type { AllowanceTracker } from "../allow.js";
import type { EstateSubject, QuerySubject } from "../check.js";
import type { CollectionSubject, JobView, UsedSeries } from "../collection-subject.js";
import type { EnvironmentFinding } from "../environments.js";
import { usedSeries } from "../metric/used-series.js";
import { checks } from "../registry.js";
import { CheckRun } from "../run.js";
import type { SourcedRules } from "../subjects/compiled-routing.js";
import { definedCollections } from "../subjects/defined-collections.js";
import { definedSlos } from "../subjects/defined-slos.js";
import { createRuleSource } from "../subjects/rule-source.js";
import { runbookQuery } from "../subjects/runbook-query.js";
import { AllowanceLog } from "./allowance-log.js";
import { type CheckedEstate, type CheckMemory, findPart } from "./check-memory.js";
import { createInputs, type EstateSources, isRules, type SystemEstates } from "./estate-facts.js";
import { checkPart, createPart, type Part, type PartInputs } from "./part.js";

export interface SystemCheckOptions {
  readonly compiled: CompileResult;
  readonly today: string;
  readonly allowances: AllowanceTracker;
  readonly memory: CheckMemory | undefined;
}

/** The findings of a system in all its environments, and everything that they were found in. */
export interface CheckedSystem {
  readonly inputs: readonly unknown[];
  readonly parts: readonly Part[];
  readonly findings: readonly EnvironmentFinding[];
  readonly sourced: readonly SourcedFile[];
  /** The allowances of all but the parts, which have their own. */
  readonly added: AllowanceLog;
  readonly matched: AllowanceLog;
}

/** A file of rules, for the checks of what becomes of its alerts. */
export type SourcedFile = readonly [artifact: AnyRulesArtifact, sourced: SourcedRules];

/** A system in one environment: its artifacts, and those of its parts that the memory has. */
interface KnownEstate extends EstateSources {
  /** The last estate, if all that its checks read is the same. */
  readonly known: CheckedEstate | undefined;
  readonly inputs: PartInputs;
  readonly queries: readonly RunbookQuery[];
  /** The series that other systems read, a line each. */
  readonly readByOthers: string;
}

/** Checks a system, unless nothing that its checks read has changed since the last time, and the same allowances apply. */
export function checkSystem(sources: SystemEstates, options: SystemCheckOptions): CheckedSystem {
  const { memory, allowances } = options;
  const { name } = sources.system;
  const estates = sources.estates.map((estate) => findKnown(estate, name, options));
  const before = memory?.systems.get(name);
  const parts = estates.flatMap(({ known, artifacts }) => artifacts.map((one) => findPart(known, one)));
  const isKnown = before && areSame(before.inputs, listInputs(sources, estates, parts, options));
  if (isKnown && replay(before, allowances)) return before;
  const checked = checkAnew(sources, estates, options);
  memory?.systems.set(name, checked);
  return checked;
}

function findKnown(estate: EstateSources, system: string, { compiled, memory }: SystemCheckOptions): KnownEstate {
  const { environment } = estate.facts.settings;
  const known = memory?.find(`${environment}/${system}`, estate.facts);
  const queries = compiled.runbookQueries.filter((one) => one.system === system && one.environment === environment);
  const inputs = known?.inputs ?? createInputs(estate.facts);
  return { ...estate, known, inputs, queries, readByOthers: listReadByOthers(compiled, system, environment) };
}

/** Lists the series that other systems read, where they use services of this one. */
function listReadByOthers({ artifacts }: CompileResult, system: string, environment: string): string {
  const reading = artifacts.filter(
    ({ system: other, settings }) =>
      settings.environment === environment && other.name !== system && usesServicesOf(other, system),
  );
  return [...collectUses(reading).keys()].sort().join("\n");
}

/** Everything that the findings depend on. */
function listInputs(
  { isPartial }: SystemEstates,
  estates: readonly KnownEstate[],
  parts: readonly (Part | undefined)[],
  { today }: SystemCheckOptions,
): readonly unknown[] {
  return [
    isPartial,
    today,
    ...parts,
    ...estates.flatMap(({ inputs, queries, readByOthers }) => [inputs, readByOthers, ...queries]),
  ];
}

function replay({ parts, added, matched }: CheckedSystem, tracker: AllowanceTracker): boolean {
  for (const log of [added, ...parts.map((part) => part.added)]) log.replay(tracker);
  return [...parts.map(({ findings }) => findings!.matched), matched].every((log) => log.replay(tracker));
}

function checkAnew(
  sources: SystemEstates,
  estates: readonly KnownEstate[],
  options: SystemCheckOptions,
): CheckedSystem {
  const { allowances, memory } = options;
  const { system, isPartial } = sources;
  const added = new AllowanceLog(allowances);
  const matched = new AllowanceLog(allowances);
  for (const metric of servicesOf(system).flatMap(({ metrics }) => metrics)) {
    added.add(metric.allow, () => metric.origin.span, `metric "${metric.name}"`);
  }
  const created = new Map<string, Estate>();
  const readByOthers = new Set(estates.flatMap((estate) => estate.readByOthers.split("\n")));
  for (const estate of estates) {
    const { environment } = estate.facts.settings;
    const isUsedElsewhere = isPartial ? () => true : usedInOthers(created, environment, readByOthers);
    const built = createEstate(estate, isUsedElsewhere, added, options);
    created.set(environment, built);
    const { facts, inputs } = estate;
    memory?.estates.set(`${environment}/${system.name}`, { facts, inputs, parts: built.parts, sourced: built.sourced });
  }
  const among = [...created.keys()];
  const findings = [...created].flatMap(([environment, estate]) =>
    checkEstate(estate, allowances, matched).map((diagnostic) => ({ diagnostic, environment, among })),
  );
  const all = [...created.values()];
  const parts = all.flatMap((estate) => estate.parts);
  const sourced = all.flatMap((estate) => estate.sourced);
  return { inputs: listInputs(sources, estates, parts, options), parts, findings, sourced, added, matched };
}

/** All that a system compiles to in one environment. */
interface Estate {
  readonly parts: readonly Part[];
  /** The expressions of runbooks. */
  readonly steps: readonly QuerySubject[];
  readonly subject: EstateSubject;
  readonly collections: readonly CollectionSubject[];
  readonly sourced: readonly SourcedFile[];
}

function createEstate(
  { facts, artifacts, known, inputs, queries, readByOthers }: KnownEstate,
  isUsedElsewhere: (series: string) => boolean,
  allowances: AllowanceLog,
  { compiled: { sources }, today, allowances: tracker }: SystemCheckOptions,
): Estate {
  const { present, settings } = facts;
  const context = { ...inputs.context, isUsedElsewhere };
  const slos = definedSlos(present, settings.environment, sources, { ...inputs, context, allowances });
  const parts = artifacts.map((one) => createPart(one, sources, inputs, tracker, findPart(known, one)));
  const steps = queries.flatMap((query) => runbookQuery(query, sources, { ...inputs, allowances }) ?? []);
  const subject: EstateSubject = {
    ...{ kind: "estate", name: "", allow: undefined, context, slos },
    rules: parts.flatMap(({ rules }) => rules),
    dashboards: parts.flatMap(({ dashboard }) => dashboard ?? []),
    queries: [...parts.flatMap((part) => part.queries), ...steps],
    logqlQueries: parts.flatMap(({ logqlQueries }) => logqlQueries),
    // Compiled queries are checked in their compiled form.
    routings: [],
    locateMetric: (name) => context.catalogue?.series.get(name)?.metric?.origin.span,
  };
  const own = usedSeries(subject);
  const others = new Set(readByOthers.split("\n"));
  const used = { has: (name: string) => own.has(name) || others.has(name) };
  const collections = definedCollections(present, settings, today, sources, { estate: subject, used, allowances });
  const jobs = collections.flatMap((collection) => collection.jobs);
  return { parts, steps, subject, collections, sourced: known?.sourced ?? listSourced(parts, jobs, settings) };
}

/** True for a series that another environment or another system uses, though this one does not. */
function usedInOthers(estates: ReadonlyMap<string, Estate>, environment: string, readByOthers: ReadonlySet<string>) {
  let used: readonly UsedSeries[] | undefined;
  return (name: string): boolean => {
    if (readByOthers.has(name)) return true;
    used ??= [...estates].flatMap(([other, { subject }]) => (other === environment ? [] : [usedSeries(subject)]));
    return used.some((series) => series.has(name));
  };
}

function listSourced(parts: readonly Part[], jobs: readonly JobView[], settings: Settings): readonly SourcedFile[] {
  const files = parts.flatMap(({ artifact, rules }) => (isRules(artifact) ? [{ artifact, rules }] : []));
  const source = createRuleSource(files, jobs, settings);
  return files.map(({ artifact, rules }) => [artifact, { rules, source }]);
}

/** Runs the checks on each part, and those that compare the parts with each other. */
function checkEstate(
  { parts, steps, subject, collections }: Estate,
  tracker: AllowanceTracker,
  allowances: AllowanceLog,
): readonly Diagnostic[] {
  const run = new CheckRun({ checks, allowances, maxSeverity: "error" });
  const found = parts.map((part) => checkPart(part, tracker));
  return [
    ...found.flatMap(({ main }) => main),
    ...found.flatMap(({ ofQueries }) => ofQueries),
    ...steps.flatMap((query) => run.query(query.analyze())),
    ...subject.slos.flatMap((slo) => run.slo(slo)),
    ...found.flatMap(({ ofLogql }) => ofLogql),
    ...run.estate(subject),
    ...collections.flatMap((collection) => run.collection(collection)),
  ];
}
