import type { WorkLimit } from "../values/work-limit.js";

/** A string builder with a maximum length. */
export class BoundedText {
  private readonly limit: WorkLimit;
  private pieces = "";

  constructor(limit: WorkLimit) {
    this.limit = limit;
  }

  add(text: string): void {
    this.limit.checkLength(this.pieces.length + text.length);
    this.pieces += text;
  }

  toString(): string {
    return this.pieces;
  }
}
