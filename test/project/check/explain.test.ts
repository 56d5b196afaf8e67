import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeCheck, explain, explainedIds } from "../../../src/project/check/explain.js";

const sources = new URL("../../../src/", import.meta.url);
const texts = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(new URL(name.replaceAll("\\", "/"), sources), "utf8"));

/** Texts of the form of an id that are none. */
const others = new Set(["telltale/v1", "vitest/node"]);

/** The topics under which YAML is decoded: `${topic}/unknown-field`, `${topic}/wrong-type`. */
const decoded = texts.flatMap((text) =>
  [...text.matchAll(/new Decoder\(\w+, "([a-z-]+)"/g)].map(([, topic]) => topic!),
);

/** Every id that something in the package can tell of: what is written like one is one. */
const ids = new Set([
  ...texts.flatMap((text) =>
    [...text.matchAll(/(?<!from |import\()"([a-z-]+\/[a-z][a-z0-9-]*)"/g)].map(([, id]) => id!),
  ),
  ...decoded.flatMap((topic) => [`${topic}/unknown-field`, `${topic}/wrong-type`]),
]);
for (const other of others) ids.delete(other);

describe("every id that anything tells of", () => {
  test.each([...ids].sort())("%s has a page, which says how bad it is and what is found", (id) => {
    const explained = explain(id);
    expect(explained).toHaveProperty("page");
    const { page } = explained as { page: string };
    expect(page).toMatch(new RegExp(`^# ${id}\n\n\\*\\*(?:error|warning|info)\\*\\* · \\S.*\\.\n\n\\S`));
    expect(describeCheck(id)).toMatch(/^\S.*\.$/);
  });

  test("is there for each page", () => {
    expect(explainedIds().filter((id) => !ids.has(id))).toEqual([]);
  });
});

test("an id that is misspelt is told apart from one that means nothing", () => {
  expect(explain("definition/trows")).toEqual({ suggestion: "definition/throws" });
  expect(explain("../../package")).toEqual({ suggestion: undefined });
});
