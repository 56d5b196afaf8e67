import { TemplateError } from "./syntax.js";

/** A piece of a template: text, or a tag between braces without them. */
export type Token =
  | { readonly kind: "text"; text: string; readonly offset: number }
  | {
      readonly kind: "tag";
      readonly sign: "#" | "/" | "^" | "!" | ">" | "";
      readonly text: string;
      readonly offset: number;
    };

/** Splits a template into texts and tags, and removes the whitespace that belongs to tags. */
export function tokenize(template: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const addText = (text: string, offset: number) => {
    const last = tokens.at(-1);
    if (last?.kind === "text") last.text += text;
    else tokens.push({ kind: "text", text, offset });
  };
  while (position < template.length) {
    const start = template.indexOf("{{", position);
    if (start === -1) break;
    if (template[start - 1] === "\\" && start > position) {
      addText(`${template.slice(position, start - 1)}{{`, position);
      position = start + 2;
      continue;
    }
    addText(template.slice(position, start), position);
    const { token, end } = readTag(template, start);
    tokens.push(token);
    position = end;
  }
  addText(template.slice(position), position);
  return trimStandalone(trimTildes(tokens));
}

function readTag(template: string, start: number): { readonly token: Token; readonly end: number } {
  const isComment = /^\{\{~?!--/.test(template.slice(start, start + 6));
  const isTriple = template.startsWith("{{{", start);
  const close = isComment ? /--~?\}\}/g : isTriple ? /\}\}\}/g : /\}\}/g;
  close.lastIndex = start;
  const match = close.exec(template);
  if (!match) throw new TemplateError("this tag has no end", start);
  const inside = template.slice(
    start + (isTriple ? 3 : 2),
    match.index + (match[0].startsWith("--") ? match[0].length - 2 : 0),
  );
  const sign = /^~?([#/^!>&])/.exec(inside)?.[1] ?? "";
  const text = inside.replace(/^(~?)[#/^!>&]/, "$1");
  const kind = sign === "&" ? "" : (sign as "#" | "/" | "^" | "!" | ">" | "");
  return { token: { kind: "tag", sign: kind, text, offset: start }, end: match.index + match[0].length };
}

/** Removes the whitespace before `{{~` and after `~}}`. */
function trimTildes(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, index) => {
    if (token.kind === "tag") return { ...token, text: token.text.replace(/^~|~$/g, "").trim() };
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    let { text } = token;
    if (before?.kind === "tag" && before.text.endsWith("~")) text = text.trimStart();
    if (after?.kind === "tag" && after.text.startsWith("~")) text = text.trimEnd();
    return { ...token, text };
  });
}

/** Removes the line of a block, a partial, an `{{else}}` or a comment that stands alone on it, as Handlebars does. */
function trimStandalone(tokens: readonly Token[]): readonly Token[] {
  const trimmed = tokens.map((token) => ({ ...token }));
  tokens.forEach((token, index) => {
    if (token.kind !== "tag" || (token.sign === "" && !/^else\b/.test(token.text))) return;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const isFirst = index === 0 || (before?.kind === "text" && before.text === "" && index === 1);
    const opens =
      isFirst || (before?.kind === "text" && /(?:^|\n)[ \t]*$/.test(before.text) && startsLine(tokens, index));
    const closes =
      after === undefined ||
      (after.kind === "text" && (/^[ \t]*\r?\n/.test(after.text) || endsTemplate(tokens, index)));
    if (!opens || !closes) return;
    const [left, right] = [trimmed[index - 1], trimmed[index + 1]];
    if (left?.kind === "text") left.text = left.text.replace(/[ \t]+$/, "");
    if (right?.kind === "text") right.text = right.text.replace(/^[ \t]*(?:\r?\n)?/, "");
  });
  return trimmed;
}

/** True if the text before a tag has a line break, or is the start of the template. */
function startsLine(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before?.kind === "text" && (before.text.includes("\n") || index === 1);
}

function endsTemplate(tokens: readonly Token[], index: number): boolean {
  const after = tokens[index + 1];
  return index + 2 >= tokens.length && after?.kind === "text" && /^[ \t]*$/.test(after.text);
}
