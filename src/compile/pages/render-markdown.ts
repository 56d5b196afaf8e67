import { type Helpers, parseTemplate, renderTemplate, type TemplateNode } from "../../handlebars/index.js";

/**
 * Fills a template of a page in Markdown, and tidies its lines.
 *
 * @throws TemplateError
 */
export function renderMarkdown(
  template: readonly TemplateNode[],
  page: object,
  partialTemplates: Readonly<Record<string, string>> = {},
): string {
  const partials = Object.fromEntries(
    Object.entries(partialTemplates).map(([name, text]) => [name, parseTemplate(text)]),
  );
  const references = new References();
  const text = renderTemplate(template, page, createHelpers(references), partials);
  return tidyLines(`${text}\n\n${references.definitions()}`);
}

/** Longer addresses are listed at the end of the page, so that its source stays readable. */
const maxInlineUrl = 120;

/** Links with long addresses, numbered in the order of the page. */
class References {
  readonly #numbers = new Map<string, number>();

  link(title: string, url: string): string {
    const text = escapeText(title);
    if (url === "") return text;
    const address = escapeUrl(url);
    if (address.length <= maxInlineUrl) return `[${text}](${address})`;
    const number = this.#numbers.get(address) ?? this.#numbers.size + 1;
    this.#numbers.set(address, number);
    return `[${text}][${number}]`;
  }

  definitions(): string {
    return Array.from(this.#numbers, ([address, number]) => `[${number}]: ${address}`).join("\n");
  }
}

function createHelpers(references: References): Helpers {
  return {
    inline: {
      comment: (text) => `<!-- ${String(text)} -->`,
      escape: (text) => escapeText(String(text)),
      cell: (text) =>
        String(text)
          .replace(/\s*\n\s*/g, " ")
          .replaceAll("|", "\\|"),
      link: (title, url) => references.link(String(title), String(url ?? "")),
      hang: (text, width = 3) => indent(String(text), Number(width)).trimStart(),
      code: (text, language) => {
        const fence = "`".repeat(Math.max(3, longestRun(String(text)) + 1));
        return `${fence}${String(language)}\n${String(text)}\n${fence}`;
      },
    },
    block: {
      indent: (body, width = 3) => indent(body, Number(width)),
    },
  };
}

function indent(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(Math.min(width, maxIndent)));
}

const maxIndent = 20;

/** Escapes what Markdown would read as formatting. An underscore inside a word needs no escape. */
function escapeText(text: string): string {
  return text.replace(/[\\`*[\]<>|]/g, (sign) => `\\${sign}`);
}

/** Parentheses and spaces would end the address of a link. */
function escapeUrl(url: string): string {
  return url.replaceAll("(", "%28").replaceAll(")", "%29").replaceAll(" ", "%20").replaceAll("<", "%3C");
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** Removes space at the ends of lines and repeated empty lines, except in blocks of code. */
function tidyLines(text: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of text.split("\n")) {
    const mark = /^ *(`{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      const tidied = line.trimEnd();
      if (tidied === "" && (lines.length === 0 || lines.at(-1) === "")) continue;
      lines.push(tidied);
      fence = mark;
    } else {
      lines.push(line);
      if (mark !== undefined && mark.length >= fence.length && line.trim() === mark) fence = undefined;
    }
  }
  while (lines.at(-1) === "") lines.pop();
  return `${lines.join("\n")}\n`;
}
