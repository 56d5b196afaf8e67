import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/finding.js";
import { nearest } from "../diagnostics/nearest.js";
import { isIn } from "../model/definition/only.js";
import { isPerEnvironment, resolve, resolveRecord } from "../model/definition/per-environment.js";
import { renderSelector } from "../model/expression/matchers.js";
import type { AnyMetric } from "../model/metric/any-metric.js";
import { closedValues } from "../model/metric/label.js";
import type { VaryingSelector } from "../model/metric/metric.js";
import { environmentsOf, type Project, resolveSettings } from "../model/project/project.js";
import type { ServiceDefinition, ServiceFacts } from "../model/system/service.js";
import type { SystemFacts } from "../model/system/system.js";
import { locateInCall } from "../source/locate-in-call.js";
import type { SourceFiles } from "../source/source-files.js";
import { definitionFindings, metricFindings } from "./findings.js";

/** Reports selectors that select nothing, and services whose series cannot be told apart. */
export function checkServices(
  project: Project,
  environments: readonly string[],
  sources: SourceFiles,
): readonly Diagnostic[] {
  const services = project.systems.flatMap((system) => {
    const built = environmentsOf(system, project.config).filter((environment) => environments.includes(environment));
    return system.definitions.flatMap((definition): readonly OwnedService[] => {
      if (definition.kind !== "service") return [];
      return [{ system, definition, environments: built.filter((environment) => isIn(definition, environment)) }];
    });
  });
  return [
    ...services.flatMap((service) => checkSelector(service, sources)),
    ...services.flatMap((service) => checkFailed(service, sources)),
    ...findSharedNames(project, services).flatMap((shared) => reportBoth(shared, sources)),
  ];
}

function checkSelector({ definition, environments }: OwnedService, sources: SourceFiles): readonly Diagnostic[] {
  const { service } = definition;
  const subject = `service "${service.name}"`;
  return Object.entries(service.selector).flatMap(([label, varying]): readonly Diagnostic[] => {
    const missing = environments.find((environment) => resolve(varying, environment) === undefined);
    if (missing !== undefined) {
      return [
        {
          ...finding(definitionFindings, "definition/missing-value"),
          summary: `the selector's "${label}" has no value for the environment "${missing}"`,
          fix: `add ${missing}: … to perEnvironment({ … })`,
          subject,
          ...spanOfSelector(definition, label, sources),
        },
      ];
    }
    const spec = Object.hasOwn(service.addedLabels, label) ? service.addedLabels[label] : undefined;
    if (spec === undefined) {
      const labels = Object.keys(service.addedLabels);
      const near = nearest(label, labels);
      return [
        {
          ...finding(definitionFindings, "definition/selector-label"),
          summary: `scraping adds no label "${label}" to the series of this service`,
          details: "The selector would match nothing.",
          fix: near === undefined ? `select by one of: ${labels.join(", ")}` : `did you mean "${near}"?`,
          subject,
          ...spanOfSelector(definition, label, sources),
        },
      ];
    }
    const values = closedValues(spec);
    if (!values || values.length === 0) return [];
    const selected = environments.map((environment) => resolve(varying, environment)!);
    const value = selected.find((one) => !values.includes(one));
    if (value === undefined) return [];
    const near = values.find((candidate) => mentions(candidate, value)) ?? nearest(value, values);
    const isOwn = service.hasOwnSelector;
    return [
      {
        ...finding(definitionFindings, "definition/selector-value"),
        summary: `the label "${label}" is never "${value}"`,
        details: isOwn
          ? "The selector would match nothing."
          : "The series of a service are selected by its name, unless it has a selector. This one would match nothing.",
        fix:
          near === undefined
            ? `select one of: ${values.join(", ")}`
            : isPerEnvironment(varying)
              ? `did you mean "${near}"?`
              : `set selector: { ${label}: ${JSON.stringify(near)} }`,
        subject,
        ...spanOfSelector(definition, label, sources),
      },
    ];
  });
}

/** Reports labels that say which events failed, and that the metric which counts them does not have. */
function checkFailed({ definition: { service } }: OwnedService, sources: SourceFiles): readonly Diagnostic[] {
  return service.misnamed.map(({ capability: { origin }, label, metric, known }) => {
    const near = nearest(label, known);
    const span = locateInCall(origin, [{ argument: 0, path: ["failed", label], isKey: true }], sources) ?? origin.span;
    return {
      ...finding(definitionFindings, "definition/failed-label"),
      summary: `${metric} has no label "${label}"`,
      details: `A missing label is empty: no event would count as failed, or every one. It has ${known.join(", ")}.`,
      fix:
        near === undefined ? `use one of them, or add ${label} to the labels of the metric` : `did you mean "${near}"?`,
      subject: `service "${service.name}"`,
      ...(span && { span }),
    };
  });
}

/** True for `auth-service` and `auth`. */
function mentions(value: string, name: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).includes(name) || value.startsWith(name);
}

