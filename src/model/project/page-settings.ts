import { type OptionTable, required, text } from "../definition/option-table.js";

/** The pages that list the alerts, metrics and objectives of each system. */
export interface ReferenceSettings {
  /** The folder to write them to, relative to the configuration: `"docs/reference"`. It may hold pages of your own, too. */
  readonly output: string;
}

/** The pages that are generated for alerts with a `runbook`. */
export interface RunbookSettings {
  /**
   * The folder to write them to, relative to the configuration. It may hold pages of your own, too.
   *
   * @default "docs/runbooks"
   */
  readonly output?: string;
  /**
   * A template in Handlebars, relative to the configuration.
   *
   * @default the template of Telltale
   */
  readonly template?: string;
}

export const runbookOptions = { output: text, template: text } as const satisfies OptionTable<RunbookSettings>;

export const referenceOptions = { output: required(text) } as const satisfies OptionTable<ReferenceSettings>;
