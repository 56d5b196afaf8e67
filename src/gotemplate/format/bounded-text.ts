import type { WorkLimit } from "../values/work-limit.js";

/** A text that grows, but not beyond what a template may write. */
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
