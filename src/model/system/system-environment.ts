import { type OptionTable, string } from "../definition/option-table.js";

/** The data sources of a system in an environment. */
export interface SystemEnvironment {
  /**
   * The data source of metrics, by its name in the configuration.
   *
   * @default the `dataSource` of the environment
   */
  readonly dataSource?: string;
  /**
   * The data source of logs, by its name in the configuration.
   *
   * @default the `logs` of the environment
   */
  readonly logs?: string;
  /**
   * The data source of traces, by its name in the configuration.
   *
   * @default the `traces` of the environment
   */
  readonly traces?: string;
}

export const systemEnvironmentOptions = {
  dataSource: string,
  logs: string,
  traces: string,
} as const satisfies OptionTable<SystemEnvironment>;
