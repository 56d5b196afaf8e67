import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCommentedLines, readAllowComments } from "../../src/check/comments.js";

describe("a comment that allows something", () => {
  test("names the check and the reason", () => {
    const [comment] = readAllowComments("# telltale allow alert/no-for it is smoothed already", "rules.yml");
    expect(comment).toEqual({
      isForFile: false,
      id: "alert/no-for",
      until: undefined,
      reason: "it is smoothed already",
      span: { file: "rules.yml", start: { line: 1, column: 1 }, end: { line: 1, column: 53 } },
      isAlone: true,
    });
  });

  test("may expire, apply to the file, and follow code on its line", () => {
    const text = [
      "  # telltale allow alert/no-runbook until 2027-01-31 being written",
      "#telltale allow-file alert/no-for   ours",
      "for: 0s # telltale allow alert/no-for meant",
    ].join("\r\n");
    expect(readAllowComments(text, "f")).toMatchObject([
      { id: "alert/no-runbook", until: "2027-01-31", reason: "being written", isAlone: true },
      { id: "alert/no-for", isForFile: true, reason: "ours" },
      { id: "alert/no-for", reason: "meant", isAlone: false, span: { start: { line: 3, column: 9 } } },
    ]);
  });

  test("needs a hash, and may be incomplete", () => {
    expect(readAllowComments("telltale allow alert/no-for x\nx#telltale allow a b", "f")).toEqual([]);
    expect(readAllowComments("# telltale allow", "f")).toMatchObject([{ id: "", reason: "" }]);
    expect(readAllowComments("# telltale allow a until", "f")).toMatchObject([{ id: "a", until: "", reason: "" }]);
  });

  test("is found in any text", () => {
    fc.assert(fc.property(fc.string(), (text) => readAllowComments(`${text}# telltale`, "f").length >= 0));
  });
});

describe("a comment belongs", () => {
  const lines = [
    "rules:", // 1
    "  # telltale allow a above the first", // 2
    "  - alert: A", // 3
    "    # telltale allow b within it", // 4
    "    expr: up", // 5
    "", // 6
    "  # telltale allow c above, with a gap", // 7
    "  # another comment", // 8
    "  - alert: B", // 9
    "    expr: up # telltale allow d behind", // 10
    "other: {} # telltale allow e elsewhere", // 11
    "# telltale allow f below everything", // 12
  ];
  const rules = [
    { first: 3, last: 5 },
    { first: 9, last: 10 },
  ];
  const owners = readAllowComments(lines.join("\n"), "f").map((comment) => [
    comment.id,
    findCommentedLines(comment, rules, lines),
  ]);

  test("to the rule that contains it, or that begins below it", () => {
    expect(owners).toEqual([
      ["a", 0],
      ["b", 0],
      ["c", 1],
      ["d", 1],
      ["e", undefined],
      ["f", undefined],
    ]);
  });
});
