/**
 * A node of a YAML document; `start` and `end` are UTF-16 offsets into the text. The tree is syntactic: scalars keep
 * their style and tag, aliases stay aliases, merge keys stay entries named `<<`. The files in `values/` interpret it.
 */
export type YamlNode = YamlScalar | YamlMapping | YamlSequence | YamlAlias;

export type ScalarStyle = "plain" | "single quoted" | "double quoted" | "literal" | "folded";

interface NodeBase {
  /** Offset of the node, with its anchor and tag. */
  readonly start: number;
  readonly end: number;
  /** Resolved (`tag:yaml.org,2002:str`) or local (`!mine`); undefined without a tag. */
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

export interface YamlScalar extends NodeBase {
  readonly kind: "scalar";
  /** The value, with escapes resolved and lines folded. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** Offset of its first character, opening quote or block indicator. */
  readonly valueStart: number;
  /** Column of the enclosing block. With `inFlow`, it allows scanning the scalar again. */
  readonly parentIndent: number;
  readonly inFlow: boolean;
}

export interface YamlMapping extends NodeBase {
  readonly kind: "mapping";
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface YamlSequence extends NodeBase {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlAlias extends NodeBase {
  readonly kind: "alias";
  /** The anchor's name. */
  readonly name: string;
  readonly target: YamlScalar | YamlMapping | YamlSequence;
}
