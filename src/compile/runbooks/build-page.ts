import { compareText } from "../../diagnostics/order.js";
import type { AlertFacts, StepFacts, TargetFacts } from "./alert-facts.js";
import { casesOf, type Entry, groupEntries, isShared } from "./cases.js";
import { type NamedFacts, nameAlerts } from "./name-alerts.js";
import type {
  Case,
  PageCondition,
  PageLink,
  PageQuery,
  PageSection,
  PageStep,
  PageTarget,
  RunbookPage,
} from "./page.js";
import { type AlertOfSystem, findReferences } from "./references.js";

type StepsName = "diagnosis" | "mitigation";

/** Builds the page of the alerts of one name, in all environments. */
export function buildPage(
  name: string,
  all: readonly AlertFacts[],
  alerts: readonly AlertOfSystem[],
): Omit<RunbookPage, "sources"> {
  const named = nameAlerts(all);
  const sections = buildSections(named);
  const isSplit = sections.length > 0;
  return {
    title: name,
    facts: buildFacts(named),
    meaning: casesOf(
      entriesOf(named, ({ meaning }) => meaning),
      entriesOf(named, () => undefined),
    ),
    impact: casesOf(
      entriesOf(named, ({ impact }) => impact),
      entriesOf(named, () => undefined),
    ),
    conditions: isSplit && !hasSharedConditions(named) ? [] : buildConditions(named),
    targets: isSplit && !hasSharedTargets(named) ? [] : buildTargets(entriesOf(named, ({ targets }) => targets)),
    diagnosis: buildSteps(named, "diagnosis"),
    mitigation: buildSteps(named, "mitigation"),
    sections,
    ...findReferences(name, all, alerts),
  };
}

function entriesOf<T>(named: readonly NamedFacts[], value: (facts: AlertFacts) => T): readonly Entry<T>[] {
  return named.map(({ alert, facts }) => ({ alert, environment: facts.environment, value: value(facts) }));
}

function buildFacts(named: readonly NamedFacts[]): RunbookPage["facts"] {
  const row = (name: string, value: (facts: AlertFacts) => string) => ({
    name,
    value: joinCases(casesOf(entriesOf(named, value), named.map(toEntry))),
  });
  const environments = [...new Set(named.map(({ facts }) => facts.environment))];
  const services = [...new Set(named.flatMap(({ facts }) => facts.services))].sort(compareText);
  const rows = [
    row("Severity", ({ severity }) => severity),
    row("Fires after", (facts) => (facts.for === "" ? "the first evaluation" : facts.for)),
    row("Notifies", ({ receivers }) => receivers.join(", ")),
    row("Owner", ({ labels }) => labels.owner ?? ""),
    { name: "System", value: named[0]!.facts.system },
    { name: services.length === 1 ? "Service" : "Services", value: services.join(", ") },
    { name: environments.length === 1 ? "Environment" : "Environments", value: environments.join(", ") },
  ];
  return rows.filter(({ value }) => value !== "");
}

function toEntry({ alert, facts }: NamedFacts): Entry<undefined> {
  return { alert, environment: facts.environment, value: undefined };
}

/** `critical (prod), warning (staging)` */
function joinCases(cases: readonly Case[]): string {
  return cases
    .filter(({ value }) => value !== "")
    .map(({ where, value }) => (where === "" ? value : `${value} (${where})`))
    .join("; ");
}

/** The sections of several alerts whose expressions, links or steps differ. */
function buildSections(named: readonly NamedFacts[]): readonly PageSection[] {
  const titles = [...new Set(named.map(({ alert }) => alert))];
  if (titles.length < 2) return [];
  const isSame =
    hasSharedConditions(named) &&
    hasSharedTargets(named) &&
    (["diagnosis", "mitigation"] as const).every((name) =>
      stepIndexes(named, name).every((index) => hasSharedStep(named, name, index)),
    );
  if (isSame) return [];
  return titles.map((title) => {
    const own = named.filter(({ alert }) => alert === title);
    const steps = (name: StepsName) =>
      stepIndexes(named, name)
        .filter((index) => !hasSharedStep(named, name, index))
        .map((index) => buildStep(own, name, index, true))
        .filter(({ queries, commands, targets }) => queries.length + commands.length + targets.length > 0);
    return {
      title,
      anchor: anchorOf(title),
      conditions: hasSharedConditions(named) ? [] : buildConditions(own),
      targets: hasSharedTargets(named) ? [] : buildTargets(entriesOf(own, ({ targets }) => targets)),
      diagnosis: steps("diagnosis"),
      mitigation: steps("mitigation"),
    };
  });
}

