import { type Secret, secretShape } from "../alert/secret.js";
import { anything, type OptionTable, object, record, required, text } from "../definition/option-table.js";
import { type BasicCredentials, basicOptions } from "./connection.js";

/** The settings of a data source in Grafana, as `telltale sync` writes them. Its type and uid are those of the environment. */
export interface DataSourceSettings {
  /** The address at which Grafana reaches it. */
  readonly url: string;
  /** Its name in Grafana. @default its name in `dataSources` of the environment */
  readonly name?: string;
  /** The user and password for HTTP. */
  readonly basic?: BasicCredentials;
  /** The user of a database. */
  readonly user?: string;
  readonly database?: string;
  /** Settings of its plugin: `{ httpMethod: "POST", timeInterval: "1m" }`. */
  readonly jsonData?: Readonly<Record<string, unknown>>;
  /** Secrets of its plugin: `{ httpHeaderValue1: env("TENANT") }`. */
  readonly secureJsonData?: Readonly<Record<string, Secret>>;
}

export const dataSourceSettings = object({
  url: required(text),
  name: text,
  basic: object(basicOptions),
  user: text,
  database: text,
  jsonData: record(anything),
  secureJsonData: record(secretShape),
} as const satisfies OptionTable<DataSourceSettings>);
