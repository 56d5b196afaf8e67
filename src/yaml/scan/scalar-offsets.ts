import type { YamlScalar } from "../node.js";
import { scanBlock } from "./block-scalar.js";
import { scanPlain } from "./plain-scalar.js";
import { scanQuoted } from "./quoted-scalar.js";
import type { Trace } from "./scanned-scalar.js";

/**
 * A function that finds, for an offset in a scalar's value, the offset in the text it was read from. Escapes, folded
 * lines and the indentation of block scalars are taken into account.
 *
 * ```ts
 * const place = scalarPlaces(text, exprNode);
 * place(error.start);
 * ```
 */
export function mapScalarOffsets(text: string, scalar: YamlScalar): (valueOffset: number) => number {
  const values: number[] = [];
  const sources: number[] = [];
  const verbatim: boolean[] = [];
  let valueAt = 0;
  let sourceAt = scalar.valueStart;
  scan(withEnd(text), scalar, (from, sourceLength, valueLength) => {
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

/** Of one file many scalars are asked about, and to copy the file for each would take longer than to read it. */
let ended = { text: "", source: "\0" };

function withEnd(text: string): string {
  if (ended.text !== text) ended = { text, source: `${text}\0` };
  return ended.source;
}

function scan(source: string, scalar: YamlScalar, trace: Trace): void {
  const { style, valueStart, parentIndent, inFlow } = scalar;
  if (style === "plain") scanPlain(source, valueStart, parentIndent + 1, inFlow, trace);
  else if (style === "literal" || style === "folded") scanBlock(source, valueStart, parentIndent, trace);
  else scanQuoted(source, valueStart, -1, trace);
}
