import type { Excerpt, Span } from "../diagnostics/diagnostic.js";
import { LineTable } from "../diagnostics/positions.js";
import type { Origin } from "../model/definition/origin.js";
import type { ComposedQuery, Segment } from "../model/expression/compose.js";
import type { Query } from "../model/expression/query.js";
import { sourceTokens } from "./source-tokens.js";
import { argumentsAt, fieldIn } from "./written-call.js";

/** The text of a source file, where it can be had. */
export type ReadSource = (file: string) => string | undefined;

/** Where a stretch of an expression was written. */
export interface Located {
  readonly span: Span | undefined;
  /** The expression itself, where the source does not show it. */
  readonly excerpt: Excerpt | undefined;
}

/** Finds where the user wrote a stretch of an expression: in the text of a template literal, or in one of its holes. */
export function locate(composed: ComposedQuery, start: number, end: number, readSource: ReadSource): Located {
  const { query, from, to } = innermost(composed, start, end);
  const place = query.origin.position;
  if (!place) return { span: undefined, excerpt: { text: composed.text, start, end } };
  const point: Span = { file: place.file, start: { line: place.line, column: place.column } };
  const written = query.origin.isInUserCode ? readSource(place.file) : undefined;
  const table = written === undefined ? undefined : new LineTable(written);
  const template = table && templateAt(table.text, table.offset(point.start), query);
  if (!table || !template) return { span: point, excerpt: { text: composed.text, start, end } };
  const startAt = from ? offsetOf(template, from.piece, from.offset) : template.start;
  const endAt = to ? endOffsetOf(template, to.piece, to.offset) : template.end;
  return {
    span: { file: place.file, start: table.position(startAt), end: table.position(Math.max(endAt, startAt + 1)) },
    excerpt: undefined,
  };
}

/** Finds where the user wrote a hole of an expression. */
export function locateHole(query: Query, hole: number, readSource: ReadSource): Located {
  const place = query.origin.position;
  if (!place) return { span: undefined, excerpt: undefined };
  const point: Span = { file: place.file, start: { line: place.line, column: place.column } };
  const written = query.origin.isInUserCode ? readSource(place.file) : undefined;
  const table = written === undefined ? undefined : new LineTable(written);
  const found = table && templateAt(table.text, table.offset(point.start), query)?.holes[hole];
  if (!table || !found) return { span: point, excerpt: undefined };
  const span = { file: place.file, start: table.position(found.start), end: table.position(found.end) };
  return { span, excerpt: undefined };
}

/** What is meant of the call that made a definition: one of its arguments, or a field of an object given there. */
export interface CallPart {
  readonly argument: number;
  readonly path: readonly string[];
}

/** Finds the first of several parts of the call that made a definition which is written out there. */
export function locateInCall(at: Origin, parts: readonly CallPart[], readSource: ReadSource): Span | undefined {
  const { position: place } = at;
  const written = place && readSource(place.file);
  if (!place || written === undefined) return undefined;
  const table = new LineTable(written);
  const given = argumentsAt(table.text, table.offset(place));
  for (const { argument, path } of parts) {
    const found = given[argument] && fieldIn(table.text, given[argument], path);
    if (found) return { file: place.file, start: table.position(found.start), end: table.position(found.end) };
  }
  return undefined;
}

interface Edge {
  readonly piece: Segment;
  readonly offset: number;
}

/** Goes into the expression of a hole as long as the whole stretch lies in it. */
function innermost(composed: ComposedQuery, start: number, end: number): { query: Query; from?: Edge; to?: Edge } {
  let current = composed;
  let low = start;
  let high = Math.max(end, start);
  for (;;) {
    const { segments: pieces } = current;
    const holder = pieces.find(
      ({ inner }) => inner && inner.start <= low && high <= inner.start + inner.composed.text.length && high > low,
    );
    if (!holder?.inner) {
      const from = pieces.find((piece) => low < piece.end) ?? pieces.at(-1);
      const to = pieces.find((piece) => high <= piece.end && piece.end > piece.start) ?? pieces.at(-1);
      if (!from || !to) return { query: current.query };
      return {
        query: current.query,
        from: { piece: from, offset: Math.max(low - from.start, 0) },
        to: { piece: to, offset: Math.max(high - to.start, 0) },
      };
    }
    low -= holder.inner.start;
    high -= holder.inner.start;
    current = holder.inner.composed;
  }
}

interface Template {
  readonly start: number;
  readonly end: number;
  readonly chunks: readonly number[];
  readonly holes: readonly { readonly start: number; readonly end: number }[];
}

function offsetOf(template: Template, piece: Segment, offset: number): number {
  if (piece.source === "hole") return template.holes[piece.index]?.start ?? template.start;
  return (template.chunks[piece.index] ?? template.start) + piece.offset + offset;
}

function endOffsetOf(template: Template, piece: Segment, offset: number): number {
  if (piece.source === "hole") return template.holes[piece.index]?.end ?? template.end;
  return offsetOf(template, piece, offset);
}

/** Reads the template literal that begins at or after an offset, and checks that it is the one of this expression. */
function templateAt(source: string, from: number, query: Query): Template | undefined {
  const open = source.indexOf("`", from);
  if (open === -1 || open - from > 200) return undefined;
  const chunks: number[] = [];
  const holes: { start: number; end: number }[] = [];
  let at = open + 1;
  for (const [index, chunk] of query.chunks.entries()) {
    if (!source.startsWith(chunk, at)) return undefined;
    chunks.push(at);
    at += chunk.length;
    if (index === query.chunks.length - 1) break;
    const end = holeEnd(source, at);
    if (end === undefined) return undefined;
    holes.push({ start: at, end });
    at = end;
  }
  return source[at] === "`" ? { start: open + 1, end: at, chunks, holes } : undefined;
}

/** The end of `${…}`. */
function holeEnd(source: string, start: number): number | undefined {
  if (!source.startsWith("${", start)) return undefined;
  let depth = 0;
  for (const { kind, end } of sourceTokens(source, start + 1)) {
    if (kind === "open") depth += 1;
    else if (kind === "close") depth -= 1;
    if (depth === 0) return end;
  }
  return undefined;
}
