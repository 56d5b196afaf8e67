import { type AnyMetric, seriesOf } from "../../src/model/metric/any-metric.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import type { SystemFacts } from "../../src/model/system/system.js";
import type { SeriesLabels } from "../../src/simulate/series/family.js";

/** The metrics of a system by the names of their series. */
export type MetricsBySeries = ReadonlyMap<string, AnyMetric>;

export function indexMetrics(system: SystemFacts): MetricsBySeries {
  const metrics = buildCatalogue(system).services.flatMap((service) => service.metrics);
  return new Map(metrics.flatMap((metric) => seriesOf(metric).map(({ name }) => [name, metric])));
}

/** A series with its value. */
export type ExposedSample = readonly [labels: SeriesLabels, value: number];

/** Writes samples in Prometheus' text format, each metric with its help and type. */
export function writeExposition(samples: readonly ExposedSample[], metrics: MetricsBySeries): string {
  const byMetric = new Map<AnyMetric, string[]>();
  for (const [{ __name__: name, ...labels }, value] of samples) {
    const metric = metrics.get(name!);
    if (!metric) throw new Error(`no service exposes ${name}`);
    const lines = byMetric.get(metric);
    const line = `${name}${writeLabels(labels)} ${value}`;
    if (lines) lines.push(line);
    else byMetric.set(metric, [line]);
  }
  const blocks = [...byMetric].map(([{ name, help, type }, lines]) => {
    const header = [
      `# HELP ${name} ${(help ?? "").replace(/[\\\n]/g, escapeCharacter)}`,
      `# TYPE ${name} ${exposedType(type)}`,
    ];
    return [...header, ...lines].join("\n");
  });
  return blocks.map((block) => `${block}\n`).join("");
}

/** The text format has no info metrics. */
function exposedType(type: AnyMetric["type"]): string {
  return type === "info" ? "gauge" : type;
}

function writeLabels(labels: SeriesLabels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/["\\\n]/g, escapeCharacter)}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeCharacter(character: string): string {
  return character === "\n" ? "\\n" : `\\${character}`;
}
