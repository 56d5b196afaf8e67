const mark = Symbol.for("telltale.perEnvironment");

/** A value for each environment. */
export interface PerEnvironment<T> {
  readonly kind: "perEnvironment";
  readonly values: Readonly<Record<string, T>>;
  readonly [mark]: true;
}

/** A value, or one for each environment. */
export type Varying<T> = T | PerEnvironment<T>;

/** Without this, the values of an environment would have to be the very numbers of the first. */
export type Widened<T> = T extends number ? number : T;

export function perEnvironment<const T>(values: Readonly<Record<string, T>>): PerEnvironment<Widened<T>> {
  return { kind: "perEnvironment", values: values as Readonly<Record<string, Widened<T>>>, [mark]: true };
}

export function isPerEnvironment(value: unknown): value is PerEnvironment<unknown> {
  return typeof value === "object" && value !== null && mark in value;
}

/** Returns the value for one environment; undefined if it has none there. */
export function resolve<T>(value: Varying<T>, environment: string): T | undefined {
  return isPerEnvironment(value) ? (value as PerEnvironment<T>).values[environment] : (value as T);
}
