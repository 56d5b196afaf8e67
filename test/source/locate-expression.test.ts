import { readFileSync } from "node:fs";
import { counter, promql, window } from "telltale";
import { describe, expect, test } from "vitest";
import { LineTable } from "../../src/diagnostics/positions.js";
import type { Origin } from "../../src/model/definition/origin.js";
import { compose } from "../../src/model/expression/compose.js";
import { Query } from "../../src/model/expression/query.js";
import { locate } from "../../src/source/locate-expression.js";
import { SourceFiles } from "../../src/source/source-files.js";

const requests = counter("requests_total", { help: "Requests", labels: { status: 8 } });
const sources = new SourceFiles((file) => readFileSync(file, "utf8"));

/** The text in this file at the location of a part of the composed expression. */
function sourceOf(query: Query, part: string): string {
  const composed = compose(query, "prod", () => true);
  const start = composed.text.indexOf(part);
  const { span } = locate(composed, start, start + part.length, sources);
  if (!span?.end) throw new Error(`not located: ${part}`);
  const table = new LineTable(sources.read(span.file)!);
  return table.text.slice(table.offset(span.start), table.offset(span.end));
}

describe("a range of an expression is located where it was written", () => {
  const errors = promql`
    sum by (app) (
      rate(${requests.where({ status: /5../ })}[${window}])
    )
      / sum by (pod) (rate(other_total{path="/a/{id}"}[5m]))
  `;

  test("in the text, on any line", () => {
    expect(sourceOf(errors, "other_total")).toBe("other_total");
    expect(sourceOf(errors, "by (app)")).toBe("by (app)");
    expect(sourceOf(errors, "pod")).toBe("pod");
  });

  test("in a hole, which is located as a whole", () => {
    expect(sourceOf(errors, "requests_total")).toBe("${requests.where({ status: /5../ })}");
    expect(sourceOf(errors, "5..")).toBe("${requests.where({ status: /5../ })}");
  });

  test("across text and a hole", () => {
    expect(sourceOf(errors, "rate(requests_total")).toBe("rate(${requests.where({ status: /5../ })}");
  });

  test("in a nested expression, at any depth", () => {
    const outer = promql`max(${errors}) > 5`;
    const outermost = promql`${outer} and ${promql`up{job="x"} == 1`}`;
    expect(sourceOf(outermost, "other_total")).toBe("other_total");
    expect(sourceOf(outermost, 'job="x"')).toBe('job="x"');
    expect(sourceOf(outermost, "> 5")).toBe("> 5");
  });

  test("behind an escaped hole", () => {
    expect(sourceOf(promql`x{ns=~"\${ns:regex}"} / broken`, "broken")).toBe("broken");
  });
});

test("an expression of the library is located at the user's line, with an excerpt", () => {
  const composed = compose(promql`a`.above(3).query, "prod", () => false);
  const { span, excerpt } = locate(composed, 2, 3, sources);
  expect(span?.file).toBe(import.meta.filename);
  expect(excerpt).toEqual({ text: "a > 3", start: 2, end: 3 });
});

test("without the source, the location is the line", () => {
  const composed = compose(promql`a`, "prod", () => false);
  expect(locate(composed, 0, 1, new SourceFiles(() => undefined)).span?.file).toBe(import.meta.filename);
});

test("in a file with CRLF line ends, and behind characters of two units", () => {
  const source = 'const x = promql`\r\n  a{b="😀"}\r\n  / ${y} > broken`;';
  const origin = { isInUserCode: true, position: { file: "x.ts", line: 1, column: 11 } } as Origin;
  const query = new Query({ language: "promql", chunks: ['\n  a{b="😀"}\n  / ', " > broken"], holes: [1] }, origin);
  const composed = compose(query, "prod", () => true);
  const start = composed.text.indexOf("broken");
  const { span } = locate(composed, start, start + 6, new SourceFiles(() => source));
  expect(span).toMatchObject({ start: { line: 3, column: 12 }, end: { line: 3, column: 18 } });
});
