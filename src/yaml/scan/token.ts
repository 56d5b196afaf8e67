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
  /** A scalar's value, the name of an anchor or alias, a tag's suffix, a directive's prefix or version. */
  readonly text: string;
  /** A tag's handle: `!`, `!!`, `!name!`, or "" when the tag is written in full. */
  readonly handle: string;
  readonly style: ScalarStyle | undefined;
  readonly parentIndent: number;
  readonly inFlow: boolean;
}
