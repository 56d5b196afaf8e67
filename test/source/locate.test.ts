import { readFileSync } from "node:fs";
import { counter, promql, window } from "telltale";
import { describe, expect, test } from "vitest";
import { LineTable } from "../../src/diagnostics/positions.js";
import { compose } from "../../src/model/expression/compose.js";
import type { Query } from "../../src/model/expression/query.js";
import { locate } from "../../src/source/locate.js";

const requests = counter("requests_total", { help: "Requests", labels: { status: 8 } });
const readSource = (file: string) => readFileSync(file, "utf8");

/** The text of this very file that a stretch of the composed expression is traced back to. */
function traced(query: Query, part: string): string {
  const composed = compose(query, "prod", () => true);
  const start = composed.text.indexOf(part);
  const { span } = locate(composed, start, start + part.length, readSource);
  if (!span?.end) throw new Error(`not traced: ${part}`);
  const table = new LineTable(readSource(span.file));
  return table.text.slice(table.offset(span.start), table.offset(span.end));
}

describe("a stretch of an expression is found where it was written", () => {
  const errors = promql`
    sum by (app) (
      rate(${requests.where({ status: /5../ })}[${window}])
    )
      / sum by (pod) (rate(other_total{path="/a/{id}"}[5m]))
  `;

  test("in the text, on whatever line", () => {
    expect(traced(errors, "other_total")).toBe("other_total");
    expect(traced(errors, "by (app)")).toBe("by (app)");
    expect(traced(errors, "pod")).toBe("pod");
  });

  test("in a hole: all of it", () => {
    expect(traced(errors, "requests_total")).toBe("${requests.where({ status: /5../ })}");
    expect(traced(errors, "5..")).toBe("${requests.where({ status: /5../ })}");
  });

  test("from text into a hole", () => {
    expect(traced(errors, "rate(requests_total")).toBe("rate(${requests.where({ status: /5../ })}");
  });

  test("in an expression inside another, however deep", () => {
    const outer = promql`max(${errors}) > 5`;
    const outermost = promql`${outer} and ${promql`up{job="x"} == 1`}`;
    expect(traced(outermost, "other_total")).toBe("other_total");
    expect(traced(outermost, 'job="x"')).toBe('job="x"');
    expect(traced(outermost, "> 5")).toBe("> 5");
  });

  test("behind an escaped hole", () => {
    expect(traced(promql`x{ns=~"\${ns:regex}"} / broken`, "broken")).toBe("broken");
  });
});

test("what the library wrote points at the user's line, and shows the expression", () => {
  const composed = compose(promql`a`.above(3).query, "prod", () => false);
  const { span, excerpt } = locate(composed, 2, 3, readSource);
  expect(span?.file).toBe(import.meta.filename);
  expect(excerpt).toEqual({ text: "a > 3", start: 2, end: 3 });
});

test("without the source there is still a line", () => {
  const composed = compose(promql`a`, "prod", () => false);
  expect(locate(composed, 0, 1, () => undefined).span?.file).toBe(import.meta.filename);
});
