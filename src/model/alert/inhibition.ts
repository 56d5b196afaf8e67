import type { Definition } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import {
  definition,
  list,
  listOr,
  nonEmptyList,
  type OptionTable,
  required,
  text,
} from "../definition/option-table.js";
import type { Alert } from "./alert.js";

export interface InhibitionOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /** The alert that explains the others, or several. */
  readonly when: Alert | readonly Alert[];
  /**
   * The alerts that need no notification meanwhile.
   *
   * @default every alert of the system that has the labels of `equal`, and is not more urgent
   */
  readonly silences?: readonly Alert[];
  /**
   * The labels that must have the same value on both sides, besides those of environment and system.
   *
   * @example
   * equal: ["node"]
   */
  readonly equal: readonly string[];
}

export const inhibitionOptions = {
  ...environmentFilterOptions,
  when: required(listOr(definition("alert"), definition("alert"))),
  silences: list(definition("alert")),
  equal: required(nonEmptyList(text)),
} as const satisfies OptionTable<InhibitionOptions>;

/** Alerts that keep others from being notified. */
export interface Inhibition extends Definition, InhibitionOptions {
  readonly kind: "inhibition";
  readonly system: string;
}
