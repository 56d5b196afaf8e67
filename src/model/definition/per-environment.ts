import { requireArguments } from "./check-arguments.js";
import { Definition, isDefinitionOf } from "./definition.js";
import { options, required } from "./option-table.js";
import { Origin } from "./origin.js";

/** A value for each environment. */
export class PerEnvironment<T> extends Definition {
  readonly kind = "perEnvironment";
  readonly values: Readonly<Record<string, T>>;

  constructor(values: Readonly<Record<string, T>>) {
    super(new Origin());
    this.values = values;
  }
}

/** A value, or one for each environment. */
export type Varying<T> = T | PerEnvironment<T>;

/** Without this, the values of an environment would have to be the very numbers of the first. */
export type Widened<T> = T extends number ? number : T;

/**
 * A value for each environment. Systems have the same function, typed by their environments: use that one wherever there
 * is a system, and this one for what the system itself is defined with.
 *
 * @example
 * routes: { critical: perEnvironment({ staging: [slack], prod: [pagerduty, slack] }) }
 */
export function perEnvironment<const Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): PerEnvironment<Widened<Values[keyof Values]>> {
  requireArguments("perEnvironment(…)", [["values", values, required(options)]]);
  return new PerEnvironment(values as Readonly<Record<string, Widened<Values[keyof Values]>>>);
}

export function isPerEnvironment(value: unknown): value is PerEnvironment<unknown> {
  return isDefinitionOf(value, "perEnvironment");
}

/** Applies a function to a value, or to that of each environment. */
export function mapVarying<T, Result>(value: Varying<T>, change: (value: T) => Result): Varying<Result> {
  if (!isPerEnvironment(value)) return change(value as T);
  const entries = Object.entries((value as PerEnvironment<T>).values);
  return new PerEnvironment(Object.fromEntries(entries.map(([environment, one]) => [environment, change(one)])));
}

/** Returns the value for one environment; undefined if it has none there. */
export function resolve<T>(value: Varying<T>, environment: string): T | undefined {
  return isPerEnvironment(value) ? (value as PerEnvironment<T>).values[environment] : (value as T);
}

/** Returns the values of a record for one environment, without those that have none there. */
export function resolveRecord<T>(
  record: Varying<Readonly<Record<string, Varying<T>>>> | undefined,
  environment: string,
): Readonly<Record<string, T>> {
  const all = record === undefined ? {} : (resolve(record, environment) ?? {});
  const resolved: [string, T][] = [];
  for (const [name, varying] of Object.entries(all)) {
    const value = resolve(varying, environment);
    if (value !== undefined) resolved.push([name, value]);
  }
  return Object.fromEntries(resolved);
}
