/** Kind of a token. Operators and brackets are their own kind. */
export type TokenKind =
  | "identifier"
  | "number"
  | "float"
  | "string"
  | "bool"
  | "null"
  | "terminator"
  | "end"
  | "illegal"
  | Operator
  | "="
  | "{"
  | "}"
  | "("
  | ")"
  | "["
  | "]"
  | ","
  | ".";

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%" | "^";

export type Operator = BinaryOperator | "!";

/** A token and its range in the file. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** Describes a token in a message. */
export function describeToken(kind: TokenKind, text: string): string {
  if (kind === "end") return "the end of the file";
  if (kind === "terminator") return "the end of the line";
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
