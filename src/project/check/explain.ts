import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nearest } from "../../diagnostics/nearest.js";
import { packageFolder } from "../../package-folder.js";

const pages = new URL("docs/checks/", packageFolder);

/** The page of a check, or the id that was most likely meant. */
export type Explanation = { readonly page: string } | { readonly suggestion: string | undefined };

/** Finds the page that says what a finding means, why it matters and what to do about it. */
export function explain(id: string): Explanation {
  const known = explainedIds();
  if (!known.includes(id)) return { suggestion: nearest(id, known) };
  return { page: readFileSync(new URL(`${id}.md`, pages), "utf8") };
}

/** Every id that has a page, sorted. */
export function explainedIds(): readonly string[] {
  const topics = readdirSync(fileURLToPath(pages), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const ids = topics.flatMap(({ name }) =>
    readdirSync(fileURLToPath(new URL(`${name}/`, pages)))
      .filter((file) => file.endsWith(".md"))
      .map((file) => `${name}/${file.slice(0, -".md".length)}`),
  );
  return ids.sort();
}

/** The one sentence of a check's page that says what it finds; undefined where there is no page. */
export function describeCheck(id: string): string | undefined {
  if (!explainedIds().includes(id)) return undefined;
  const text = readFileSync(new URL(`${id}.md`, pages), "utf8");
  const sentence = /^\*\*(?:error|warning|info)\*\* · (.+(?:\n.+)*)/m.exec(text)?.[1];
  return sentence?.replaceAll("\n", " ");
}
