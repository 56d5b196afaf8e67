import { loadRe2 } from "../../../regexp/re2.js";
import { parseReplacement } from "../../../regexp/replacement.js";

/** Returns the replacement of a fully matching text; undefined if it does not match. */
export type Replacement = (text: string) => string | undefined;

/**
 * Compiles a replacement that expands `$1`, `${1}`, `$name`, `${name}` and `$$` as Go does; undefined if the pattern is
 * invalid.
 */
export function compileReplacement(pattern: string, template: string, dotMatchesAll: boolean): Replacement | undefined {
  const { RE2JS, RE2JSException } = loadRe2();
  try {
    const regex = RE2JS.compile(`^(?${dotMatchesAll ? "s" : ""}:${pattern})$`);
    const names = regex.namedGroups() as Record<string, number>;
    const pieces = parseReplacement(template);
    return (text) => {
      const matcher = regex.matcher(text);
      if (!matcher.matches()) return undefined;
      const readGroup = (name: string): string => {
        const index = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name]! : -1;
        return index < 0 || index > matcher.groupCount() ? "" : (matcher.group(index) ?? "");
      };
      return pieces.map((piece) => ("text" in piece ? piece.text : readGroup(piece.group))).join("");
    };
  } catch (problem) {
    if (problem instanceof RE2JSException) return undefined;
    throw problem;
  }
}
