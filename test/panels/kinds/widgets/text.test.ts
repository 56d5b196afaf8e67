import { text } from "telltale";
import { expect, test } from "vitest";
import { textKind } from "../../../../src/panels/kinds/widgets/text.js";
import { render } from "../../render.js";

test("has its Markdown, and no field config", () => {
  expect(render(text("A", "**Help**"), [])).toEqual({ options: { mode: "markdown", content: "**Help**" } });
});

test.each([
  ["one line", "A", "a", 3],
  ["many lines", "A", "a\n".repeat(10), 8],
  ["many lines without a title", "", "a\n".repeat(10), 8],
  ["more lines than a screen", "A", "a\n".repeat(100), 24],
])("is as high as %s", (_, title, markdown, height) => {
  expect(textKind.height(text(title, markdown))).toBe(height);
});

test("is HTML or code by its options", () => {
  expect(render(text("A", "<b>Help</b>", { mode: "html" }), []).options).toMatchObject({ mode: "html" });
  const code = { language: "yaml", lineNumbers: true } as const;
  expect(render(text("A", "a: 1", { mode: "code", code }), []).options).toMatchObject({
    mode: "code",
    code: { language: "yaml", showLineNumbers: true, showMiniMap: false },
  });
});
