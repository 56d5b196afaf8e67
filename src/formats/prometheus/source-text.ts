import { type Located, resolveAlias, scalarPlaces, type YamlText } from "../../yaml/index.js";
import type { SourceText } from "./source-rules.js";

/** A text that was decoded from a file, with the way back to each of its characters. */
export function sourceText({ text }: Pick<YamlText, "text">, { value, node }: Located<string>): SourceText {
  let places: ((offset: number) => number) | undefined;
  const target = resolveAlias(node);
  const place = (offset: number) => {
    if (node.kind === "alias" || target.kind !== "scalar") return node.start;
    places ??= scalarPlaces(text, target);
    return places(offset);
  };
  return { value, start: node.start, end: node.end, place };
}
