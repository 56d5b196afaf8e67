/**
 * The tree of a YAML document, with the place of everything in the text (`start` and `end` are UTF-16 offsets).
 * It is what the text says, before any meaning: scalars keep their style and tag, aliases stay aliases, merge keys
 * stay entries named `<<`. `scalar-type.ts`, `aliases.ts` and `mapping.ts` say what it means.
 */
export type YamlNode = YamlScalar | YamlMapping | YamlSequence | YamlAlias;

export type ScalarStyle = "plain" | "single quoted" | "double quoted" | "literal" | "folded";

interface NodeBase {
  /** Where the node begins, its anchor and tag included. */
  readonly start: number;
  readonly end: number;
  /** In full (`tag:yaml.org,2002:str`) or as written (`!mine`); undefined when there is none. */
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
}

export interface YamlScalar extends NodeBase {
  readonly kind: "scalar";
  /** The text it stands for: escapes resolved, lines folded. */
  readonly value: string;
  readonly style: ScalarStyle;
  /** Where the scalar itself begins: its first character, opening quote, or block indicator. */
  readonly valueStart: number;
  /** Column of the block that it stands in, and whether inside brackets: what it takes to read it once more. */
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
