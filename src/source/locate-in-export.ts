import type { Span } from "../diagnostics/diagnostic.js";
import { findEntry, unwrap } from "./literals.js";
import type { SourceFiles } from "./source-files.js";
import type { Node } from "./syntax-tree.js";

/**
 * Finds a key of the default export, or the value of one: the deepest key on its path that is written as a literal.
 * Computed values have no position of their own.
 */
export function locateInExport(
  file: string,
  path: readonly string[],
  part: "key" | "value",
  sources: SourceFiles,
): Span {
  const tree = sources.tree(file);
  const range = tree && findInExport(tree.program, path, part);
  return tree && range ? tree.span(range) : { file, start: { line: 1, column: 1 } };
}

function findInExport(program: Node, path: readonly string[], part: "key" | "value") {
  const statements = program.body as readonly Node[];
  const exported = statements.find(({ type }) => type === "ExportDefaultDeclaration");
  if (!exported) return undefined;
  let literal = resolve(exported.declaration as Node, statements);
  let node: Node | undefined;
  for (const [index, key] of path.entries()) {
    const entry = literal && findEntry(literal, key);
    if (!entry) break;
    node = part === "value" && index === path.length - 1 ? entry.value : entry.key;
    literal = resolve(entry.value, statements);
  }
  return node ?? { start: exported.start, end: exported.start + "export default".length };
}

/** Follows `defineConfig(…)` and the names of constants, as far as ten steps: `const a = b, b = a` would go on. */
function resolve(expression: Node, statements: readonly Node[]): Node | undefined {
  let node: Node | undefined = unwrap(expression);
  for (let steps = 0; node && steps < 10; steps++) {
    if (node.type === "CallExpression") node = (node.arguments as readonly Node[])[0];
    else if (node.type === "Identifier") node = findConstant(node.name as string, statements);
    else return node;
    node = node && unwrap(node);
  }
  return node;
}

function findConstant(name: string, statements: readonly Node[]): Node | undefined {
  const declarators = statements.flatMap((statement) => {
    const declaration = (
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement
    ) as Node | null;
    return declaration?.type === "VariableDeclaration" ? (declaration.declarations as readonly Node[]) : [];
  });
  return declarators.find(({ id }) => (id as Node).name === name)?.init as Node | undefined;
}
