import type { MutantKind } from "../mutant.js";

/** A change to the text of an expression. */
export interface Edit {
  readonly kind: MutantKind;
  /** The range to replace. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The text that reports show. @default the replaced text and the replacement */
  readonly before?: string;
  readonly after?: string;
}
