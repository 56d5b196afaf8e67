import type { Span } from "../../diagnostics/diagnostic.js";
import { LineTable } from "../../diagnostics/positions.js";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/**
 * Where a key of the configuration is written, or the value of one: the nearest key on the way to it that stands in the
 * default export as a literal. What is computed has no place of its own.
 */
export async function placeInConfig(
  file: string,
  text: string,
  path: readonly string[],
  part: "key" | "value" = "key",
): Promise<Span> {
  const { parseAst } = await import("rolldown/parseAst");
  const table = new LineTable(text);
  const found = nodeAt(parseAst(text, { lang: "ts" }) as unknown as Node, path, part);
  if (!found) return { file, start: { line: 1, column: 1 } };
  return { file, start: table.position(found.start), end: table.position(found.end) };
}

function nodeAt(program: Node, path: readonly string[], part: "key" | "value"): Node | undefined {
  const statements = program.body as readonly Node[];
  const exported = statements.find(({ type }) => type === "ExportDefaultDeclaration");
  if (!exported) return undefined;
  let value = unwrap(exported.declaration as Node, statements);
  let place: Node | undefined;
  for (const [index, step] of path.entries()) {
    const next = value && stepInto(value, step);
    if (!next) break;
    place = part === "value" && index === path.length - 1 ? next.value : next.place;
    value = unwrap(next.value, statements);
  }
  return place ?? firstToken(exported);
}

function stepInto(value: Node, step: string): { place: Node; value: Node } | undefined {
  if (value.type === "ArrayExpression") {
    const element = (value.elements as readonly (Node | null)[])[Number(step)];
    return element ? { place: element, value: element } : undefined;
  }
  if (value.type !== "ObjectExpression") return undefined;
  const property = (value.properties as readonly Node[]).find((one) => one.type === "Property" && keyOf(one) === step);
  return property && { place: property.key as Node, value: property.value as Node };
}

function keyOf({ key, computed }: Node): unknown {
  if (computed) return undefined;
  const { name, value } = key as Node;
  return name ?? value;
}

/** Sees through `defineConfig(…)`, `as` and `satisfies`, and names of constants. */
function unwrap(node: Node, statements: readonly Node[]): Node | undefined {
  let value: Node | undefined = node;
  for (let steps = 0; value && steps < 10; steps++) {
    if (value.type === "CallExpression") value = (value.arguments as readonly Node[])[0];
    else if (value.type === "Identifier") value = constant(value.name as string, statements);
    else if (isWrapper(value)) value = value.expression as Node;
    else return value;
  }
  return value;
}

function isWrapper({ type }: Node): boolean {
  return type === "TSAsExpression" || type === "TSSatisfiesExpression" || type === "ParenthesizedExpression";
}

function constant(name: string, statements: readonly Node[]): Node | undefined {
  const declared = statements.flatMap((one) => {
    const declaration = (one.type === "ExportNamedDeclaration" ? one.declaration : one) as Node | null;
    return declaration?.type === "VariableDeclaration" ? (declaration.declarations as readonly Node[]) : [];
  });
  return declared.find(({ id }) => (id as Node).name === name)?.init as Node | undefined;
}

function firstToken({ start }: Node): Node {
  return { type: "Token", start, end: start + "export default".length };
}
