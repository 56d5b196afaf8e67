import type { TextRange } from "../../diagnostics/positions.js";
import { type LocatedValue, mapScalarOffsets, resolveAlias, type YamlNode, type YamlText } from "../../yaml/index.js";
import type { SourceText } from "./source-rules.js";

/** Returns a decoded string whose offsets map back to the file. */
export function sourceText(yaml: Pick<YamlText, "text">, { value, node }: LocatedValue<string>): SourceText {
  return new NodeText(yaml, value, node);
}

/** Returns the range in the file of a substring. */
export function rangeIn(text: SourceText, start: number, end: number): TextRange {
  const from = text.offsetInFile(start);
  return { start: from, end: end > start ? Math.max(text.offsetInFile(end - 1) + 1, from) : from };
}

/** Builds the mapping of offsets on first use: there are many of these, and few need it. */
class NodeText implements SourceText {
  readonly value: string;
  private readonly yaml: Pick<YamlText, "text">;
  private readonly node: YamlNode;
  private offsets: ((offset: number) => number) | undefined;

  constructor(yaml: Pick<YamlText, "text">, value: string, node: YamlNode) {
    this.value = value;
    this.yaml = yaml;
    this.node = node;
    this.offsets = undefined;
  }

  get start(): number {
    return this.node.start;
  }

  get end(): number {
    return this.node.end;
  }

  offsetInFile(offset: number): number {
    if (this.offsets) return this.offsets(offset);
    const target = resolveAlias(this.node);
    if (this.node.kind === "alias" || target.kind !== "scalar") return this.node.start;
    this.offsets = mapScalarOffsets(this.yaml.text, target);
    return this.offsets(offset);
  }
}
