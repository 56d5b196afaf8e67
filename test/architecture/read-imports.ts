import { posix } from "node:path";
import { parseAst } from "rolldown/parseAst";

/** One file that imports another, both as paths from the repository's root. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly line: number;
  /** True if nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Reads the imports of files from one another and from others: static, dynamic, re-exported and in types. */
export function readImports(files: ReadonlyMap<string, string>, others: Iterable<string> = []): Import[] {
  const known = new Set([...files.keys(), ...others]);
  return [...files].flatMap(([from, text]) => {
    const imports: Import[] = [];
    const visit = (node: Node): void => {
      const specifier = specifierOf(node);
      const to = specifier === undefined ? undefined : resolve(from, specifier, known);
      if (to !== undefined) {
        const line = text.slice(0, node.start).split("\n").length;
        imports.push({ from, to, line, isTypeOnly: isTypeOnly(node) });
      }
      for (const child of children(node)) visit(child);
    };
    visit(parseAst(text, { lang: "ts" }) as unknown as Node);
    return imports;
  });
}

/** The relative path that a node imports; undefined for other nodes and for packages. */
function specifierOf(node: Node): string | undefined {
  const source = (node.source ?? node.argument) as Node | null | undefined;
  const imports = /^(?:Import|Export(?:All|Named))Declaration$|^ImportExpression$|^TSImportType$/.test(node.type);
  const value = imports ? (source?.value ?? (source?.literal as Node | undefined)?.value) : undefined;
  return typeof value === "string" && value.startsWith(".") ? value : undefined;
}

function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = (node.specifiers as readonly Node[] | undefined) ?? [];
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === "type" || one.exportKind === "type");
}

function resolve(from: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  const path = posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
  return files.has(path) ? path : undefined;
}

function* children(node: Node): Iterable<Node> {
  for (const value of Object.values(node)) {
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield one;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}
