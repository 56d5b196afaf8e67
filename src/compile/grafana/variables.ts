import type { Variable as VariableData } from "../../formats/grafana/types.js";
import type { LabelVariable, Variable } from "../../model/dashboard/variable.js";
import { renderSeries } from "../../model/expression/matchers.js";
import { matchersOf, metricOf } from "../../model/metric/metric.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { isAtLeast, isPlainLabelName } from "../../promql/index.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import { type DataSources, reservedVariables } from "./data-sources.js";

/** Compiles the variables of a dashboard, in their order. */
export function compileVariables(
  scope: Scope,
  subject: Subject,
  variables: readonly Variable[],
  dataSources: DataSources,
): readonly VariableData[] {
  const seen = new Set(reservedVariables);
  return variables.map((variable) => {
    const { name } = variable;
    if (seen.has(name)) {
      const isReserved = reservedVariables.has(name);
      reportError(
        scope,
        "definition/duplicate-variable",
        { name: `variable "${name}" of ${subject.name}`, origin: variable.origin },
        {
          summary: isReserved
            ? `"${name}" is reserved for the dashboard's data source`
            : `two variables are named "${name}"`,
          fix: "rename it",
        },
      );
    }
    seen.add(name);
    return compileVariable(scope, subject, variable, dataSources);
  });
}

const onTimeRangeChange = 2;
const alphabetically = 1;
const hidden = 2;

function compileVariable(scope: Scope, subject: Subject, variable: Variable, dataSources: DataSources): VariableData {
  const { name, label, description } = variable;
  const fields = { name, ...(label !== undefined && { label }), ...(description !== undefined && { description }) };
  switch (variable.from) {
    case "label": {
      checkLabelName(variable);
      const query = labelValuesQuery(variable);
      return {
        type: "query",
        ...fields,
        datasource: dataSources.for("promql", undefined, subject),
        query: { query, refId: "values" },
        definition: query,
        refresh: onTimeRangeChange,
        sort: alphabetically,
        ...renderChoice(variable, undefined),
        ...renderAllValue(variable.allValue ?? (matchesAnyValue(variable) ? ".*" : undefined)),
      };
    }
    case "list":
      return {
        type: "custom",
        ...fields,
        query: renderList(variable.values),
        ...renderChoice(variable, variable.values[0]),
        ...(variable.all && renderAllValue(variable.allValue)),
      };
    case "intervals":
      return {
        type: "interval",
        ...fields,
        query: variable.values.join(","),
        auto: false,
        ...selectFirst(variable.values[0]),
      };
    case "text":
      return { type: "textbox", ...fields, query: variable.value, current: currentValue(variable.value) };
    case "constant":
      return {
        type: "constant",
        ...fields,
        query: variable.value,
        current: currentValue(variable.value),
        hide: hidden,
      };
  }

  /** Older releases read `label_values(…, http.route)` as something else, and offer nothing. */
  function checkLabelName({ labelName, origin }: LabelVariable) {
    const { grafana } = scope.settings.versions;
    if (isPlainLabelName(labelName) || isAtLeast(releaseOrDefault("grafana", grafana), 11, 5)) return;
    const owner = { name: `variable "${name}" of ${subject.name}`, origin };
    reportError(scope, "definition/unsupported", owner, {
      summary: `Grafana ${grafana} cannot list the values of the label "${labelName}"`,
      details: "Before 11.5, a variable reads only names of letters, digits and _.",
      fix: "target Grafana 11.5 or later, or offer a list: variable.list(…)",
      parts: [{ argument: 2, path: [] }],
    });
  }

  function selectFirst(value: string | undefined) {
    if (value !== undefined) return { current: currentValue(value) };
    reportError(
      scope,
      "definition/missing-value",
      { name: `variable "${name}" of ${subject.name}`, origin: variable.origin },
      {
        summary: "the variable has no values",
        fix: "give it at least one value",
      },
    );
    return {};
  }
}

/** The query for the values of a label. A label of the service's selector has one value there, so it is not matched. */
function labelValuesQuery({ metric, labelName }: LabelVariable): string {
  const isOwnMatcher = metric.kind === "series" && metric.matchers[labelName] !== undefined;
  const matchers = Object.entries(matchersOf(metric)).filter(([label]) => label !== labelName || isOwnMatcher);
  // Grafana takes all behind the last comma for the name of the label, without quotes.
  return `label_values(${renderSeries(metricOf(metric).name, Object.fromEntries(matchers)).text}, ${labelName})`;
}

/** True if "All" may match any value. With matchers, it stands for the values they select. */
function matchesAnyValue({ all, metric }: LabelVariable): boolean {
  return all && (metric.kind !== "series" || Object.keys(metric.matchers).length === 0);
}

type ChoiceFields = Pick<LabelVariable, "multiple" | "all" | "initial">;

function renderChoice({ multiple, all, initial }: ChoiceFields, firstValue: string | undefined) {
  const value = initial ?? (all ? "$__all" : firstValue);
  const current = value === undefined ? undefined : { text: value === "$__all" ? "All" : value, value };
  const selected = current && (multiple ? { text: [current.text], value: [current.value] } : current);
  return { multi: multiple, includeAll: all, ...(selected && { current: selected }) };
}

function renderAllValue(allValue: string | undefined) {
  return allValue === undefined ? {} : { allValue };
}

function currentValue(value: string) {
  return { text: value, value };
}

/** Escapes commas, which separate the values in Grafana. */
function renderList(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(",", "\\,")).join(", ");
}
