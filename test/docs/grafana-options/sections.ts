import { annotation, counter, promql, query, system, timeseries, variable } from "telltale";
import { refIdAt } from "../../../src/formats/grafana/ref-id.js";
import type { Dashboard } from "../../../src/formats/grafana/types.js";
import { annotationOptions } from "../../../src/model/dashboard/annotation.js";
import { dashboardOptions } from "../../../src/model/dashboard/dashboard.js";
import type { DataQuery } from "../../../src/model/dashboard/data-query.js";
import {
  choiceOptions,
  dataSourceVariableOptions,
  intervalOptions,
  queryVariableOptions,
  variableOptions,
} from "../../../src/model/dashboard/variable-options.js";
import { InvalidCall } from "../../../src/model/definition/check-arguments.js";
import { define } from "../../../src/model/definition/definition.js";
import type { AnyOptionTable } from "../../../src/model/definition/option-table.js";
import { Origin } from "../../../src/model/definition/origin.js";
import { timeseriesKind } from "../../../src/panels/kinds/charts/timeseries.js";
import { panelKinds } from "../../../src/panels/kinds/index.js";
import { callOf } from "../../../src/panels/panel.js";
import { renderPanel } from "../../../src/panels/render-panel.js";
import { unknownTraits } from "../../../src/panels/value-traits.js";
import { compiled, dashboardsOf } from "../../compile/project.js";
import { grafonnetOnly, grafonnetSections } from "./grafonnet.js";
import { type Effects, findEffects, optionsFor } from "./probe.js";
import { fieldsOf, isDeclared, propertiesOf } from "./sdk-properties.js";

/** A part of Grafana's form, and the options that change each of its properties. */
export interface Section {
  /** The name in decisions. */
  readonly name: string;
  /** The name in grafonnet's list. */
  readonly key: string;
  readonly heading: string;
  readonly properties: readonly { readonly path: string; readonly options: readonly string[] }[];
}

const up = promql`up`;

/** Grafana's JSON of a dashboard with these options; undefined if a function refuses one of them. */
function compileDashboard(make: () => object): Dashboard | undefined {
  try {
    const shop = system("shop", {});
    shop.dashboard("One", make() as never);
    return dashboardsOf(compiled(shop))[0];
  } catch (error) {
    if (error instanceof InvalidCall) return undefined;
    throw error;
  }
}

/** Modules of the SDK whose name is not that of the panel's type. */
const modules: Readonly<Record<string, string>> = { annolist: "annotationslist", dashlist: "dashboardlist" };

const queries = ["a", "b"].map((name) => ({ name, query: up }));

/** The effects of the options of a kind on what it renders, for two queries of unknown results. */
function kindEffects(kind: (typeof panelKinds)[number]): Effects {
  const resolve = (value: unknown) => (typeof value === "number" ? value : undefined);
  const rendered = queries.map(({ name }, index) => {
    return { refId: refIdAt(index), name, legend: undefined, signal: undefined, traits: unknownTraits };
  });
  return findEffects(kind.options, (options) => {
    const fields = { kind: "panel", type: kind.type, title: "A", queries, options, markdown: "A" };
    return renderPanel(define(fields, new Origin()) as never, kind.format === "none" ? [] : rendered, {
      width: 12,
      resolve,
    });
  });
}

/** The effects of the options that all panels share, on a time series. */
function panelEffects(): Effects {
  return findEffects(timeseriesKind.options, (options) => {
    return compileDashboard(() => ({ panels: [timeseries("A", { a: up, b: up }, options)] }))?.panels[0];
  });
}

function section(name: string, heading: string, paths: readonly string[], effects: Effects): Section {
  const all = [...paths, ...grafonnetOnly(name, paths)];
  return { name, key: name, heading, properties: all.map((path) => ({ path, options: optionsFor(path, effects) })) };
}

function sharedSections(): readonly Section[] {
  const effects = panelEffects();
  const fields = without(fieldsOf("dashboard", "FieldConfig"), "custom").map((name) => `fieldConfig.defaults.${name}`);
  return [
    section("panel", "All panels", without(fieldsOf("dashboard", "Panel"), "options", "fieldConfig"), effects),
    section("field", "Fields of all panels", fields, effects),
  ];
}

function kindSections(): readonly Section[] {
  return panelKinds.flatMap((kind) => {
    const module = modules[kind.type] ?? kind.type.toLowerCase().replaceAll("-", "");
    const effects = kindEffects(kind);
    if (!isModule(module) && !grafonnetSections.includes(kind.type)) return [];
    const paths = !isModule(module)
      ? []
      : [
          ...(isDeclared(module, "Options") ? propertiesOf(module, "Options").map((path) => `options.${path}`) : []),
          ...(isDeclared(module, "FieldConfig")
            ? propertiesOf(module, "FieldConfig").map((path) => `fieldConfig.defaults.custom.${path}`)
            : []),
        ];
    const heading = `\`${callOf(kind.type).replace("(…)", "")}\`, Grafana's \`${kind.type}\``;
    return [section(kind.type, heading, paths, effects)];
  });
}

function without(names: readonly string[], ...left: readonly string[]): readonly string[] {
  return names.filter((name) => !left.includes(name));
}

