import type { Argument, InnerBlock, Shape } from "./shape.js";

/** A paragraph of a table: its first line, and the indented ones. */
export interface Paragraph {
  readonly head: readonly string[];
  readonly lines: readonly string[];
}

/** Splits a table into paragraphs by the name in their first line. */
export function splitTable(table: string): ReadonlyMap<string, Paragraph> {
  const paragraphs = table.trim().split("\n\n");
  return new Map(
    paragraphs.map((paragraph) => {
      const [first, ...lines] = paragraph.split("\n");
      const head = first!.split(" ");
      return [head[0]!, { head, lines: lines.map((line) => line.trim()) }];
    }),
  );
}

/** Reads the lines of tables. */
export interface TableReader<Type> {
  readonly parseType: (text: string) => Type;
  /** Returns a shared shape by its name. */
  readonly find: (name: string) => Shape<Type>;
}

/**
 * Reads the fields and blocks of a paragraph. `name` is that of the shape, or the path of the block.
 *
 * ```text
 *   string type                   fields by type; ! marks a required one
 *   list(string) names!
 *   ...http_client                everything of a shared shape
 *   {tls_config} tls_config       blocks by shape; ! required, * repeatable, + both
 *   filter* {                     a block with its own fields and blocks
 *     string name!
 *   }
 * ```
 */
export function readShape<Type>(name: string, lines: readonly string[], reader: TableReader<Type>): Shape<Type> {
  const names = [name];
  const args = new Map<string, Argument<Type>>();
  const blocks = new Map<string, InnerBlock<Type>>();
  let isLabelled = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const words = line.split(" ");
    const first = words[0]!;
    if (first === "labelled") isLabelled = true;
    else if (first.startsWith("...")) {
      const included = reader.find(first.slice(3));
      names.push(...included.names);
      for (const [field, argument] of included.arguments) args.set(field, argument);
      for (const [field, block] of included.blocks) blocks.set(field, block);
    } else if (line.endsWith(" {")) {
      const end = endOfBlock(lines, at);
      const inner = lines.slice(at + 1, end);
      addBlock(blocks, first, (block) => once(() => readShape(`${name} > ${block}`, inner, reader)));
      at = end;
    } else if (first.startsWith("{")) {
      const shape = once(() => (first === "{}" ? emptyShape<Type>() : reader.find(first.slice(1, -1))));
      for (const word of words.slice(1)) addBlock(blocks, word, () => shape);
    } else {
      const type = reader.parseType(first);
      for (const word of words.slice(1)) args.set(word.replace("!", ""), { type, isRequired: word.endsWith("!") });
    }
  }
  return { names, arguments: args, blocks, isLabelled };
}

function emptyShape<Type>(): Shape<Type> {
  return { names: [], arguments: new Map(), blocks: new Map(), isLabelled: false };
}

function addBlock<Type>(
  blocks: Map<string, InnerBlock<Type>>,
  word: string,
  shapeOf: (name: string) => () => Shape<Type>,
): void {
  const [, name, flag] = /^(.*?)([!*+]?)$/.exec(word) as unknown as readonly [string, string, string];
  blocks.set(name, {
    isRequired: flag === "!" || flag === "+",
    mayRepeat: flag === "*" || flag === "+",
    shape: shapeOf(name),
  });
}

function endOfBlock(lines: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < lines.length; at++) {
    if (lines[at]!.endsWith(" {")) depth++;
    if (lines[at] === "}" && --depth === 0) return at;
  }
  throw new Error(`unclosed block in a table: ${lines[start]}`);
}

function once<Value>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= compute());
}

/** Finds the shared shapes of tables, each read once. */
export function shapeFinder<Type>(
  tables: readonly string[],
  parseType: (text: string) => Type,
): (name: string) => Shape<Type> {
  let paragraphs: ReadonlyMap<string, Paragraph> | undefined;
  const found = new Map<string, Shape<Type>>();
  const find = (name: string): Shape<Type> => {
    paragraphs ??= new Map(tables.flatMap((table) => [...splitTable(table)]));
    const paragraph = paragraphs.get(name);
    if (paragraph === undefined) throw new Error(`unknown shape in a table: ${name}`);
    const shape = found.get(name) ?? readShape(name, paragraph.lines, { parseType, find });
    found.set(name, shape);
    return shape;
  };
  return find;
}
