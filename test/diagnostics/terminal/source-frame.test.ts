import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderFrame } from "../../../src/diagnostics/terminal/source-frame.js";

/** Renders the range between « and » in a text. */
function draw(marked: string, width = 80): string[] {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace("«", "").replace("»", "");
  return renderFrame({ text, start, end }, width).flatMap(({ number, source, carets }) => [
    `${number ?? "."} ${source}`,
    ...(carets === "" ? [] : [`  ${carets}`]),
  ]);
}

describe("source excerpts", () => {
  test("one line", () => {
    expect(draw("a\nsum(«rate(x[5m])»)\nb")).toEqual([
      "2 sum(rate(x[5m]))", //
      "      ^^^^^^^^^^^",
    ]);
  });

  test("tabs, wide characters and combining marks do not misplace carets", () => {
    expect(draw("\t\tup{x=«1»}")).toEqual(["1         up{x=1}", `${" ".repeat(15)}^`]);
    expect(draw('"延迟", «"b"»')).toEqual(['1 "延迟", "b"', `  ${" ".repeat(8)}^^^`]);
    expect(draw("e\u0301e\u0301 «x»")).toEqual(["1 e\u0301e\u0301 x", "     ^"]);
  });

  test("several lines, marked without their indentation", () => {
    expect(draw("promql`«sum(\n    x\n\n  )»`")).toEqual([
      "1 promql`sum(",
      "         ^^^^",
      "2     x",
      "      ^",
      "3 ",
      "4   )`",
      "    ^",
    ]);
  });

  test("a long range shows its beginning and its end", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
    const drawn = renderFrame({ text: lines.join("\n"), start: 0, end: lines.join("\n").length }, 80);
    expect(drawn.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, undefined, 39, 40]);
  });

  test("an empty range is one caret, also at the end of a line and of the text", () => {
    expect(draw("ab«»c")).toEqual(["1 abc", "    ^"]);
    expect(draw("abc«»\nd")).toEqual(["1 abc", "     ^"]);
    expect(draw("up ==«»")).toEqual(["1 up ==", "       ^"]);
    expect(draw("«»")).toEqual(["1 ", "  ^"]);
  });

  test("a long line is truncated around the marked part", () => {
    const line = `${"x".repeat(500)}«here»${"y".repeat(500)}`;
    const [source, carets] = draw(line, 60);
    expect(source!.length).toBeLessThan(70);
    expect(source!.slice(carets!.indexOf("^"), carets!.lastIndexOf("^") + 1)).toBe("here");
  });

  test("lines may end with CRLF", () => {
    expect(draw("a\r\n«b»\r\nc")).toEqual(["2 b", "  ^"]);
  });

  test("for any text and range, something is marked and no line is too long", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\t", "延", "🚨", "\u0301", " ", "\r") });
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (source, start, length) => {
        const frame = renderFrame({ text: source, start, end: start + length }, 40);
        expect(frame.length).toBeGreaterThan(0);
        expect(frame.length).toBeLessThanOrEqual(8);
        for (const { source: line } of frame) expect(line).not.toMatch(/[\n\r\t]/);
      }),
    );
  });
});
