import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(repository, "docs/architecture.md"), "utf8");

/** A name with its file: `compileQuery` (`src/compile/query/query.ts`), or (`isSoundAlert`, `src/…`). */
const references = [...page.matchAll(/`(\w+)`(?: \(|, )`(src\/[\w./-]+\.ts)`/g)].map(([, name, file]) => [
  name!,
  file!,
]);

test("the walks name functions with their files", () => {
  expect(references.length).toBeGreaterThan(30);
});

test.each(references)("%s is declared in %s", (name, file) => {
  const path = join(repository, file);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^export (?:async )?(?:function|const|class) ${name}\\b`, "m"));
});
