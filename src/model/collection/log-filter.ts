import { list, nonEmptyList, type OptionTable, record, text } from "../definition/option-table.js";

/** Logs that are not sent. */
export interface LogFilter {
  /**
   * Values of fields of the lines that are not sent.
   *
   * @example
   * drop: { level: ["DEBUG"] }
   */
  readonly drop?: Readonly<Record<string, readonly string[]>>;
  /**
   * Fields that Fluent Bit takes out of each line in JSON, such as those with personal data, by their names in LogQL.
   *
   * @example
   * remove: ["user_id", "metadata_ip_address"]
   */
  readonly remove?: readonly string[];
}

/** Returns the values that a filter drops, by field, without fields that have none. */
export function droppedValues({ drop = {} }: LogFilter): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(drop).filter(([, values]) => values !== undefined));
}

export const logFilterOptions = {
  drop: record(nonEmptyList(text)),
  remove: list(text),
} as const satisfies OptionTable<LogFilter>;
