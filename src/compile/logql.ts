import { parser } from "@grafana/lezer-logql";
import type { ParseError } from "../promql/index.js";

const variable = /\$\{\w+(?::\w+)?\}|\$\w+|\[\[\w+(?::\w+)?\]\]/g;

/** Where a text is not LogQL. Dashboard variables may stand for a duration, a number or a name. */
export function logqlErrors(text: string): readonly ParseError[] {
  const readings = ["1", "x"].map((reading) => {
    const concrete = text.replace(variable, (written, at: number) => {
      const isRange = text.slice(0, at).trimEnd().endsWith("[");
      return (isRange ? "5m" : reading).padEnd(written.length);
    });
    return firstError(concrete);
  });
  const [asNumber, asName] = readings;
  return asNumber && asName ? [asNumber.start >= asName.start ? asNumber : asName] : [];
}

function firstError(text: string): ParseError | undefined {
  let found: ParseError | undefined;
  parser.parse(text).iterate({
    enter({ type, from, to }) {
      if (!type.isError || found) return;
      const message =
        from >= text.trimEnd().length ? "the expression ends too early" : `unexpected "${excerpt(text, from)}"`;
      found = { message, start: from, end: Math.max(to, Math.min(from + 1, text.length)) };
    },
  });
  return found;
}

function excerpt(text: string, from: number): string {
  return /^\s*(?:\w+|\S)/.exec(text.slice(from, from + 40))?.[0].trim() ?? "";
}