function hasSharedConditions(named: readonly NamedFacts[]): boolean {
  return isShared(entriesOf(named, ({ words, expression }) => ({ words, expression })));
}

function hasSharedTargets(named: readonly NamedFacts[]): boolean {
  return isShared(entriesOf(named, ({ targets }) => targets));
}

/** True if the step has the same query, command and links for every alert. */
function hasSharedStep(named: readonly NamedFacts[], name: StepsName, index: number): boolean {
  return isShared(entriesOf(named, (facts) => ({ ...facts[name][index], text: "" })));
}

function buildConditions(named: readonly NamedFacts[]): readonly PageCondition[] {
  const entries = entriesOf(named, ({ words, expression }) => ({ words, expression }));
  return groupEntries(entries, entries).map(({ where, value }) => ({ where, ...value }));
}

function buildTargets(entries: readonly Entry<readonly TargetFacts[]>[]): readonly PageTarget[] {
  const links = new Map<string, Map<string, PageLink>>();
  for (const { environment, value } of entries) {
    for (const { title, url } of value) {
      const known = links.get(title) ?? new Map<string, PageLink>();
      links.set(title, known);
      if (url !== undefined) known.set(environment, { title: environment, url });
    }
  }
  return Array.from(links, ([title, byEnvironment]) => ({ title, links: [...byEnvironment.values()] }));
}

function stepIndexes(named: readonly NamedFacts[], name: StepsName): readonly number[] {
  return Array.from({ length: Math.max(...named.map(({ facts }) => facts[name].length)) }, (_, index) => index);
}

function buildSteps(named: readonly NamedFacts[], name: StepsName): readonly PageStep[] {
  return stepIndexes(named, name).map((index) => buildStep(named, name, index, hasSharedStep(named, name, index)));
}

/** Builds a step; only its text if what belongs to it differs and is in the sections. */
function buildStep(named: readonly NamedFacts[], name: StepsName, index: number, isWhole: boolean): PageStep {
  const all = named.map(toEntry);
  const entries = <T>(value: (step: StepFacts) => T) =>
    entriesOf(named, (facts) => {
      const step = facts[name][index];
      return step && value(step);
    });
  const texts = casesOf(
    entries(({ text }) => text),
    all,
  );
  const number = index + 1;
  if (!isWhole) {
    const having = named.filter(({ facts }) => hasDetails(facts[name][index]));
    const inSections = [...new Set(having.map(({ alert }) => alert))].map((title) => ({
      title,
      anchor: anchorOf(title),
    }));
    return { number, inSections, texts, queries: [], commands: [], targets: [] };
  }
  return {
    number,
    inSections: [],
    texts,
    queries: buildQueries(
      entries(({ query }) => query),
      all,
    ),
    commands: casesOf(
      entries(({ command }) => command),
      all,
    ),
    targets: buildTargets(entries(({ targets }) => targets).map((entry) => ({ ...entry, value: entry.value ?? [] }))),
  };
}

function buildQueries(
  entries: readonly Entry<StepFacts["query"]>[],
  all: readonly Entry<unknown>[],
): readonly PageQuery[] {
  const texts = entries.map(({ value, ...entry }) => ({
    ...entry,
    value: value && { language: value.language, text: value.text },
  }));
  return groupEntries(texts, all).map(({ where, value, entries: group }) => {
    const links = new Map<string, PageLink>();
    for (const { alert, environment } of group) {
      const url = entries.find((entry) => entry.alert === alert && entry.environment === environment)?.value?.url;
      if (url !== undefined) links.set(environment, { title: environment, url });
    }
    return { where, ...value, links: [...links.values()] };
  });
}

function hasDetails(step: StepFacts | undefined): boolean {
  return step !== undefined && (step.query ?? step.command ?? step.targets[0]) !== undefined;
}

/** The anchor that GitHub gives a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
