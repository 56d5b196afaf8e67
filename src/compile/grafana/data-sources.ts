import { nearest } from "../../diagnostics/nearest.js";
import type { DataSource, Variable } from "../../formats/grafana/types.js";
import {
  type DataSourceVariable,
  isVariable,
  type Variable as VariableDefinition,
} from "../../model/dashboard/variable.js";
import type { Query } from "../../model/expression/query.js";
import { reportError, type Scope, type Subject } from "../scope.js";

type Language = Query["language"];

const types = { promql: "prometheus", logql: "loki" } as const;

/** Dashboard variables that select the data source, so that a reader can switch it. */
const variableNames = { promql: "datasource", logql: "loki" } as const;
const variableLabels = { promql: "Data source", logql: "Logs" } as const;

/** Names that are not available to variables of the user. */
export const reservedVariables: ReadonlySet<string> = new Set(Object.values(variableNames));

/** Resolves the data sources of one dashboard, and records the languages used, which need a variable each. */
export class DataSources {
  readonly #used = new Set<Language>();
  readonly #scope: Scope;
  readonly #dashboard: Subject;
  readonly #choices: readonly VariableDefinition[];

  constructor(scope: Scope, dashboard: Subject, choices: readonly VariableDefinition[] = []) {
    this.#scope = scope;
    this.#dashboard = dashboard;
    this.#choices = choices;
  }

  /** Returns the data source for an expression: the dashboard's variable, another, or the one with the given name. */
  for(language: Language, name: string | DataSourceVariable | undefined, subject: Subject): DataSource {
    const type = types[language];
    if (isVariable(name)) {
      this.#checkChoice(name, type, subject);
      return { type, uid: `\${${name.name}}` };
    }
    if (name !== undefined) {
      const uid = findDataSource(this.#scope, subject, type, name);
      if (uid !== undefined) return { type, uid };
    }
    this.#used.add(language);
    return { type, uid: `\${${variableNames[language]}}` };
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
    return (["promql", "logql"] as const).flatMap((language): Variable[] => {
      if (!this.#used.has(language)) return [];
      const type = types[language];
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

export function findDataSource(scope: Scope, subject: Subject, type: string, name: string): string | undefined {
  const { dataSources, environment } = scope.settings;
  const named = Object.hasOwn(dataSources, name) ? dataSources[name] : undefined;
  if (named?.type === type) return named.uid;
  const candidates = Object.keys(dataSources).filter((other) => dataSources[other]!.type === type);
  const similar = nearest(name, candidates);
  const available =
    candidates.length === 0 ? `it has no data source of type ${type}` : `use one of: ${candidates.join(", ")}`;
  reportError(scope, "definition/unknown-data-source", subject, {
    summary: named
      ? `the data source "${name}" is of type ${named.type}; the expression needs ${type}`
      : `the environment "${environment}" has no data source "${name}"`,
    fix: similar === undefined ? available : `did you mean "${similar}"?`,
  });
  return undefined;
}
