import type { TextRange } from "../../../diagnostics/positions.js";
import type { Attribute, Block, Statement } from "./ast.js";
import { maxDepth } from "./max-depth.js";
import { ExpressionParser } from "./parse-expression.js";
import { isIdentifier, type ReportProblem } from "./scanner.js";
import { TokenStream } from "./token-stream.js";

/** Parses a configuration. The statements are incomplete if there are problems. */
export function parseAlloy(text: string, report: ReportProblem): readonly Statement[] {
  return new StatementParser(new TokenStream(text, report)).parseBody("end", 0);
}

interface Name {
  readonly parts: readonly string[];
  readonly range: TextRange;
  readonly label: string;
  readonly labelRange: TextRange | undefined;
}

class StatementParser {
  private readonly tokens: TokenStream;
  private readonly expressions: ExpressionParser;

  constructor(tokens: TokenStream) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  parseBody(until: "end" | "}", depth: number): readonly Statement[] {
    const { tokens } = this;
    const body: Statement[] = [];
    while (!tokens.is(until) && !tokens.is("end")) {
      const statement = this.parseStatement(depth);
      if (statement !== undefined) body.push(statement);
      if (tokens.is(until)) break;
      if (!tokens.is("terminator")) {
        const fix = "write each attribute and each block on a line of its own";
        tokens.fail(`expected the end of the line, found ${tokens.describe()}`, fix);
        tokens.skipStatement();
      }
      tokens.take();
    }
    return body;
  }

  private parseStatement(depth: number): Statement | undefined {
    const { tokens } = this;
    const name = this.parseName();
    if (name === undefined || !(tokens.is("=") || tokens.is("{"))) {
      if (name !== undefined) {
        const expected = name.parts.length === 1 && name.label === "" ? "= or {" : "{";
        tokens.fail(`expected ${expected}, found ${tokens.describe()}`);
      }
      tokens.skipTo("identifier");
      return undefined;
    }
    return tokens.is("=") ? this.parseAttribute(name) : this.parseBlock(name, depth);
  }

  private parseAttribute({ parts, range, labelRange }: Name): Attribute {
    this.tokens.take();
    if (parts.length !== 1) this.tokens.failAt(range, "the name of an attribute has no dots");
    else if (labelRange !== undefined) this.tokens.failAt(labelRange, "an attribute has no label");
    const value = this.expressions.parse();
    return { kind: "attribute", start: range.start, end: value.end, name: parts[0]!, nameRange: range, value };
  }

  private parseBlock({ parts, range, label }: Name, depth: number): Block {
    const { tokens } = this;
    if (depth >= maxDepth) {
      tokens.fail(`blocks are nested more than ${maxDepth} deep`);
      tokens.skipTo("end");
    }
    const head = { start: range.start, end: tokens.lastEnd };
    tokens.expect("{", "{");
    const body = this.parseBody("}", depth + 1);
    tokens.expect("}", "}");
    return { kind: "block", start: range.start, end: tokens.lastEnd, name: parts.join("."), label, head, body };
  }

  private parseName(): Name | undefined {
    const { tokens } = this;
    if (!tokens.is("identifier")) {
      tokens.fail(`expected the name of a block or an attribute, found ${tokens.describe()}`);
      return undefined;
    }
    const first = tokens.take();
    const parts = [tokens.textOf(first)];
    while (tokens.is(".")) {
      tokens.take();
      if (!tokens.is("identifier")) tokens.fail(`expected a name after the dot, found ${tokens.describe()}`);
      parts.push(tokens.textOf(tokens.take()));
    }
    const range = { start: first.start, end: tokens.lastEnd };
    if (tokens.is("=") || tokens.is("{")) return { parts, range, label: "", labelRange: undefined };
    return { parts, range, ...this.parseLabel() };
  }

  private parseLabel(): Pick<Name, "label" | "labelRange"> {
    const { tokens } = this;
    const { start, end } = tokens.current;
    const labelRange = tokens.is("string") ? { start, end } : undefined;
    const text = tokens.textOf(tokens.current);
    const label = labelRange === undefined ? "" : text.slice(1, -1);
    if (labelRange === undefined) tokens.fail(`expected a label in double quotes, found ${tokens.describe()}`);
    else if (!text.startsWith('"')) tokens.fail("a label takes double quotes");
    else if (label !== "" && !isIdentifier(label)) {
      tokens.fail(`"${label}" cannot be a label`, "use letters, digits and underscores, and begin with no digit");
    }
    tokens.take();
    return { label, labelRange };
  }
}
