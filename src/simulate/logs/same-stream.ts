import type { LogStream } from "../../model/metric/log-stream.js";

/** True for a declared stream, or a selection of it. A test has its own instances of definitions. */
export function isSameStream(declared: LogStream, stream: LogStream): boolean {
  return describeStream(declared) === describeStream(stream) && isSelection(declared.selector, stream.selector);
}

function describeStream({ labels, fields, format }: LogStream): string {
  return JSON.stringify([labels, fields, format]);
}

/** True if a selector has the matchers of another one. */
function isSelection(whole: LogStream["selector"], part: LogStream["selector"]): boolean {
  return Object.entries(whole).every(([label, match]) => describeMatch(part[label]) === describeMatch(match));
}

function describeMatch(match: unknown): string {
  return match instanceof RegExp ? String(match) : JSON.stringify(match);
}
