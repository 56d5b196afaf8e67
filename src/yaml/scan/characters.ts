/** Character classes of YAML, by UTF-16 code. Code 0 stands for the end of the text. */

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const BYTE_ORDER_MARK = 0xfeff;

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

export function isBreak(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || code === 0 || isBreak(code);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A letter, digit, `_` or `-`: a character of anchor names and tag handles. */
export function isWordCharacter(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d
  );
}

/** The value of a hexadecimal digit, or -1. */
export function hexDigit(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

/** Length of the line break at `at`: `\r\n` is one break. */
export function breakLength(source: string, at: number): number {
  return source.charCodeAt(at) === CARRIAGE_RETURN && source.charCodeAt(at + 1) === LINE_FEED ? 2 : 1;
}

/** The line break at `at`, normalised to `\n` except for U+2028 and U+2029. */
export function breakText(source: string, at: number): string {
  const code = source.charCodeAt(at);
  return code === 0x2028 || code === 0x2029 ? source[at]! : "\n";
}

/** True at `---` or `...` followed by white space. Call it only at the start of a line. */
export function isDocumentMarker(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return (
    (code === 0x2d || code === 0x2e) &&
    source.charCodeAt(at + 1) === code &&
    source.charCodeAt(at + 2) === code &&
    isBlankOrEnd(source.charCodeAt(at + 3))
  );
}
