const mark = Symbol.for("telltale.perEnvironment");

/** A value that differs between environments; compile picks the one of the environment it builds for. */
export interface PerEnvironment<T> {
  readonly kind: "perEnvironment";
  readonly values: Readonly<Record<string, T>>;
  readonly [mark]: true;
}

/** A value, or one for each environment. */
export type Varying<T> = T | PerEnvironment<T>;

export function perEnvironment<T>(values: Readonly<Record<string, T>>): PerEnvironment<T> {
  return { kind: "perEnvironment", values, [mark]: true };
}

export function isPerEnvironment(value: unknown): value is PerEnvironment<unknown> {
  return typeof value === "object" && value !== null && mark in value;
}

/** The value for one environment; undefined when it was left out for that one. */
export function resolve<T>(value: Varying<T>, environment: string): T | undefined {
  return isPerEnvironment(value) ? (value as PerEnvironment<T>).values[environment] : (value as T);
}
