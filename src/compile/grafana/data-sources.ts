import { nearest } from "../../diagnostics/nearest.js";
import type { DataSource, Variable } from "../../formats/grafana/types.js";
import type { Query } from "../../model/expression/query.js";
import { reportError, type Scope, type Subject } from "../scope.js";

type Language = Query["language"];

const types = { promql: "prometheus", logql: "loki" } as const;

/** The dashboard's variables by which its panels find their data, so that a reader can look at another source. */
const variableNames = { promql: "datasource", logql: "loki" } as const;
const variableLabels = { promql: "Data source", logql: "Logs" } as const;

/** Names that variables of the user cannot have. */
export const reservedVariables: ReadonlySet<string> = new Set(Object.values(variableNames));

/** Where the panels of one dashboard find their data. Remembers what was asked for, so that variables can be made of it. */
export class DataSources {
  readonly #used = new Set<Language>();
  readonly #scope: Scope;
  readonly #dashboard: Subject;

  constructor(scope: Scope, dashboard: Subject) {
    this.#scope = scope;
    this.#dashboard = dashboard;
  }

  /** The data source for an expression: the dashboard's variable, or the one that is named. */
  for(language: Language, named: string | undefined, subject: Subject): DataSource {
    const type = types[language];
    if (named !== undefined) {
      const found = findDataSource(this.#scope, subject, type, named);
      if (found !== undefined) return { type, uid: found };
    }
    this.#used.add(language);
    return { type, uid: `\${${variableNames[language]}}` };
  }

  /** The variables for the types that panels asked for. */
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

function defaultDataSource({ system, settings }: Scope, language: Language): string | undefined {
  const own = system.environments?.[settings.environment];
  return language === "promql" ? (own?.dataSource ?? settings.dataSource) : (own?.logs ?? settings.logs);
}

function findDataSource(scope: Scope, subject: Subject, type: string, name: string): string | undefined {
  const { dataSources, environment } = scope.settings;
  const found = Object.hasOwn(dataSources, name) ? dataSources[name] : undefined;
  if (found?.type === type) return found.uid;
  const fitting = Object.keys(dataSources).filter((other) => dataSources[other]!.type === type);
  const meant = nearest(name, fitting);
  const there = fitting.length === 0 ? `it has no data source of type ${type}` : `there are: ${fitting.join(", ")}`;
  reportError(scope, "definition/unknown-data-source", subject, {
    summary: found
      ? `the data source "${name}" is of type ${found.type}; the expression needs ${type}`
      : `the environment "${environment}" has no data source "${name}"`,
    fix: meant === undefined ? there : `did you mean "${meant}"?`,
  });
  return undefined;
}
