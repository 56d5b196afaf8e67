import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { LineTable } from "../../diagnostics/positions.js";
import { jsonFindings } from "./findings.js";
import type { JsonMember, JsonNode, JsonScalar } from "./node.js";

export type ParseJsonResult =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly error: Diagnostic };

/**
 * Reads JSON and keeps where each value stands. It accepts exactly what `JSON.parse` accepts, and nesting of any
 * depth, because it does not recurse.
 *
 * @example
 * const parsed = parseJson('{"title": "User service"}', "user.json");
 * if (parsed.ok) text(member(parsed.root, "title")); // "User service"
 */
export function parseJson(source: string, file: string): ParseJsonResult {
  try {
    return { ok: true, root: new Reader(source).document() };
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    const start = new LineTable(source).position(thrown.offset);
    return {
      ok: false,
      error: { ...finding(jsonFindings, "json/syntax"), summary: thrown.message, span: { file, start } },
    };
  }
}

/** How the reader stops; it never leaves this file. */
class Unreadable extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface OpenArray {
  readonly kind: "array";
  readonly items: JsonNode[];
  readonly start: number;
}

interface OpenObject {
  readonly kind: "object";
  readonly members: Map<string, JsonMember>;
  readonly start: number;
  name: string;
  nameStart: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;
const CONSTANTS = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

class Reader {
  private at = 0;
  private readonly open: (OpenArray | OpenObject)[] = [];
  private readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  document(): JsonNode {
    for (;;) {
      this.skipSpace();
      const character = this.source[this.at];
      let complete = character === "[" || character === "{" ? this.openContainer(character) : this.scalar();
      while (complete !== undefined) {
        if (this.open.length === 0) return this.end(complete);
        complete = this.attach(complete);
      }
    }
  }

  /** Opens an array or object; gives it back at once when it is empty. */
  private openContainer(bracket: "[" | "{"): JsonNode | undefined {
    const start = this.at;
    this.at += 1;
    this.skipSpace();
    if (bracket === "[") {
      if (this.accept("]")) return { kind: "array", items: [], start, end: this.at };
      this.open.push({ kind: "array", items: [], start });
    } else {
      if (this.accept("}")) return { kind: "object", members: new Map(), start, end: this.at };
      const object: OpenObject = { kind: "object", members: new Map(), start, name: "", nameStart: 0 };
      this.open.push(object);
      this.name(object);
    }
    return undefined;
  }

  /** Adds a value to the innermost container; gives that back when it ends there. */
  private attach(value: JsonNode): JsonNode | undefined {
    const container = this.open.at(-1)!;
    if (container.kind === "array") container.items.push(value);
    else container.members.set(container.name, { nameStart: container.nameStart, value });
    this.skipSpace();
    if (this.accept(",")) {
      this.skipSpace();
      if (container.kind === "object") this.name(container);
      return undefined;
    }
    const closing = container.kind === "array" ? "]" : "}";
    if (!this.accept(closing)) this.fail(`"," or "${closing}"`);
    this.open.pop();
    const { kind, start } = container;
    return kind === "array"
      ? { kind, items: container.items, start, end: this.at }
      : { kind, members: container.members, start, end: this.at };
  }

  private end(root: JsonNode): JsonNode {
    this.skipSpace();
    if (this.at < this.source.length) this.fail("the end of the text");
    return root;
  }

  private name(object: OpenObject): void {
    if (this.source[this.at] !== '"') this.fail("a name in double quotes");
    object.nameStart = this.at;
    object.name = this.string();
    this.skipSpace();
    if (!this.accept(":")) this.fail('":"');
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

  /** Not by a regular expression, which would run out of stack on a string of some megabytes. */
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
        throw new Unreadable("unterminated string", start);
      } else if (code < 0x20) {
        throw new Unreadable("line breaks and control characters in a string must be escaped", this.at);
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
        throw new Unreadable('"\\u" must be followed by four hexadecimal digits', start);
      }
      this.at += 4;
    } else if (letter === "" || !'"\\/bfnrt'.includes(letter)) {
      throw new Unreadable(`"\\${letter}" is not a JSON escape`, start);
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

  private fail(wanted: string): never {
    const found = this.source.codePointAt(this.at);
    const what = found === undefined ? "the text ends" : `found ${JSON.stringify(String.fromCodePoint(found))}`;
    throw new Unreadable(`expected ${wanted}, but ${what}`, this.at);
  }
}
