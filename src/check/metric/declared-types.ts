import { isIn } from "../../model/definition/only.js";
import type { AnyMetric } from "../../model/metric/any-metric.js";
import { environmentsOf, type Project, resolveSettings } from "../../model/project/project.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import type { SystemFacts } from "../../model/system/system.js";

/** A metric with the service that exposes it. */
export interface ExposedMetric {
  readonly metric: AnyMetric;
  readonly system: SystemFacts;
  readonly definition: ServiceDefinition;
}

/** Metrics that services expose with different types, by name. */
export type TypeConflicts = ReadonlyMap<string, readonly ExposedMetric[]>;

/**
 * Finds the metrics that the services of a project expose with different types. The result selects those that a system
 * shares a data source with in one environment.
 */
export function findTypeConflicts({
  systems,
  config,
}: Project): (system: SystemFacts, environment: string) => TypeConflicts {
  const anywhere = conflictsAmong(systems.flatMap(exposedBy));
  return (system, environment) => {
    if (anywhere.size === 0) return anywhere;
    const own = dataSourceOf(system, environment);
    const there = [...anywhere.values()].flat().filter((exposed) => {
      const isBuilt = environmentsOf(exposed.system, config).includes(environment);
      return isBuilt && isIn(exposed.definition, environment) && dataSourceOf(exposed.system, environment) === own;
    });
    return conflictsAmong(there);
  };

  function dataSourceOf(system: SystemFacts, environment: string): string | undefined {
    const { dataSource, dataSources } = resolveSettings(config, environment);
    const name = system.environments?.[environment]?.dataSource ?? dataSource;
    return name === undefined ? undefined : (dataSources[name]?.uid ?? name);
  }
}

function exposedBy(system: SystemFacts): readonly ExposedMetric[] {
  return system.definitions.flatMap((definition) =>
    definition.kind === "service" ? definition.service.metrics.map((metric) => ({ metric, system, definition })) : [],
  );
}

function conflictsAmong(all: readonly ExposedMetric[]): TypeConflicts {
  const byName = new Map<string, ExposedMetric[]>();
  for (const exposed of all) {
    const same = byName.get(exposed.metric.name);
    if (same) same.push(exposed);
    else byName.set(exposed.metric.name, [exposed]);
  }
  const isConflict = (same: readonly ExposedMetric[]) => {
    const type = exposedType(same[0]!.metric);
    return same.some(({ metric }) => exposedType(metric) !== type);
  };
  return new Map([...byName].filter(([, same]) => isConflict(same)));
}

/** The type as in `# TYPE`: an info metric is a gauge, and both kinds of histograms have one type. */
export function exposedType({ type }: AnyMetric): "counter" | "gauge" | "histogram" | "summary" {
  if (type === "info") return "gauge";
  return type === "nativeHistogram" ? "histogram" : type;
}
