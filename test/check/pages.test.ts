import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checks, notices } from "../../src/check/index.js";
import { found } from "./examples.js";

const folder = fileURLToPath(new URL("../../docs/checks/", import.meta.url));

/** Everything that the checks can find, with how bad it is. */
const severities = new Map<string, string>([
  ...checks.map(({ id, severity }) => [id, severity] as const),
  ...Object.entries(notices),
]);
const topics = new Set(Array.from(severities.keys(), (id) => id.split("/")[0]!));

describe.each([...severities])("the page of %s", (id, severity) => {
  const path = `${folder}${id}.md`;
  const page = existsSync(path) ? readFileSync(path, "utf8") : "";

  test("is there, and says what is found and how bad it is", () => {
    expect(page.split("\n").slice(0, 3)).toEqual([
      `# ${id}`,
      "",
      expect.stringMatching(`^\\*\\*${severity}\\*\\* · \\S`),
    ]);
  });

  const blocks = [...page.matchAll(/^```(\w+) (catalogue|wrong|right)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    role: match[2]!,
    text: match[3]!,
  }));
  const catalogue = blocks.find(({ role }) => role === "catalogue")?.text ?? "";
  const wrong = blocks.filter(({ role }) => role === "wrong");
  const right = blocks.filter(({ role }) => role === "right");

  test("shows something wrong, and how it is right", () => {
    expect(wrong.length).toBeGreaterThan(0);
    expect(right.length).toBeGreaterThan(0);
  });

  test.each(wrong)("shows what is wrong: $text", ({ language, text }) => {
    expect(found(language, text, catalogue)).toContain(id);
  });

  test.each(right)("shows what is right: $text", ({ language, text }) => {
    expect(found(language, text, catalogue)).not.toContain(id);
  });
});

test("no page tells of something that is not checked", () => {
  const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".md") && topics.has(file.split("/")[0]!));
  expect(pages.map((file) => file.replace(/\.md$/, "")).filter((id) => !severities.has(id))).toEqual([]);
});

test("checks are listed in the order of their ids, each once", () => {
  const ids = checks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});
