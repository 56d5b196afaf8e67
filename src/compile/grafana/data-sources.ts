import { nearest } from "../../diagnostics/nearest.js";
import type { DataSource, Variable } from "../../formats/grafana/types.js";
import {
  type DataSourceVariable,
  isVariable,
  type Variable as VariableDefinition,
} from "../../model/dashboard/variable.js";
import type { Query } from "../../model/expression/query.js";
import { expressionType } from "../../panels/queries/expression.js";
import { panelResultsType } from "../../panels/queries/panel-results.js";
import { reportError, type Scope, type Subject } from "../scope.js";

type Language = Query["language"];

/** Types of data source by language. */
export const languageTypes = { promql: "prometheus", logql: "loki", traceql: "tempo" } as const;

const expressionLanguages = ["promql", "logql"] as const;

/** Dashboard variables that select the data source, so that a reader can switch it. */
const variableNames = { promql: "datasource", logql: "loki" } as const;
const variableLabels = { promql: "Data source", logql: "Logs" } as const;

/** Names that are not available to variables of the user. */
export const reservedVariables: ReadonlySet<string> = new Set(Object.values(variableNames));

/** Resolves the data sources of one dashboard, and records the languages used, which need a variable each. */
export class DataSources {
  readonly #used: Set<Language>;
  readonly #scope: Scope;
  readonly #dashboard: Subject;
  readonly #choices: readonly VariableDefinition[];

  constructor(
    scope: Scope,
    dashboard: Subject,
    choices: readonly VariableDefinition[] = [],
    used: Set<Language> = new Set(),
  ) {
    this.#scope = scope;
    this.#dashboard = dashboard;
    this.#choices = choices;
    this.#used = used;
  }

