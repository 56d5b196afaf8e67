import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const pagesFolder = fileURLToPath(new URL("../../docs/checks/", import.meta.url));

/** One example of a page: a block of code with its attributes. */
export interface Example {
  readonly language: string;
  readonly role: "wrong" | "right";
  readonly text: string;
  /** The targeted release, if the example sets one: `prometheus=2.42`. */
  readonly prometheus: string | undefined;
  readonly alertmanager: string | undefined;
  /** The messages that the page shows below it. */
  readonly message: string | undefined;
}

export interface Page {
  readonly severity: string | undefined;
  readonly sentence: string | undefined;
  /** Definitions that all examples of the page share. */
  readonly catalogue: string;
  readonly examples: readonly Example[];
}

const block = /^```(\w+) (catalogue|wrong|right)((?: \w+=[\d.]+)*)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm;

/** Reads the page of an id. A missing page is empty. */
export function readPage(id: string): Page {
  const path = `${pagesFolder}${id}.md`;
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const head = new RegExp(`^# ${id}\n\n\\*\\*(\\w+)\\*\\* · (.+)\n`).exec(text);
  const examples: Example[] = [];
  let catalogue = "";
  for (const [, language, role, attributes, code, message] of text.matchAll(block)) {
    if (role === "catalogue") catalogue = code!;
    else examples.push(createExample(language!, role as Example["role"], attributes!, code!, message));
  }
  return { severity: head?.[1], sentence: head?.[2], catalogue, examples };
}

/**
 * With `UPDATE_PAGES=1` in the environment, writes the current messages of the examples into a page. Read the diff before
 * you commit it.
 */
export function updatePage(id: string, messagesFor: (example: Example, catalogue: string) => string): void {
  const path = `${pagesFolder}${id}.md`;
  if (process.env.UPDATE_PAGES !== "1" || !existsSync(path)) return;
  const { catalogue } = readPage(id);
  const fence = "```";
  const text = readFileSync(path, "utf8");
  const updated = text.replaceAll(block, (whole, language, role, attributes, code) => {
    if (role !== "wrong") return whole;
    const message = messagesFor(createExample(language, role, attributes, code, undefined), catalogue);
    return `${fence}${language} ${role}${attributes}\n${code}${fence}\n\n${fence}text\n${message}${fence}\n`;
  });
  if (updated !== text) writeFileSync(path, updated);
}

/** With `UPDATE_PAGES=1` in the environment, writes the severity and the sentence of the catalogue into a page. */
export function updateHead(id: string, severity: string, sentence: string): void {
  const path = `${pagesFolder}${id}.md`;
  if (process.env.UPDATE_PAGES !== "1" || !existsSync(path)) return;
  const text = readFileSync(path, "utf8");
  const updated = text.replace(/^\*\*\w+\*\* · .+(?:\n.+)*/m, () => `**${severity}** · ${sentence}`);
  if (updated !== text) writeFileSync(path, updated);
}

const index = /(?<=^<!-- index -->\n)[\s\S]*(?=^<!-- end of index -->$)/m;

/**
 * Returns the index of findings in the README, as written and as expected. With `UPDATE_PAGES=1` in the environment,
 * writes it first.
 */
export function updateIndex(findings: readonly (readonly [string, Pick<Page, "severity" | "sentence">])[]) {
  const path = `${pagesFolder}README.md`;
  const rows = new Map<string, string>();
  for (const [id, { severity, sentence }] of findings) {
    const topic = id.split("/")[0]!;
    rows.set(topic, `${rows.get(topic) ?? ""}| [${id}](${id}.md) | ${severity} | ${sentence} |\n`);
  }
  const tables = Array.from(
    rows,
    ([topic, text]) => `\n### ${topic}\n\n| id | severity | finds |\n|---|---|---|\n${text}`,
  );
  const expected = tables.join("");
  const text = readFileSync(path, "utf8");
  if (process.env.UPDATE_PAGES === "1")
    writeFileSync(
      path,
      text.replace(index, () => `${expected}\n`),
    );
  return { written: index.exec(readFileSync(path, "utf8"))?.[0], expected: `${expected}\n` };
}

/** Renders findings as telltale prints them: the message and the fix. */
export function messages(findings: readonly { readonly summary: string; readonly fix?: string }[]): string {
  const printed = findings.map(({ summary, fix }) => `${summary}\n${fix === undefined ? "" : `fix: ${fix}\n`}`);
  return [...new Set(printed)].join("\n");
}

function createExample(
  language: string,
  role: Example["role"],
  attributes: string,
  text: string,
  message: string | undefined,
): Example {
  const release = (of: string) => new RegExp(`${of}=([\\d.]+)`).exec(attributes)?.[1];
  return {
    language,
    role,
    text,
    prometheus: release("prometheus"),
    alertmanager: release("alertmanager"),
    message,
  };
}
