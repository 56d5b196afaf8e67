/** A part of an object that differs, in the terms of its readers. */
export interface Difference {
  /** `panel "Requests" › fieldConfig.defaults.unit`. Empty for the object as a whole. */
  readonly path: string;
  /** The value before, as text; undefined if there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}
