import {
  choice,
  list,
  nonEmptyList,
  type OptionTable,
  object,
  record,
  required,
  text,
} from "../definition/option-table.js";
import { type Policy, policiesShape } from "./policy.js";

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

/** Settings of checks. */
export interface CheckSettings {
  /**
   * Severities of findings, for `check` and `build`.
   *
   * @example
   * checks: { "alert/no-runbook": "off", "dashboard/no-description": "warning" }
   */
  readonly checks?: CheckLevels;
  /**
   * Severities of findings in some files. Of several overrides for a file and a finding, the last one counts.
   *
   * @example
   * overrides: [{ files: ["vendor/"], checks: { "promql/needless-regex": "off" } }]
   */
  readonly overrides?: readonly CheckOverride[];
  /**
   * Demands on alerts: labels and annotations that they must have, names, durations. They hold for definitions and for
   * files given to `check`.
   */
  readonly policies?: readonly Policy[];
}

const levelsShape = record(choice(...checkLevels));

const overrideOptions = {
  files: required(nonEmptyList(text)),
  checks: required(levelsShape),
} as const satisfies OptionTable<CheckOverride>;

export const checkSettingsOptions = {
  checks: levelsShape,
  overrides: list(object(overrideOptions)),
  policies: policiesShape,
} as const satisfies OptionTable<CheckSettings>;
