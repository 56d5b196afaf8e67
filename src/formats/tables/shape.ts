/** The fields and inner blocks that a block or a mapping may have. `Type` is the type of a field. */
export interface Shape<Type> {
  /** Names of the shapes that it has the fields of, or the path of the block: rules across fields are listed by them. */
  readonly names: readonly string[];
  readonly arguments: ReadonlyMap<string, Argument<Type>>;
  readonly blocks: ReadonlyMap<string, InnerBlock<Type>>;
  readonly isLabelled: boolean;
}

export interface Argument<Type> {
  readonly type: Type;
  readonly isRequired: boolean;
}

export interface InnerBlock<Type> {
  readonly isRequired: boolean;
  readonly mayRepeat: boolean;
  /** Read when it is needed, as shapes may contain themselves. */
  readonly shape: () => Shape<Type>;
}
