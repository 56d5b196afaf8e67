import type { DataSource, Variable as VariableData } from "../../formats/grafana/types.js";
import { type DataQuery, isDataQuery } from "../../model/dashboard/data-query.js";
import type { IntervalVariable, LabelVariable, QueryVariable, Variable } from "../../model/dashboard/variable.js";
import type { Query } from "../../model/expression/query.js";
import { isLogStream } from "../../model/metric/log-stream.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { isAtLeast, isPlainLabelName } from "../../promql/index.js";
import type { CompiledQuery, DashboardArtifact } from "../compiled.js";
import { compileQuery } from "../query/query.js";
import { reportError, type Scope, type Subject } from "../scope.js";
import {
  type DataSources,
  defaultDataSource,
  findDataSource,
  languageTypes,
  reservedVariables,
} from "./data-sources.js";
import {
  currentValue,
  labelValuesQuery,
  matchesAnyValue,
  refreshModes,
  renderAllValue,
  renderChoice,
  renderList,
  renderShared,
  sortMode,
} from "./variable-fields.js";

export interface CompiledVariables {
  readonly definitions: readonly Variable[];
  readonly list: readonly VariableData[];
  /** The expressions that variables offer the results of. */
  readonly queries: DashboardArtifact["variableQueries"];
}

/** Compiles the variables of a dashboard, in their order. */
export function compileVariables(
  scope: Scope,
  subject: Subject,
  variables: readonly Variable[],
  dataSources: DataSources,
): CompiledVariables {
  const seen = new Set(reservedVariables);
  const queries: { definition: QueryVariable; query: CompiledQuery }[] = [];
  const list = variables.map((variable) => {
    const { name } = variable;
    const own = { name: `variable "${name}" of ${subject.name}`, origin: variable.origin };
    if (seen.has(name)) {
      const isReserved = reservedVariables.has(name);
      reportError(scope, "definition/duplicate-variable", own, {
        summary: isReserved
          ? `"${name}" is reserved for the dashboard's data source`
          : `two variables are named "${name}"`,
        fix: "rename it",
      });
    }
    seen.add(name);
    if (variable.from === "query") {
      const { query, dataSource } = variable;
      let asked: AskedSource;
      if (isDataQuery(query)) asked = askDataSource(scope, own, query, dataSource, dataSources);
      else {
        const compiled = compileVariableQuery(scope, own, query);
        queries.push({ definition: variable, query: compiled });
        const datasource = dataSources.for("promql", dataSource, own);
        asked = { datasource, query: `query_result(${compiled.rendered})` };
      }
      return { ...compileQueried(scope, own, variable, asked), ...renderShared(variable) };
    }
    return { ...compileVariable(scope, own, variable, dataSources), ...renderShared(variable) };
  });
  return { definitions: variables, list, queries };
}

function compileVariable(
  scope: Scope,
  subject: Subject,
  variable: Exclude<Variable, QueryVariable>,
  dataSources: DataSources,
): VariableData {
  const names = nameFields(variable);
  switch (variable.from) {
    case "label": {
      checkLabelName(scope, subject, variable);
      const language = isLogStream(variable.series) ? "logql" : "promql";
      const datasource = dataSources.for(language, variable.dataSource, subject);
      const query = labelValuesQuery(variable, scope.settings.environment);
      return compileQueried(scope, subject, variable, { datasource, query });
    }
    case "list": {
      reportInseparable(scope, subject, variable.values);
      const texts = new Map(
        variable.values.map((one) => (typeof one === "string" ? [one, one] : [one.value, one.text])),
      );
      return {
        type: "custom",
        ...names,
        query: renderList(variable.values),
        ...renderChoice(variable, texts.keys().next().value, (value) => texts.get(value) ?? value),
        ...(variable.all && renderAllValue(variable.allValue)),
      };
    }
    case "dataSources": {
      const { type, regex } = variable;
      const initial = variable.initial ?? (variable.all ? undefined : usualDataSource(scope, type));
      const uid = initial === undefined ? undefined : findDataSource(scope, subject, type, initial);
      return {
        type: "datasource",
        ...names,
        query: type,
        ...(regex && { regex: renderRegex(scope, subject, regex) }),
        ...renderChoice({ ...variable, initial: uid }, undefined, () => initial ?? ""),
      };
    }
    case "intervals":
      return compileIntervals(scope, subject, variable);
    case "text":
      return { type: "textbox", ...names, query: variable.value, current: currentValue(variable.value) };
    case "constant":
      return { type: "constant", ...names, query: variable.value, current: currentValue(variable.value) };
    case "filters":
      return { type: "adhoc", ...names, datasource: appliedTo(variable, dataSources, subject) };
    case "groupBy":
      return { type: "groupby", ...names, datasource: appliedTo(variable, dataSources, subject) };
  }
}

function nameFields({ name, label, description }: Variable) {
  return { name, ...(label !== undefined && { label }), ...(description !== undefined && { description }) };
}

function appliedTo(
  { language, dataSource }: Extract<Variable, { from: "filters" | "groupBy" }>,
  dataSources: DataSources,
  subject: Subject,
): DataSource {
  return dataSources.for(language, dataSource, subject);
}

/** The data source that is asked for the values of a variable, and the query in its form. */
interface AskedSource {
  readonly datasource: DataSource;
  readonly query: string | Readonly<Record<string, unknown>>;
}

