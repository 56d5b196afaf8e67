import { YamlFailure } from "../failure.js";
import { breakLength, breakText, isBlank, isBlankOrEnd, isBreak, isDocumentMarker, TAB } from "./characters.js";
import { foldBreaks, type ScannedScalar, type Trace } from "./scanned-scalar.js";

const HASH = 0x23;
const COLON = 0x3a;

/** Scans an unquoted scalar. In a block, its continuation lines are indented by `indent` columns at least. */
export function scanPlain(
  source: string,
  start: number,
  indent: number,
  inFlow: boolean,
  trace?: Trace,
): ScannedScalar {
  let value = "";
  let chunkStart = start;
  let end = start;
  let next = start;
  let lineStart = -1;
  let breaks: string | undefined;
  while (source.charCodeAt(next) !== HASH && !(next === lineStart && isDocumentMarker(source, next))) {
    const wordEnd = endOfWord(source, next, inFlow);
    if (wordEnd === next) break;
    if (breaks !== undefined) {
      value += source.slice(chunkStart, end) + breaks;
      trace?.(chunkStart, end - chunkStart, end - chunkStart);
      trace?.(end, next - end, breaks.length);
      chunkStart = next;
      breaks = undefined;
    }
    end = wordEnd;
    next = skipBlanks(source, wordEnd);
    if (isBreak(source.charCodeAt(next))) {
      const gap = skipLines(source, next, inFlow ? -1 : indent, start);
      next = gap.next;
      lineStart = gap.lineStart;
      breaks = gap.breaks;
      if (!inFlow && next - lineStart < indent) break;
    } else if (next === wordEnd) break;
  }
  trace?.(chunkStart, end - chunkStart, end - chunkStart);
  value += source.slice(chunkStart, end);
  return { value, end, next, lineStart, endedByLine: breaks !== undefined };
}

function endOfWord(source: string, from: number, inFlow: boolean): number {
  let at = from;
  for (;;) {
    const code = source.charCodeAt(at);
    if (isBlankOrEnd(code)) return at;
    if (code === COLON && isBlankOrEnd(source.charCodeAt(at + 1))) return at;
    if (inFlow && endsWordInFlow(code)) return at;
    at++;
  }
}

/** `,` `?` `[` `]` `{` `}` */
function endsWordInFlow(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  while (isBlank(source.charCodeAt(at))) at++;
  return at;
}

function skipLines(source: string, from: number, indent: number, scalarStart: number) {
  const first = breakText(source, from);
  let further = "";
  let lineStart = from + breakLength(source, from);
  let at = lineStart;
  for (;;) {
    const code = source.charCodeAt(at);
    if (isBreak(code)) {
      further += breakText(source, at);
      at += breakLength(source, at);
      lineStart = at;
    } else if (isBlank(code)) {
      if (code === TAB && at - lineStart < indent) {
        throw new YamlFailure("unexpected tab: indent with spaces", at, {
          doing: "reading an unquoted value",
          start: scalarStart,
        });
      }
      at++;
    } else break;
  }
  return { next: at, lineStart, breaks: foldBreaks(first, further) };
}
