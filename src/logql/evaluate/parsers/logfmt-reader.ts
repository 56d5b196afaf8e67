import { quoteCharacter } from "../../../gotemplate/format/go-strings.js";
import { byteLength } from "../../../gotemplate/format/utf8.js";
import { unquote } from "./unquote.js";

/**
 * Reads the pairs of a logfmt line one by one, as Loki's decoder does: `level=info msg="it works" ready`. After an error
 * it goes on with the next word.
 */
export class LogfmtReader {
  key = "";
  value = "";
  /** The last error. */
  error: string | undefined;
  private readonly line: string;
  private at = 0;

  constructor(line: string) {
    this.line = line;
  }

  get isAtEnd(): boolean {
    return this.at >= this.line.length;
  }

  /** Reads the next pair. False if it is not valid, or if there is none. */
  next(): boolean {
    this.key = "";
    this.value = "";
    const start = this.findWord();
    if (start === undefined) return false;
    const keyEnd = this.find(keyEnds, start);
    this.at = keyEnd;
    this.key = this.line.slice(start, keyEnd);
    const behind = this.line[keyEnd];
    if (behind === '"' || (behind === "=" && this.key === "")) {
      this.key = "";
      return this.failAtCharacter();
    }
    if (this.key.includes("\ufffd")) {
      this.fail("invalid key");
      if (behind === "=") this.skipWord();
      return false;
    }
    return behind === "=" ? this.readValue() : true;
  }

  private readValue(): boolean {
    const { line } = this;
    this.at++;
    if (line[this.at] === '"') return this.readQuoted();
    const start = this.at;
    this.at = this.find(valueEnds, start);
    const behind = line[this.at];
    if (behind === "=" || behind === '"') return this.failAtCharacter();
    this.value = line.slice(start, this.at);
    return true;
  }

  private readQuoted(): boolean {
    const { line } = this;
    const start = this.at;
    let end = start + 1;
    while (end < line.length && line[end] !== '"') end += line[end] === "\\" ? 2 : 1;
    if (end >= line.length) {
      this.at = line.length;
      return this.fail("unterminated quoted value");
    }
    this.at = end + 1;
    const value = unquote(line.slice(start + 1, end));
    if (value === undefined) return this.fail("invalid quoted value");
    this.value = value;
    return true;
  }

  /** The offset of the next word. */
  private findWord(): number | undefined {
    word.lastIndex = this.at;
    const found = word.exec(this.line);
    this.at = found === null ? this.line.length : found.index;
    return found?.index;
  }

  private find(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    return pattern.exec(this.line)?.index ?? this.line.length;
  }

  private failAtCharacter(): false {
    this.fail(`unexpected ${quoteCharacter(this.line[this.at]!)}`);
    return this.skipWord();
  }

  private skipWord(): false {
    this.at = this.find(blank, this.at);
    return false;
  }

  private fail(message: string): false {
    const position = byteLength(this.line.slice(0, this.at)) + 1;
    this.error = `logfmt syntax error at pos ${position} : ${message}`;
    return false;
  }
}

const word = /[^\x00-\x20]/g;
const blank = /[\x00-\x20]/g;
const keyEnds = /[\x00-\x20="]/g;
const valueEnds = /[\x00-\x20="]/g;
