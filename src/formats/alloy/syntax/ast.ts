import type { TextRange } from "../../../diagnostics/positions.js";
import type { BinaryOperator } from "./tokens.js";

/** A statement of a block: an attribute or a block. */
export type Statement = Attribute | Block;

/** `name = value` */
export interface Attribute extends TextRange {
  readonly kind: "attribute";
  readonly name: string;
  readonly nameRange: TextRange;
  readonly value: Expression;
}

/** `name.of.block "label" { … }` */
export interface Block extends TextRange {
  readonly kind: "block";
  /** The parts of the name, joined by dots. */
  readonly name: string;
  /** Empty if the block has none. */
  readonly label: string;
  /** From the name up to the opening brace. */
  readonly head: TextRange;
  readonly body: readonly Statement[];
}

export type Expression =
  | Literal
  | Identifier
  | ArrayExpression
  | ObjectExpression
  | Access
  | Index
  | Call
  | Parenthesised
  | Unary
  | Binary;

export interface Literal extends TextRange {
  readonly kind: "literal";
  readonly type: "number" | "float" | "string" | "bool" | "null";
  /** As written, with its quotes. */
  readonly text: string;
}

export interface Identifier extends TextRange {
  readonly kind: "identifier";
  readonly name: string;
}

export interface ArrayExpression extends TextRange {
  readonly kind: "array";
  readonly elements: readonly Expression[];
}

export interface ObjectExpression extends TextRange {
  readonly kind: "object";
  readonly fields: readonly ObjectField[];
}

export interface ObjectField {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly value: Expression;
}

/** `value.name` */
export interface Access extends TextRange {
  readonly kind: "access";
  readonly value: Expression;
  readonly name: string;
  readonly nameRange: TextRange;
}

/** `value[index]` */
export interface Index extends TextRange {
  readonly kind: "index";
  readonly value: Expression;
  readonly index: Expression;
}

export interface Call extends TextRange {
  readonly kind: "call";
  readonly value: Expression;
  readonly args: readonly Expression[];
}

export interface Parenthesised extends TextRange {
  readonly kind: "parenthesised";
  readonly inner: Expression;
}

export interface Unary extends TextRange {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly value: Expression;
}

export interface Binary extends TextRange {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** Returns the expressions inside of an expression, one level down. */
export function childExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "array":
      return expression.elements;
    case "object":
      return expression.fields.map(({ value }) => value);
    case "access":
    case "unary":
      return [expression.value];
    case "index":
      return [expression.value, expression.index];
    case "call":
      return [expression.value, ...expression.args];
    case "parenthesised":
      return [expression.inner];
    case "binary":
      return [expression.left, expression.right];
    default:
      return [];
  }
}