/** Compiles a variable whose values Grafana asks a data source for. */
function compileQueried(
  scope: Scope,
  subject: Subject,
  variable: LabelVariable | QueryVariable,
  { datasource, query }: AskedSource,
): VariableData {
  const { regex, refresh } = variable;
  const anyValue = variable.from === "label" && matchesAnyValue(variable) ? ".*" : undefined;
  return {
    type: "query",
    ...nameFields(variable),
    datasource,
    ...renderQuery({ datasource, query }),
    ...(regex && { regex: renderRegex(scope, subject, regex) }),
    refresh: refreshModes[refresh],
    sort: sortMode(variable),
    ...renderChoice(variable, undefined),
    ...renderAllValue(variable.allValue ?? anyValue),
  };
}

/** Renders the query of a variable: Loki and data sources of SQL take a text, others an object with a refId. */
function renderQuery({ datasource, query }: AskedSource) {
  if (typeof query !== "string") return { query: { ...query, refId: "values" } };
  return { query: datasource.type === languageTypes.promql ? { query, refId: "values" } : query, definition: query };
}

/** The query of a variable in the form of another data source. Reports one that Grafana has another form of there. */
function askDataSource(
  scope: Scope,
  subject: Subject,
  { type, body, inVariables, dataSource }: DataQuery,
  shared: QueryVariable["dataSource"],
  dataSources: DataSources,
): AskedSource {
  const datasource = dataSources.ofType(type, dataSource ?? shared, subject);
  if (inVariables === undefined) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `a variable asks a data source of type ${type} in another form than a panel does`,
      fix: `write the fields that Grafana's editor of variables keeps: query.raw("${type}", { … })`,
      parts: [{ argument: 1, path: [] }],
    });
  }
  return { datasource, query: inVariables === "sql" ? String(body.rawSql) : body };
}

/** Compiles the expression of a variable, in one line: Grafana does not recognise another. */
function compileVariableQuery(scope: Scope, subject: Subject, query: Query): CompiledQuery {
  if (query.language !== "promql") {
    reportError(scope, "definition/wrong-language", subject, {
      summary: "a variable offers the results of a PromQL expression; Loki has none to offer",
      fix: "write promql`…`, or offer the values of a label of a stream: variable.label(name, logs, label)",
      parts: [{ argument: 1, path: [] }],
    });
  }
  return compileQuery(scope, subject, query, { in: "variable" });
}

function compileIntervals(scope: Scope, subject: Subject, variable: IntervalVariable): VariableData {
  const { name, values, auto, initial = auto ? "auto" : values[0] } = variable;
  if (values.length === 0) {
    reportError(scope, "definition/missing-value", subject, {
      summary: "the variable has no values",
      fix: "give it at least one value",
    });
  } else if (
    initial !== undefined &&
    !(values as readonly string[]).includes(initial) &&
    !(auto && initial === "auto")
  ) {
    reportError(scope, "definition/missing-value", subject, {
      summary: `"${initial}" is not one of the values of the variable`,
      fix: initial === "auto" ? 'set auto: { steps: 100, min: "1m" }' : `use one of: ${values.join(", ")}`,
      option: ["initial"],
    });
  }
  const isAuto = auto !== undefined && initial === "auto";
  return {
    type: "interval",
    ...nameFields(variable),
    query: values.join(","),
    auto: auto !== undefined,
    ...(auto && { auto_count: auto.steps, ...(auto.min !== undefined && { auto_min: auto.min }) }),
    ...(initial !== undefined && {
      current: isAuto ? { text: "auto", value: `$__auto_interval_${name}` } : currentValue(initial),
    }),
  };
}

/** Older releases read `label_values(…, http.route)` as something else, and offer nothing. */
function checkLabelName(scope: Scope, subject: Subject, { labelName }: LabelVariable): void {
  const { grafana } = scope.settings.versions;
  if (isPlainLabelName(labelName) || isAtLeast(releaseOrDefault("grafana", grafana), 11, 5)) return;
  reportError(scope, "definition/unsupported", subject, {
    summary: `Grafana ${grafana} cannot list the values of the label "${labelName}"`,
    details: "Before 11.5, a variable reads only names of letters, digits and _.",
    fix: "target Grafana 11.5 or later, or offer a list: variable.list(…)",
    parts: [{ argument: 2, path: [] }],
  });
}

/** Grafana takes everything before the last ` : ` for the text of a value. */
function reportInseparable(
  scope: Scope,
  subject: Subject,
  values: Extract<Variable, { from: "list" }>["values"],
): void {
  values.forEach((one, index) => {
    const value = typeof one === "string" ? one : one.value;
    if (!/\s:\s/.test(value)) return;
    reportError(scope, "definition/unsupported", subject, {
      summary: `Grafana takes a part of the value "${value}" for its text`,
      details: "In a list, a colon between spaces separates the text from the value.",
      fix: "write the value without spaces around the colon",
      parts: [{ argument: 1, path: [String(index)] }],
    });
  });
}

/** Renders a regular expression as Grafana reads it, which knows few flags. */
function renderRegex(scope: Scope, subject: Subject, regex: RegExp): string {
  const unknown = /[^gimy]/.exec(regex.flags)?.[0];
  if (unknown !== undefined) {
    reportError(scope, "definition/unsupported", subject, {
      summary: `Grafana does not know the flag "${unknown}" of regular expressions`,
      details: "It refuses the whole expression.",
      fix: "remove the flag",
      option: ["regex"],
    });
  }
  return String(regex);
}

/** The data source of the environment for a type, which a dashboard uses by default. */
function usualDataSource(scope: Scope, type: string): string | undefined {
  const languages = { prometheus: "promql", loki: "logql", tempo: "traceql" } as const;
  return Object.hasOwn(languages, type)
    ? defaultDataSource(scope, languages[type as keyof typeof languages])
    : undefined;
}
