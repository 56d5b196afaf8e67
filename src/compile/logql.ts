import { parser } from "@grafana/lezer-logql";
import type { ParseError } from "../promql/index.js";

const variable = /\$\{\w+(?::\w+)?\}|\$\w+|\[\[\w+(?::\w+)?\]\]/g;

/** What comes before a label's name: a list of labels, the braces of a selector, a stage of the pipeline. */
const beforeName = /(?:\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*|[{|]\s*|\b(?:and|or)\s+)$/;

const context = 200;

/** Where a text is not LogQL. Dashboard variables stand for what is needed in their place: a duration, a name, a number. */
export function findLogqlErrors(text: string): readonly ParseError[] {
  const concrete = text.replace(variable, (written, at: number) => {
    const before = text.slice(Math.max(0, at - context), at);
    const reading = before.trimEnd().endsWith("[") ? "5m" : beforeName.test(before) ? "x" : "1";
    return reading.padEnd(written.length);
  });
  const error = firstError(concrete);
  return error ? [error] : [];
}

function firstError(text: string): ParseError | undefined {
  let found: ParseError | undefined;
  parser.parse(text).iterate({
    enter({ type, from, to }) {
      if (!type.isError || found) return;
      const isAtEnd = from >= text.trimEnd().length;
      const message = isAtEnd ? "unexpected end of the expression" : `unexpected "${wordAt(text, from)}"`;
      found = { message, start: from, end: Math.max(to, Math.min(from + 1, text.length)) };
    },
  });
  return found;
}

function wordAt(text: string, from: number): string {
  return /^\s*(?:\w+|\S)/.exec(text.slice(from, from + 40))?.[0].trim() ?? "";
}