function spanOfSelector(
  { origin, service }: ServiceDefinition,
  label: string,
  sources: SourceFiles,
): { readonly span?: Span } {
  const inSelector = { argument: 1, path: ["selector", label] };
  const name = { argument: 0, path: [] };
  const span = locateInCall(origin, service.hasOwnSelector ? [inSelector] : [name], sources) ?? origin.span;
  return span ? { span } : {};
}

interface OwnedService {
  readonly system: SystemFacts;
  readonly definition: ServiceDefinition;
  /** The environments that are built and have it. */
  readonly environments: readonly string[];
}

interface SharedNames {
  readonly services: readonly [OwnedService, OwnedService];
  readonly names: readonly string[];
}

/** Finds pairs of services that expose metrics of one name in one data source, with selectors that overlap. */
function findSharedNames({ config }: Project, services: readonly OwnedService[]): readonly SharedNames[] {
  const byName = new Map<string, { readonly owner: OwnedService; readonly metric: AnyMetric }[]>();
  for (const owner of services) {
    for (const metric of owner.definition.service.metrics) {
      const all = byName.get(metric.name) ?? [];
      if (all.length === 0) byName.set(metric.name, all);
      all.push({ owner, metric });
    }
  }
  const dataSources = new Map(services.map((service) => [service, dataSourcesOf(service)]));
  const pairs = new Map<string, SharedNames & { readonly names: string[] }>();
  for (const [name, exposed] of byName) {
    for (const [index, one] of exposed.entries()) {
      for (const other of exposed.slice(index + 1)) {
        if (one.owner === other.owner) continue;
        const selectors = [one.metric.owner?.selector ?? {}, other.metric.owner?.selector ?? {}] as const;
        if (!meetingPlaces(one.owner, other.owner).some((environment) => overlap(selectors, environment))) continue;
        const key = `${services.indexOf(one.owner)} ${services.indexOf(other.owner)}`;
        const pair = pairs.get(key) ?? { services: [one.owner, other.owner] as const, names: [] };
        pair.names.push(name);
        pairs.set(key, pair);
      }
    }
  }
  return [...pairs.values()];

  /** The data source of a service's metrics, by environment. */
  function dataSourcesOf({ system, environments }: OwnedService): ReadonlyMap<string, string | undefined> {
    return new Map(
      environments.map((environment) => {
        const settings = resolveSettings(config, environment);
        const name = system.environments?.[environment]?.dataSource ?? settings.dataSource;
        return [environment, name === undefined ? undefined : (settings.dataSources[name]?.uid ?? name)];
      }),
    );
  }

  /** The environments in which two services have one data source. */
  function meetingPlaces(one: OwnedService, other: OwnedService): readonly string[] {
    const others = dataSources.get(other)!;
    const own = Array.from(dataSources.get(one)!);
    return own.flatMap(([environment, uid]) =>
      others.has(environment) && others.get(environment) === uid ? [environment] : [],
    );
  }
}

/** True unless, in an environment, both selectors have a label with different values. */
function overlap([one, other]: readonly [VaryingSelector, VaryingSelector], environment: string): boolean {
  const values = resolveRecord(other, environment);
  return Object.entries(resolveRecord(one, environment)).every(
    ([label, value]) => values[label] === undefined || values[label] === value,
  );
}

function reportBoth({ services: [one, other], names }: SharedNames, sources: SourceFiles): readonly Diagnostic[] {
  return [reportShared(one, other, names, sources), reportShared(other, one, names, sources)];
}

function reportShared(
  { system, definition }: OwnedService,
  other: OwnedService,
  names: readonly string[],
  sources: SourceFiles,
): Diagnostic {
  const { service } = definition;
  const { service: rival } = other.definition;
  const span = spanOfService(definition, sources);
  const otherSpan = spanOfService(other.definition, sources);
  const more = names.length > 1 ? ` and ${names.length - 1} more` : "";
  const ofSystem = system === other.system ? "" : ` of system "${other.system.name}"`;
  return {
    ...finding(metricFindings, "metric/shared-name"),
    summary: `service "${rival.name}"${ofSystem} exposes "${names[0]}"${more}, too, and both selectors can match one series`,
    details: `${shown(service)} and ${shown(rival)} have no label in which they differ: an alert on one service fires for the other.`,
    fix: "give both services a selector with another value of the same label; if it is one service, define it once",
    subject: `service "${service.name}"`,
    ...(span && { span }),
    related: [{ message: `service "${rival.name}"`, ...(otherSpan && { span: otherSpan }) }],
  };
}

function shown({ selector }: ServiceFacts): string {
  return renderSelector(selector).text || "{}";
}

function spanOfService({ origin }: ServiceDefinition, sources: SourceFiles): Span | undefined {
  const parts = [
    { argument: 1, path: ["selector"] },
    { argument: 0, path: [] },
  ];
  return locateInCall(origin, parts, sources) ?? origin.span;
}
