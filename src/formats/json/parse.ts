import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { LineTable } from "../../diagnostics/positions.js";
import { jsonFindings } from "./findings.js";
import type { JsonArray, JsonMember, JsonNode, JsonObject, JsonScalar } from "./node.js";

export type ParseJsonResult =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly error: Diagnostic };

/** Maximum nesting of arrays and objects. It bounds the recursion here and in everything that walks the result. */
export const maxJsonDepth = 2_000;

/**
 * Parses JSON and keeps the range of each value. It accepts exactly what `JSON.parse` accepts, down to `maxJsonDepth`.
 *
 * @example
 * const parsed = parseJson('{"title": "User service"}', "user.json");
 * if (parsed.ok) text(member(parsed.root, "title")); // "User service"
 */
export function parseJson(source: string, file: string): ParseJsonResult {
  try {
    return { ok: true, root: new JsonParser(source).document() };
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
    const start = new LineTable(source).position(thrown.offset);
    return {
      ok: false,
      error: { ...finding(jsonFindings, "json/syntax"), summary: thrown.message, span: { file, start } },
    };
  }
}

/** Aborts parsing. Never leaves this file. */
class JsonSyntaxError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;
const CONSTANTS = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

class JsonParser {
  private at = 0;
  private readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  document(): JsonNode {
    const root = this.value(0);
    this.skipSpace();
    if (this.at < this.source.length) this.fail("the end of the text");
    return root;
  }

  private value(depth: number): JsonNode {
    this.skipSpace();
    const character = this.source[this.at];
    if (character !== "[" && character !== "{") return this.scalar();
    if (depth === maxJsonDepth) throw new JsonSyntaxError(`nested deeper than ${maxJsonDepth} levels`, this.at);
    return character === "[" ? this.array(depth + 1) : this.object(depth + 1);
  }

  private array(depth: number): JsonArray {
    const start = this.at++;
    const items: JsonNode[] = [];
    this.skipSpace();
    if (!this.accept("]")) {
      do items.push(this.value(depth));
      while (this.isContinued("]"));
    }
    return { kind: "array", items, start, end: this.at };
  }

  private object(depth: number): JsonObject {
    const start = this.at++;
    const members = new Map<string, JsonMember>();
    const shadowed: [string, JsonMember][] = [];
    this.skipSpace();
    if (!this.accept("}")) {
      do {
        this.skipSpace();
        const nameStart = this.at;
        const name = this.name();
        const earlier = members.get(name);
        if (earlier) shadowed.push([name, earlier]);
        members.set(name, { nameStart, value: this.value(depth) });
      } while (this.isContinued("}"));
    }
    return { kind: "object", members, ...(shadowed.length > 0 && { shadowed }), start, end: this.at };
  }

  /** Consumes the separator after an item. True if another item follows, false after the closing bracket. */
  private isContinued(closing: "]" | "}"): boolean {
    this.skipSpace();
    if (this.accept(",")) return true;
    if (!this.accept(closing)) this.fail(`"," or "${closing}"`);
    return false;
  }

  private name(): string {
    if (this.source[this.at] !== '"') this.fail("a name in double quotes");
    const name = this.string();
    this.skipSpace();
    if (!this.accept(":")) this.fail('":"');
    return name;
  }

  private scalar(): JsonScalar {
    const start = this.at;
    const value = this.scalarValue();
    return { kind: "scalar", value, start, end: this.at };
  }

  private scalarValue(): JsonScalar["value"] {
    if (this.source[this.at] === '"') return this.string();
    const digits = this.match(NUMBER);
    if (digits !== undefined) {
      this.at += digits.length;
      return Number(digits);
    }
    const word = this.match(WORD) ?? "";
    const constant = CONSTANTS.get(word);
    if (constant === undefined) this.fail("a value");
    this.at += word.length;
    return constant;
  }

  /** Scans by hand: a regular expression overflows the stack on strings of several megabytes. */
  private string(): string {
    const start = this.at;
    let escaped = false;
    for (this.at += 1; ; this.at += 1) {
      const code = this.source.charCodeAt(this.at);
      if (code === 0x22) break;
      if (code === 0x5c) {
        escaped = true;
        this.escape();
      } else if (Number.isNaN(code)) {
        throw new JsonSyntaxError("unterminated string", start);
      } else if (code < 0x20) {
        throw new JsonSyntaxError("line breaks and control characters in a string must be escaped", this.at);
      }
    }
    this.at += 1;
    return escaped
      ? (JSON.parse(this.source.slice(start, this.at)) as string)
      : this.source.slice(start + 1, this.at - 1);
  }

  private escape(): void {
    const start = this.at;
    this.at += 1;
    const letter = this.source[this.at] ?? "";
    if (letter === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(this.source.slice(this.at + 1, this.at + 5))) {
        throw new JsonSyntaxError('"\\u" must be followed by four hexadecimal digits', start);
      }
      this.at += 4;
    } else if (letter === "" || !'"\\/bfnrt'.includes(letter)) {
      throw new JsonSyntaxError(`"\\${letter}" is not a JSON escape`, start);
    }
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source)?.[0];
  }

  private accept(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private fail(expected: string): never {
    const code = this.source.codePointAt(this.at);
    const actual = code === undefined ? "the text ends" : `found ${JSON.stringify(String.fromCodePoint(code))}`;
    throw new JsonSyntaxError(`expected ${expected}, but ${actual}`, this.at);
  }
}