  /** The data sources in a row or a tab, where its variables choose, too. */
  within(variables: readonly VariableDefinition[]): DataSources {
    return new DataSources(this.#scope, this.#dashboard, [...this.#choices, ...variables], this.#used);
  }

  /** Returns the data source for an expression: the dashboard's variable, another, or the one with the given name. */
  for(language: Language, name: string | DataSourceVariable | undefined, subject: Subject): DataSource {
    const type = languageTypes[language];
    const chosen = this.#choose(type, name, subject);
    if (chosen) return chosen;
    this.#used.add(language);
    return { type, uid: `\${${variableNames[language]}}` };
  }

  /** Returns the data source for a query of another kind: the one with the given name, or the only one of its type. */
  ofType(type: string, name: string | DataSourceVariable | undefined, subject: Subject): DataSource {
    if (type === expressionType) return { type, uid: expressionType };
    if (type === panelResultsType) return { type: "datasource", uid: panelResultsType };
    const language = expressionLanguages.find((one) => languageTypes[one] === type);
    if (language) return this.for(language, name, subject);
    const found = name === undefined ? this.#only(type, subject) : this.#choose(type, name, subject);
    return found ?? { type, uid: "" };
  }

  /** The type of a data source of the environment, or of those that a variable offers. */
  typeOf(name: string | DataSourceVariable | undefined): string | undefined {
    if (isVariable(name)) return name.type;
    const { dataSources } = this.#scope.settings;
    return name !== undefined && Object.hasOwn(dataSources, name) ? dataSources[name]!.type : undefined;
  }

  #choose(type: string, name: string | DataSourceVariable | undefined, subject: Subject): DataSource | undefined {
    if (isVariable(name)) {
      this.#checkChoice(name, type, subject);
      return { type, uid: `\${${name.name}}` };
    }
    const uid = name === undefined ? undefined : findDataSource(this.#scope, subject, type, name);
    return uid === undefined ? undefined : { type, uid };
  }

  /** The data source of a type that the environment uses by default. Reports a missing one, and several to choose from. */
  #only(type: string, subject: Subject): DataSource | undefined {
    const { dataSources, environment } = this.#scope.settings;
    const names = Object.keys(dataSources).filter((name) => dataSources[name]!.type === type);
    const only = names.length === 1 ? names[0] : undefined;
    const name = type === languageTypes.traceql ? defaultDataSource(this.#scope, "traceql") : only;
    if (name !== undefined) {
      const uid = findDataSource(this.#scope, subject, type, name);
      return uid === undefined ? undefined : { type, uid };
    }
    const isMissing = names.length === 0;
    reportError(this.#scope, "definition/no-data-source", subject, {
      summary: `the environment "${environment}" has ${isMissing ? "no data source" : "several data sources"} of type ${type}`,
      fix: isMissing
        ? `add one to the configuration: dataSources: { name: { type: "${type}", uid: "…" } }`
        : `name one of them: dataSource: ${names.map((one) => `"${one}"`).join(" or ")}`,
    });
    return undefined;
  }

  /** Reports a variable that offers other data sources, or that the dashboard does not declare. */
  #checkChoice({ name, type: offered }: DataSourceVariable, type: string, subject: Subject): void {
    if (offered !== type) {
      reportError(this.#scope, "definition/unknown-data-source", subject, {
        summary:
          offered === undefined
            ? `the variable "${name}" does not offer data sources`
            : `the variable "${name}" offers data sources of type ${offered}; the expression needs ${type}`,
        fix: `use variable.dataSource("${name}", "${type}")`,
        option: ["dataSource"],
      });
    } else if (!this.#choices.some((choice) => choice.name === name)) {
      reportError(this.#scope, "definition/unknown-variable", subject, {
        summary: `the data source is chosen by "${name}", which is not a variable of the dashboard`,
        fix: "add it to the variables of the dashboard",
        option: ["dataSource"],
      });
    }
  }

  /** Renders a variable for each language used. */
  variables(): readonly Variable[] {
    const { environment } = this.#scope.settings;
    return expressionLanguages.flatMap((language): Variable[] => {
      if (!this.#used.has(language)) return [];
      const type = languageTypes[language];
      const name = defaultDataSource(this.#scope, language);
      if (name === undefined) {
        reportError(this.#scope, "definition/no-data-source", this.#dashboard, {
          summary: `the environment "${environment}" has no default data source of type ${type}`,
          fix: `set ${language === "promql" ? "dataSource" : "logs"} on the system, or in the configuration`,
        });
        return [];
      }
      const uid = findDataSource(this.#scope, this.#dashboard, type, name);
      if (uid === undefined) return [];
      return [
        {
          type: "datasource",
          name: variableNames[language],
          label: variableLabels[language],
          query: type,
          current: { text: name, value: uid },
        },
      ];
    });
  }
}

/** The name of the default data source for a language, if there is one. */
export function defaultDataSource({ system, settings }: Scope, language: Language | "traceql"): string | undefined {
  const own = system.environments?.[settings.environment];
  const option = ({ promql: "dataSource", logql: "logs", traceql: "traces" } as const)[language];
  return own?.[option] ?? settings[option];
}

/** The types of the data sources that variables choose: those of the dashboard, and the two that are added to it. */
export function variableTypes(variables: readonly VariableDefinition[]): ReadonlyMap<string, string> {
  const chosen = variables.flatMap((variable) => {
    const { name, type } = variable as Partial<DataSourceVariable>;
    return isVariable(variable) && name !== undefined && type !== undefined ? [[name, type] as const] : [];
  });
  return new Map([...chosen, [variableNames.promql, languageTypes.promql], [variableNames.logql, languageTypes.logql]]);
}

/** The uid of a data source of the environment, by its name. Reports one that does not exist or is of another type. */
export function findDataSource(
  scope: Scope,
  subject: Subject,
  type: string | undefined,
  name: string,
): string | undefined {
  const { dataSources, environment } = scope.settings;
  const named = Object.hasOwn(dataSources, name) ? dataSources[name] : undefined;
  if (named && (type === undefined || named.type === type)) return named.uid;
  const candidates = Object.keys(dataSources).filter(
    (other) => type === undefined || dataSources[other]!.type === type,
  );
  const similar = nearest(name, candidates);
  const available =
    candidates.length === 0
      ? `it has no data source${type === undefined ? "" : ` of type ${type}`}`
      : `use one of: ${candidates.join(", ")}`;
  reportError(scope, "definition/unknown-data-source", subject, {
    summary: named
      ? `the data source "${name}" is of type ${named.type}; the expression needs ${type}`
      : `the environment "${environment}" has no data source "${name}"`,
    fix: similar === undefined ? available : `did you mean "${similar}"?`,
  });
  return undefined;
}
