import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explain } from "../../src/project/explain.js";

const sources = new URL("../../src/project/", import.meta.url);
const topics = /"((?:baseline|build|config|definition|files)\/[a-z-]+)"/g;
const texts = readdirSync(sources).map((name) => readFileSync(new URL(name, sources), "utf8"));
const ids = [...new Set(texts.flatMap((text) => [...text.matchAll(topics)].map(([, id]) => id!)))].sort();

test.each(ids)("%s has a page that begins with its id and severity", (id) => {
  const explained = explain(id);
  expect(explained).toHaveProperty("page");
  const { page } = explained as { page: string };
  expect(page).toMatch(new RegExp(`^# ${id}\n\n\\*\\*(?:error|warning|info)\\*\\* · \\S`));
});

test("an id that is misspelt is told apart from one that means nothing", () => {
  expect(explain("definition/trows")).toEqual({ meant: "definition/throws" });
  expect(explain("../../package")).toEqual({ meant: undefined });
});
