import {
  type BlockEnds,
  decodeEscapes,
  JsonFailure,
  type JsonValue,
  jsonErrors,
  readValue,
  skipSpace,
  stringEnd,
} from "./scan.js";

export interface Member {
  readonly key: string;
  readonly value: JsonValue;
}

/** Reads the members of an object, one after the other, and the objects in them that are entered. */
export class MemberReader {
  readonly text: string;
  private readonly ends: BlockEnds = new Map();
  /** The offsets behind the objects around the current one. */
  private readonly outer: number[] = [];
  private end: number;
  private at: number;

  constructor(text: string) {
    this.text = text;
    this.end = text.length;
    this.at = this.open(0);
  }

  /** The next member of the current object; undefined at its end. */
  next(): Member | undefined {
    const { text, end } = this;
    if (text[this.at] === "}") return undefined;
    if (text[this.at] !== '"') throw new JsonFailure(jsonErrors.unclosedObject);
    const behind = stringEnd(text, this.at + 1, end);
    if (behind === -1) throw new JsonFailure(jsonErrors.malformed);
    const key = decodeEscapes(text.slice(this.at + 1, behind - 1));
    if (key === undefined) throw new JsonFailure(jsonErrors.badEscape);
    const colon = skipSpace(text, behind, end);
    if (colon === -1 || text[colon] !== ":") throw new JsonFailure(jsonErrors.malformed);
    return { key, value: readValue(text, colon + 1, end, this.ends) };
  }

  /** Moves on from a member to the next one. */
  skip({ next }: JsonValue): void {
    const { text, end } = this;
    const behind = skipSpace(text, next, end);
    if (behind === -1) throw new JsonFailure(jsonErrors.unclosedArray);
    this.at = behind;
    if (text[behind] === "}") return;
    if (text[behind] !== ",") throw new JsonFailure(jsonErrors.unclosedObject);
    this.at = skipSpace(text, behind + 1, end);
    if (this.at === -1) throw new JsonFailure(jsonErrors.unclosedArray);
  }

  /** Goes on with the members of an object. */
  enter({ start, end }: JsonValue): void {
    this.outer.push(this.end);
    this.end = end;
    this.at = this.open(start);
  }

  /** Goes on behind the object that was entered last. False at the end of the outermost one. */
  leave(): boolean {
    const outerEnd = this.outer.pop();
    if (outerEnd === undefined) return false;
    const next = this.end;
    this.end = outerEnd;
    this.skip({ kind: "object", start: next, end: next, next });
    return true;
  }

  /** The offset of the first key of an object, or of its end. */
  private open(from: number): number {
    const start = skipSpace(this.text, from, this.end);
    if (start === -1 || this.text[start] !== "{") throw new JsonFailure(jsonErrors.unclosedObject);
    const first = skipSpace(this.text, start + 1, this.end);
    if (first === -1) throw new JsonFailure(jsonErrors.malformed);
    return first;
  }
}

/** Visits the members of the outermost object. */
export function forEachMember(text: string, visit: (member: Member) => void): void {
  const reader = new MemberReader(text);
  for (let member = reader.next(); member !== undefined; member = reader.next()) {
    visit(member);
    reader.skip(member.value);
  }
}
