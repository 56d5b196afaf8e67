import { Definition, hasKind } from "./definition.js";
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

export function perEnvironment<const T>(values: Readonly<Record<string, T>>): PerEnvironment<Widened<T>> {
  return new PerEnvironment(values as Readonly<Record<string, Widened<T>>>);
}

export function isPerEnvironment(value: unknown): value is PerEnvironment<unknown> {
  return hasKind(value, "perEnvironment");
}

/** Returns the value for one environment; undefined if it has none there. */
export function resolve<T>(value: Varying<T>, environment: string): T | undefined {
  return isPerEnvironment(value) ? (value as PerEnvironment<T>).values[environment] : (value as T);
}
