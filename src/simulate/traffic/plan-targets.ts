import { buildCatalogue } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { Expr, PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { ownLabels } from "../series/label-sets.js";
import { collectRequestedValues } from "../series/requested-values.js";
import { createTargets, type Target } from "../series/targets.js";
import type { PlannedSeries, Process } from "./planned-series.js";

/** A target, and the series that it exposes. */
export interface PlannedTarget {
  readonly service: string;
  /** Labels that scraping adds. */
  readonly labels: SeriesLabels;
  /** Number among the targets of the service, from 0, and how many they are. */
  readonly number: number;
  readonly count: number;
  readonly families: readonly Family[];
}

export interface PlanTargetsOptions {
  /** Start of the traffic, in milliseconds. */
  readonly start: number;
  readonly version: PrometheusVersion;
  /** Expressions that will read the series: labels left open get values that these select. */
  readonly expressions: readonly Expr[];
}

/** Distributes planned series over the targets of a system. Every service has its targets, with or without series. */
export function planTargets(
  system: SystemFacts,
  plans: readonly PlannedSeries[],
  { start, version, expressions }: PlanTargetsOptions,
): readonly PlannedTarget[] {
  const catalogue = buildCatalogue(system);
  const { known } = collectRequestedValues(system, catalogue, expressions, version);
  const targets = createTargets(system, known);
  return catalogue.services.flatMap(({ name }) => {
    const processes = (targets.get(name) ?? []).map(({ labels, service }) => ({
      labels,
      service,
      families: [] as Family[],
    }));
    for (const plan of plans.filter(({ service }) => service === name)) {
      const exposing = selectProcesses(plan, processes);
      const [first] = exposing;
      if (!first) continue;
      const process: Process = {
        ...{ count: exposing.length, start, version, known, environment: system.environment },
        ownLabels: (metric) => ownLabels(metric, first.service),
      };
      for (const { families } of exposing) families.push(...plan.families(process));
    }
    rejectDuplicateSeries(processes);
    const count = processes.length;
    return processes.map(({ labels, families }, number) => ({ service: name, labels, number, count, families }));
  });
}

interface ExposingTarget extends Target {
  readonly families: Family[];
}

/** Selects the processes that expose a planned series: those with the requested labels. Adds one if none has them. */
function selectProcesses(
  { labels, metric, isSingle }: PlannedSeries,
  processes: ExposingTarget[],
): readonly ExposingTarget[] {
  const [first] = processes;
  if (!first) return [];
  const own = ownLabels(metric, first.service);
  const chosen = Object.entries(labels).filter(([name]) => !(name in own) && name in first.labels);
  const matching = processes.filter((process) => chosen.every(([name, value]) => process.labels[name] === value));
  if (matching.length > 0) return isSingle ? matching.slice(0, 1) : matching;
  const added: ExposingTarget = { ...first, labels: { ...first.labels, ...Object.fromEntries(chosen) }, families: [] };
  processes.push(added);
  return [added];
}

function rejectDuplicateSeries(processes: readonly ExposingTarget[]): void {
  for (const { families } of processes) {
    const seen = new Set<string>();
    for (const labels of families.flatMap(({ series }) => series)) {
      const text = formatSeries(labels);
      if (seen.has(text)) throw new Error(`two series have the same labels, ${text}: change a label of one of them`);
      seen.add(text);
    }
  }
}

function formatSeries({ __name__: name, ...labels }: SeriesLabels): string {
  const written = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${written.sort().join(", ")}}`;
}
