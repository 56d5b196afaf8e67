import { choice, nonEmptyList, type OptionTable, record, required, text } from "../definition/option-table.js";

/** The severity of a finding; `"off"` leaves it out. */
export type CheckLevel = (typeof checkLevels)[number];

const checkLevels = ["off", "info", "warning", "error"] as const;

/** Severities of findings by id, such as `alert/no-runbook`. What a real tool rejects stays an error. */
export interface CheckLevels {
  readonly [id: string]: CheckLevel;
}

/** Severities of findings in some files. */
export interface CheckOverride {
  /** Patterns of paths, relative to the configuration: `"vendor/"`, `"rules/*.yml"`. */
  readonly files: readonly string[];
  readonly checks: CheckLevels;
}

export const levelsShape = record(choice(...checkLevels));

export const overrideOptions = {
  files: required(nonEmptyList(text)),
  checks: required(levelsShape),
} as const satisfies OptionTable<CheckOverride>;
