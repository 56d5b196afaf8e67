import type { YamlScalar } from "../node.js";
import { scanBlock } from "./block-scalar.js";
import { scanPlain } from "./plain-scalar.js";
import { scanQuoted } from "./quoted-scalar.js";
import type { Trace } from "./scanned-scalar.js";

/**
 * Maps offsets in the value of a scalar to offsets in the text, across escapes, folded lines and the indentation of
 * block scalars.
 *
 * ```ts
 * const toTextOffset = mapScalarOffsets(text, exprNode);
 * toTextOffset(error.start);
 * ```
 */
export function mapScalarOffsets(text: string, scalar: YamlScalar): (valueOffset: number) => number {
  const values: number[] = [];
  const sources: number[] = [];
  const verbatim: boolean[] = [];
  let valueAt = 0;
  let sourceAt = scalar.valueStart;
  scan(terminate(text), scalar, (from, sourceLength, valueLength) => {
    if (valueLength > 0) {
      values.push(valueAt);
      sources.push(from);
      verbatim.push(sourceLength === valueLength);
    }
    valueAt += valueLength;
    sourceAt = from + sourceLength;
  });
  const end = Math.min(sourceAt, scalar.end);
  return (offset) => {
    if (offset >= valueAt) return end;
    let low = 0;
    let high = values.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (values[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return verbatim[low] ? sources[low]! + Math.max(offset, 0) - values[low]! : sources[low]!;
  };
}

/** Cached for the last text: copying the file for each of its scalars would cost more than reading it. */
let terminated = { text: "", source: "\0" };

function terminate(text: string): string {
  if (terminated.text !== text) terminated = { text, source: `${text}\0` };
  return terminated.source;
}

function scan(source: string, scalar: YamlScalar, trace: Trace): void {
  const { style, valueStart, parentIndent, inFlow } = scalar;
  if (style === "plain") scanPlain(source, valueStart, parentIndent + 1, inFlow, trace);
  else if (style === "literal" || style === "folded") scanBlock(source, valueStart, parentIndent, trace);
  else scanQuoted(source, valueStart, -1, trace);
}
