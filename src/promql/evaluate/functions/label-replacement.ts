import { createRequire } from "node:module";

type Engine = typeof import("re2js");

let engine: Engine | undefined;

/** Loaded on first use: few queries replace labels. */
function loadEngine(): Engine {
  engine ??= createRequire(import.meta.url)("re2js") as Engine;
  return engine;
}

/** What a text becomes when the whole of it matches; undefined when it does not. */
export type Replacement = (text: string) => string | undefined;

/** A replacement with `$1`, `${1}`, `$name`, `${name}` and `$$` as Go expands them; undefined for a broken pattern. */
export function replacementOf(pattern: string, template: string, dotMatchesAll: boolean): Replacement | undefined {
  const { RE2JS, RE2JSException } = loadEngine();
  try {
    const regex = RE2JS.compile(`^(?${dotMatchesAll ? "s" : ""}:${pattern})$`);
    const names = regex.namedGroups() as Record<string, number>;
    const pieces = parseTemplate(template);
    return (text) => {
      const matcher = regex.matcher(text);
      if (!matcher.matches()) return undefined;
      const groupOf = (name: string): string => {
        const index = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name]! : -1;
        return index < 0 || index > matcher.groupCount() ? "" : (matcher.group(index) ?? "");
      };
      return pieces.map((piece) => ("text" in piece ? piece.text : groupOf(piece.group))).join("");
    };
  } catch (problem) {
    if (problem instanceof RE2JSException) return undefined;
    throw problem;
  }
}

type Piece = { readonly text: string } | { readonly group: string };

/** A dollar that no name follows stands for itself. */
function parseTemplate(template: string): Piece[] {
  const pieces: Piece[] = [];
  const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
  let from = 0;
  for (const match of template.matchAll(reference)) {
    pieces.push({ text: template.slice(from, match.index) });
    const group = match[1] ?? match[2];
    pieces.push(group === undefined ? { text: "$" } : { group });
    from = match.index + match[0].length;
  }
  pieces.push({ text: template.slice(from) });
  return pieces;
}
