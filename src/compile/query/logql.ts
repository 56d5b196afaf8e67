import { parser } from "@grafana/lezer-logql";
import type { ParseError } from "../../promql/index.js";

const variable = /\$\{\w+(?::\w+)?\}|\$\w+|\[\[\w+(?::\w+)?\]\]/g;

/** A variable whose format puts it in quotation marks. */
const quoted = /:(?:double|single)quote\}$/;

/** Matches the text before a label name: a list of labels, the braces of a selector, a pipeline stage. */
const beforeName = /(?:\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^()]*|[{|]\s*|\b(?:and|or)\s+)$/;

/** Characters before a variable that decide what it stands for. */
const lookBehind = 200;

/**
 * Finds the first syntax error of a LogQL expression. Dashboard variables are replaced by a duration, a name, a number or
 * a string, whichever fits.
 */
export function findLogqlErrors(text: string): readonly ParseError[] {
  const concrete = text.replace(variable, (match, offset: number) => {
    if (quoted.test(match)) return `"${"x".repeat(match.length - 2)}"`;
    const before = text.slice(Math.max(0, offset - lookBehind), offset);
    const value = before.trimEnd().endsWith("[") ? "5m" : beforeName.test(before) ? "x" : "1";
    return value.padEnd(match.length);
  });
  const error = findFirstError(concrete);
  return error ? [error] : [];
}

function findFirstError(text: string): ParseError | undefined {
  let first: ParseError | undefined;
  parser.parse(text).iterate({
    enter({ type, from, to }) {
      if (!type.isError || first) return;
      const isAtEnd = from >= text.trimEnd().length;
      const message = isAtEnd ? "unexpected end of the expression" : `unexpected "${wordAt(text, from)}"`;
      first = { message, start: from, end: Math.max(to, Math.min(from + 1, text.length)) };
    },
  });
  return first;
}

function wordAt(text: string, from: number): string {
  return /^\s*(?:\w+|\S)/.exec(text.slice(from, from + 40))?.[0].trim() ?? "";
}
