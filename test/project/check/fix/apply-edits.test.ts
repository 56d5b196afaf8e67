import { describe, expect, test } from "vitest";
import type { Edit } from "../../../../src/diagnostics/diagnostic.js";
import { applyEdits } from "../../../../src/project/check/fix/apply-edits.js";

/** Replaces the text between the brackets. */
function edit(text: string, from: string, to: string): { readonly text: string; readonly edit: Edit } {
  const start = text.indexOf("⟦");
  const end = text.indexOf("⟧") - 1;
  const plain = text.replace(/[⟦⟧]/g, "");
  const position = (offset: number) => {
    const lines = plain.slice(0, offset).split("\n");
    return { line: lines.length, column: lines.at(-1)!.length + 1 };
  };
  return { text: plain, edit: { span: { file: "a", start: position(start), end: position(end) }, from, to } };
}

function edited(marked: string, from: string, to: string): string | undefined {
  const { text, edit: one } = edit(marked, from, to);
  return applyEdits(text, [one]);
}

describe("an edit of a file", () => {
  test("replaces the text, and nothing else", () => {
    expect(edited("# a\r\nexpr: up{⟦a=~'b'⟧} # c\r\n\r\n", "a=~'b'", "a='b'")).toBe(
      "# a\r\nexpr: up{a='b'} # c\r\n\r\n",
    );
  });

  test("is written with the escapes around it", () => {
    expect(edited('{"expr": "up{⟦a=~\\"b\\"⟧}"}', 'a=~"b"', 'a="b"')).toBe('{"expr": "up{a=\\"b\\"}"}');
    expect(edited("expr: 'up{⟦a=~''b''⟧}'", "a=~'b'", "a='b'")).toBe("expr: 'up{a=''b''}'");
  });

  test("that does not fit the text is refused", () => {
    expect(edited("expr: ⟦rate⟧(a)", "delta", "increase")).toBeUndefined();
    expect(edited("expr: ⟦a\n  b⟧", "a b", "c")).toBeUndefined();
  });

  test("is refused where the text does not tell how it is written", () => {
    expect(edited("expr: up{⟦a⟧}", "a", 'a="b"')).toBeUndefined();
  });

  test("is refused beside one that overlaps, and taken once beside the same", () => {
    const one = edit("⟦abc⟧", "abc", "x");
    const other = edit("a⟦bc⟧", "bc", "y");
    expect(applyEdits("abc", [one.edit, other.edit])).toBeUndefined();
    expect(applyEdits("abc", [one.edit, one.edit])).toBe("x");
  });
});
