/** A problem in a line, with its column from 0. */
export class LineProblem extends Error {
  readonly column: number;

  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** Scans one line of a page of metrics, without its line break. */
export class LineScanner {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  peek(): string {
    return this.text[this.at] ?? "";
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  fail(message: string, column = this.at): never {
    throw new LineProblem(message, column);
  }

  skipBlanks(): void {
    while (this.peek() === " " || this.peek() === "\t") this.at++;
  }

  /** Reads what a pattern matches here; empty if it does not match. */
  read(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  /** Reads up to the next blank. */
  readToken(): string {
    return this.read(/[^ \t]*/y);
  }

  /** Reads a quoted text with the escapes `\\`, `\"` and `\n`. */
  readQuoted(): string {
    const start = this.at;
    this.at++;
    let value = "";
    for (; this.peek() !== '"'; this.at++) {
      if (this.isAtEnd) this.fail("the closing quote is missing", start);
      if (this.peek() === "\\") {
        this.at++;
        const escaped = escapes[this.peek()];
        if (escaped === undefined) this.fail(`there is no escape \\${this.peek()}`, this.at - 1);
        value += escaped;
      } else value += this.peek();
    }
    this.at++;
    return value;
  }
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\", '"': '"', n: "\n" };
