import type { Expression, ObjectField } from "./ast.js";
import { maxDepth } from "./max-depth.js";
import type { TokenStream } from "./token-stream.js";
import type { BinaryOperator, TokenKind } from "./tokens.js";

/** Operators, fields and calls in a row. */
const maxChain = 2000;

const precedence: Readonly<Partial<Record<TokenKind, number>>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 3,
  "<=": 3,
  ">": 3,
  ">=": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

/** Parses expressions from the current token on. */
export class ExpressionParser {
  private readonly tokens: TokenStream;
  private depth = 0;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
  }

  parse(): Expression {
    const { tokens } = this;
    if (this.depth >= maxDepth) {
      tokens.fail(`an expression is nested more than ${maxDepth} deep`);
      tokens.skipTo("end");
      return this.nothing();
    }
    this.depth++;
    const expression = this.parseBinary(1);
    this.depth--;
    return expression;
  }

  private parseBinary(least: number): Expression {
    let left = this.parsePower();
    for (let count = 0; ; count++) {
      if (this.isTooLong(count)) return left;
      const { kind } = this.tokens.current;
      const level = precedence[kind] ?? 0;
      if (level < least) return left;
      this.tokens.take();
      const right = this.parseBinary(level + 1);
      left = { kind: "binary", operator: kind as BinaryOperator, left, right, start: left.start, end: right.end };
    }
  }

  /** `^` groups from the right. */
  private parsePower(): Expression {
    const operands = [this.parseUnary()];
    while (this.tokens.is("^") && !this.isTooLong(operands.length)) {
      this.tokens.take();
      operands.push(this.parseUnary());
    }
    return operands.reduceRight((right, left) => ({
      kind: "binary",
      operator: "^",
      left,
      right,
      start: left.start,
      end: right.end,
    }));
  }

  private parseUnary(): Expression {
    const { tokens } = this;
    const operators = [];
    while ((tokens.is("!") || tokens.is("-")) && !this.isTooLong(operators.length)) operators.push(tokens.take());
    const operand = this.parsePostfix();
    return operators.reduceRight<Expression>(
      (value, { kind, start }) => ({ kind: "unary", operator: kind as "!" | "-", value, start, end: value.end }),
      operand,
    );
  }

  private parsePostfix(): Expression {
    const { tokens } = this;
    let value = this.parsePrimary();
    for (let count = 0; ; count++) {
      const { start } = value;
      if (this.isTooLong(count)) return value;
      if (tokens.is(".")) {
        tokens.take();
        const name = tokens.expect("identifier", "the name of a field");
        value = { kind: "access", value, name: tokens.textOf(name), nameRange: name, start, end: tokens.lastEnd };
      } else if (tokens.is("[")) {
        tokens.take();
        const index = this.parse();
        tokens.expect("]", "]");
        value = { kind: "index", value, index, start, end: tokens.lastEnd };
      } else if (tokens.is("(")) {
        tokens.take();
        const args = this.parseList(")", () => this.parse());
        tokens.expect(")", ")");
        value = { kind: "call", value, args, start, end: tokens.lastEnd };
      } else {
        if (tokens.is("{") || tokens.is("string")) this.rejectBlock();
        return value;
      }
    }
  }

  /** Somebody assigns a block to an attribute, or has forgotten an operator. */
  private rejectBlock(): void {
    const isBlock = this.tokens.is("{");
    this.tokens.fail(
      `expected the end of the expression, found ${this.tokens.describe()}`,
      isBlock ? "a block has no = in front of it; an object begins with { right after the =" : undefined,
    );
    this.tokens.skipStatement();
  }

  private parsePrimary(): Expression {
    const { tokens } = this;
    const { kind, start, end } = tokens.current;
    switch (kind) {
      case "identifier":
        return { kind: "identifier", name: tokens.textOf(tokens.take()), start, end };
      case "string":
      case "number":
      case "float":
      case "bool":
      case "null":
        return { kind: "literal", type: kind, text: tokens.textOf(tokens.take()), start, end };
      case "(": {
        tokens.take();
        const inner = this.parse();
        tokens.expect(")", ")");
        return { kind: "parenthesised", inner, start, end: tokens.lastEnd };
      }
      case "[": {
        tokens.take();
        const elements = this.parseList("]", () => this.parse());
        tokens.expect("]", "]");
        return { kind: "array", elements, start, end: tokens.lastEnd };
      }
      case "{": {
        tokens.take();
        const fields = this.parseList("}", () => this.parseField());
        tokens.expect("}", "}");
        return { kind: "object", fields, start, end: tokens.lastEnd };
      }
      default:
        tokens.fail(`expected a value, found ${tokens.describe()}`);
        tokens.skipTo("terminator", ")", "}", "]", ",");
        return this.nothing();
    }
  }

  private parseList<Item>(until: ")" | "]" | "}", parseItem: () => Item): readonly Item[] {
    const { tokens } = this;
    const items: Item[] = [];
    while (!tokens.is(until) && !tokens.is("end")) {
      items.push(parseItem());
      if (tokens.is(until)) break;
      if (!tokens.is(",")) {
        const fix = tokens.is("terminator") ? "end the line with a comma, after the last item too" : undefined;
        tokens.fail(`expected a comma or ${until}, found ${tokens.describe()}`, fix);
      }
      tokens.take();
    }
    return items;
  }

  private parseField(): ObjectField {
    const { tokens } = this;
    const nameRange = tokens.current;
    const text = tokens.textOf(nameRange);
    if (tokens.is("string") || tokens.is("identifier")) tokens.take();
    else {
      tokens.fail(`expected the name of a field, found ${tokens.describe()}`);
      tokens.skipTo("=");
    }
    tokens.expect("=", "=");
    // Alloy does not decode the name: its escape sequences stay, and an empty one keeps its quotes.
    const name = nameRange.kind === "string" && text.length > 2 ? text.slice(1, -1) : text;
    return { name, nameRange, value: this.parse() };
  }

  private isTooLong(count: number): boolean {
    if (count < maxChain) return false;
    this.tokens.fail(`an expression has more than ${maxChain} operators in a row`);
    this.tokens.skipTo("end");
    return true;
  }

  private nothing(): Expression {
    const { start } = this.tokens.current;
    return { kind: "literal", type: "null", text: "null", start, end: start };
  }
}
