import type { TokenKind } from "../scan/token.js";

/** State of the composer. Outer states wait on a stack while an inner node is composed. */
export type State =
  | "document content"
  | "document end"
  | "block sequence entry"
  | "indentless sequence entry"
  | "block mapping key"
  | "block mapping value"
  | "flow sequence first entry"
  | "flow sequence entry"
  | "flow pair key"
  | "flow pair value"
  | "flow pair end"
  | "flow mapping first key"
  | "flow mapping key"
  | "flow mapping value"
  | "flow mapping empty value";

export interface Container {
  readonly state: State;
  readonly isMapping: boolean;
  readonly flow: boolean;
}

/** The collections, by the tokens that begin them. */
export const containers: { readonly [kind in TokenKind]?: Container } = {
  "flow sequence start": { state: "flow sequence first entry", isMapping: false, flow: true },
  "flow mapping start": { state: "flow mapping first key", isMapping: true, flow: true },
  "block sequence start": { state: "block sequence entry", isMapping: false, flow: false },
  "block mapping start": { state: "block mapping key", isMapping: true, flow: false },
};

/** Tokens that follow an omitted value. */
type Kinds = ReadonlySet<TokenKind>;
export const documentEnds: Kinds = new Set([
  "version directive",
  "tag directive",
  "document start",
  "document end",
  "stream end",
] as const);
export const blockSequenceItemEnds: Kinds = new Set(["block entry", "block end"] as const);
export const indentlessItemEnds: Kinds = new Set(["block entry", "key", "value", "block end"] as const);
export const blockMappingEnds: Kinds = new Set(["key", "value", "block end"] as const);
export const flowSequenceItemEnds: Kinds = new Set(["flow entry", "flow sequence end"] as const);
export const flowMappingItemEnds: Kinds = new Set(["flow entry", "flow mapping end"] as const);
export const flowMappingKeyEnds: Kinds = new Set(["value", "flow entry", "flow mapping end"] as const);
