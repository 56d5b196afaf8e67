import { nonEmptyList, type OptionTable, text } from "./option-table.js";

/** Options of everything that can be left out of some environments. */
export interface EnvironmentFilter<Environment extends string = string> {
  /**
   * The environments that have it. It is left out of all others.
   *
   * @default all environments of the system
   * @example
   * only: ["prod"]
   */
  readonly only?: readonly Environment[];
}

export const environmentFilterOptions = {
  only: nonEmptyList(text),
} as const satisfies OptionTable<EnvironmentFilter>;

/** True if an environment has a definition. A list of the wrong shape is reported, and filters nothing. */
export function isIn({ only }: EnvironmentFilter, environment: string): boolean {
  return !Array.isArray(only) || only.includes(environment);
}

/** True if some environment has both of two definitions. */
export function overlap(one: EnvironmentFilter, other: EnvironmentFilter): boolean {
  return !Array.isArray(one.only) || one.only.some((environment) => isIn(other, environment));
}
