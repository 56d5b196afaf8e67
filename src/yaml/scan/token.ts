import type { ScalarStyle } from "../node.js";

export type TokenKind =
  | "version directive"
  | "tag directive"
  | "document start"
  | "document end"
  | "stream end"
  | "block sequence start"
  | "block mapping start"
  | "block end"
  | "flow sequence start"
  | "flow sequence end"
  | "flow mapping start"
  | "flow mapping end"
  | "block entry"
  | "flow entry"
  | "key"
  | "value"
  | "alias"
  | "anchor"
  | "tag"
  | "scalar";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Value of a scalar, name of an anchor or alias, suffix of a tag, prefix or version of a directive. */
  readonly text: string;
  /** Handle of a tag: `!`, `!!`, `!name!`, or "" for a verbatim tag. */
  readonly handle: string;
  readonly style: ScalarStyle | undefined;
  readonly parentIndent: number;
  readonly inFlow: boolean;
}
