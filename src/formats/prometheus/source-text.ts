import { type LocatedValue, mapScalarOffsets, resolveAlias, type YamlNode, type YamlText } from "../../yaml/index.js";
import type { SourceText } from "./source-rules.js";

/** A text that was decoded from a file, with the way back to each of its characters. */
export function sourceText(yaml: Pick<YamlText, "text">, { value, node }: LocatedValue<string>): SourceText {
  return new NodeText(yaml, value, node);
}

/** There are many of these, and few are ever asked for a place. */
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