/** False for the plugins that the SDK has no types of. */
function isModule(module: string): boolean {
  return !["alertlist", "traces", "flamegraph"].includes(module);
}

function dashboardSections(): readonly Section[] {
  const { panels: _panels, rows: _rows, tabs: _tabs, ...settings } = dashboardOptions;
  const effects = findEffects(settings, (options) => compileDashboard(() => options));
  const paths = without(fieldsOf("dashboard", "Dashboard"), "panels", "timepicker");
  const picker = fieldsOf("dashboard", "TimePickerConfig").map((name) => `timepicker.${name}`);
  return [section("dashboard", "Dashboards", [...paths, ...picker], effects)];
}

function listEffects(
  table: AnyOptionTable,
  make: (options: never) => object,
  place: "variables" | "annotations",
): Effects {
  return findEffects(table, (options) => {
    const dashboard = compileDashboard(() => ({ [place]: [make(options as never)] }));
    const { list = [] } = dashboard?.[place === "variables" ? "templating" : "annotations"] ?? {};
    return list.find(({ name }) => name === "probe");
  });
}

function listSections(): readonly Section[] {
  const shop = system("shop", {});
  const { hits } = shop.service("cart", { hits: counter("hits_total", { help: "H", labels: { pod: 2 } }) });
  const variables = [
    listEffects(queryVariableOptions, (options) => variable.label("probe", hits, "pod", options), "variables"),
    listEffects(choiceOptions, (options) => variable.list("probe", ["a", "probe"], options), "variables"),
    listEffects(
      dataSourceVariableOptions,
      (options) => variable.dataSource("probe", "prometheus", options),
      "variables",
    ),
    listEffects(intervalOptions, (options) => variable.intervals("probe", ["7m", "1h"], options), "variables"),
    listEffects(variableOptions, (options) => variable.text("probe", "a", options), "variables"),
  ];
  const annotations = listEffects(annotationOptions, (options) => annotation("probe", up, options), "annotations");
  return [
    section("variable", "Variables", fieldsOf("dashboard", "VariableModel"), joined(variables)),
    section("annotation", "Annotations", fieldsOf("dashboard", "AnnotationQuery"), annotations),
  ];
}

function joined(all: readonly Effects[]): Effects {
  const result = new Map<string, Set<string>>();
  for (const [path, options] of all.flatMap((effects) => [...effects])) {
    result.set(path, new Set([...(result.get(path) ?? []), ...options]));
  }
  return result;
}

/** Functions of queries, and the types of the SDK whose fields they take. */
const queryTypes: readonly (readonly [name: keyof typeof query, module: string, type: string])[] = [
  ["tempo", "tempo", "Dataquery"],
  ["pyroscope", "grafanapyroscope", "dataquery"],
  ["parca", "parca", "dataquery"],
  ["elasticsearch", "elasticsearch", "dataquery"],
  ["cloudWatchMetrics", "cloudwatch", "MetricsQuery"],
  ["cloudWatchLogs", "cloudwatch", "LogsQuery"],
  ["azureMonitor", "azuremonitor", "MonitorQuery"],
  ["googleCloud", "googlecloudmonitoring", "CloudMonitoringQuery"],
  ["athena", "athena", "Dataquery"],
  ["bigQuery", "bigquery", "Dataquery"],
  ["testData", "testdata", "dataquery"],
  ["expression", "expr", "TypeMath"],
  ["expression", "expr", "TypeReduce"],
  ["expression", "expr", "TypeResample"],
  ["expression", "expr", "TypeClassicConditions"],
  ["expression", "expr", "TypeThreshold"],
  ["expression", "expr", "TypeSql"],
];

function querySections(): readonly Section[] {
  const minStep = new Map([["interval", new Set(["minStep"])]]);
  return [
    section("prometheus", "Queries of Prometheus", fieldsOf("prometheus", "Dataquery"), minStep),
    section("loki", "Queries of Loki", fieldsOf("loki", "dataquery"), new Map()),
    ...queryTypes.map(([name, module, type]): Section => {
      const key = `${module}.${type}`;
      const fields = fieldsOf(module, type);
      const all = [...fields, ...grafonnetOnly(key, fields)];
      const properties = all.map((path) => ({ path, options: isField(name, path) ? [path] : [] }));
      return { name: module, key, heading: `\`query.${name}\`, the SDK's \`${key}\``, properties };
    }),
  ];
}

/** True if a function knows a field: it refuses the value of one, and remembers that another is unknown. */
function isField(name: keyof typeof query, field: string): boolean {
  const required = { profileTypeId: "a", namespace: "a", rawSql: "a", rawSQL: "a", type: "math", rawQuery: true };
  const isKnown = (options: object) => {
    try {
      const make = query[name] as (options: object) => DataQuery;
      const problems = make(options).origin.wrongOptions?.problems ?? [];
      return !problems.some(({ type, path }) => type === "unknown" && path[0] === field);
    } catch (error) {
      if (error instanceof InvalidCall) return !error.message.includes("unknown option");
      throw error;
    }
  };
  return isKnown({ ...required, [field]: field in required ? required[field as keyof typeof required] : "probe" });
}

export function findSections(): readonly Section[] {
  return [...sharedSections(), ...kindSections(), ...dashboardSections(), ...listSections(), ...querySections()];
}
