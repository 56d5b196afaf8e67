import type { Excerpt, Span } from "../diagnostics/diagnostic.js";
import type { ComposedQuery, Segment } from "../model/expression/compose.js";
import type { Query } from "../model/expression/query.js";
import type { SourceFiles } from "./source-files.js";
import { findTemplate, type Template } from "./template.js";

/** The position of a range of an expression. */
export interface ExpressionLocation {
  readonly span: Span | undefined;
  /** The expression itself, if the source does not show it. */
  readonly excerpt: Excerpt | undefined;
}

/** Finds where the user wrote a range of an expression: in the text of a template literal, or in one of its holes. */
export function locate(composed: ComposedQuery, start: number, end: number, sources: SourceFiles): ExpressionLocation {
  const { query, from, to } = findInnermost(composed, start, end);
  if (query.inFile && from && to) return { span: query.inFile(offsetOf(from), offsetOf(to)), excerpt: undefined };
  const template = findTemplate(query, sources);
  if (!template) return { span: query.origin.span, excerpt: { text: composed.text, start, end } };
  const startOffset = from ? locateStart(template, from) : template.start;
  const endOffset = to ? locateEnd(template, to) : template.end;
  return {
    span: template.span({ start: startOffset, end: Math.max(endOffset, startOffset + 1) }),
    excerpt: undefined,
  };
}

/** Finds where the user wrote a hole of an expression. */
export function locateHole(query: Query, hole: number, sources: SourceFiles): Span | undefined {
  const template = findTemplate(query, sources);
  const range = template?.holes[hole];
  return template && range ? template.span(range) : query.origin.span;
}

/** An offset in a segment of an expression. */
interface Edge {
  readonly segment: Segment;
  readonly offset: number;
}

/** Descends into the expressions of holes as long as the whole range lies in one. */
function findInnermost(composed: ComposedQuery, start: number, end: number): { query: Query; from?: Edge; to?: Edge } {
  let current = composed;
  let low = start;
  let high = Math.max(end, start);
  for (;;) {
    const { segments } = current;
    const holder = segments.find(
      ({ inner }) => inner && inner.start <= low && high <= inner.start + inner.composed.text.length && high > low,
    );
    if (!holder?.inner) {
      const from = segments.find((segment) => low < segment.end) ?? segments.at(-1);
      const to = segments.find((segment) => high <= segment.end && segment.end > segment.start) ?? segments.at(-1);
      if (!from || !to) return { query: current.query };
      return {
        query: current.query,
        from: { segment: from, offset: Math.max(low - from.start, 0) },
        to: { segment: to, offset: Math.max(high - to.start, 0) },
      };
    }
    low -= holder.inner.start;
    high -= holder.inner.start;
    current = holder.inner.composed;
  }
}

/** The offset in the text of an expression without holes. */
function offsetOf({ segment, offset }: Edge): number {
  return segment.source === "hole" ? 0 : segment.offset + offset;
}

function locateStart(template: Template, { segment, offset }: Edge): number {
  if (segment.source === "hole") return template.holes[segment.index]!.start;
  return template.offsetInChunk(segment.index, segment.offset + offset);
}

function locateEnd(template: Template, edge: Edge): number {
  const { segment } = edge;
  return segment.source === "hole" ? template.holes[segment.index]!.end : locateStart(template, edge);
}
