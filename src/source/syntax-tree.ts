import { createRequire } from "node:module";
import { extname } from "node:path";
import type { Span } from "../diagnostics/diagnostic.js";
import { LineTable } from "../diagnostics/positions.js";

/** A node of the ESTree, with offsets in the source. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A range of the source, by offsets. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** The calls and tagged templates of a source file. */
export interface SyntaxTree {
  readonly program: Node;
  readonly lines: LineTable;
  /** Calls by the offset of the function's name, which is the position the engine reports for them. */
  readonly calls: ReadonlyMap<number, Node>;
  /** In the order of the source. */
  readonly taggedTemplates: readonly Node[];
  span(range: SourceRange): Span;
}

type Parser = typeof import("rolldown/parseAst");

/** Parses a source file; undefined if it is not valid. Loads the bundler, unless a project was loaded already. */
export function parseSource(file: string, text: string): SyntaxTree | undefined {
  const { parseAst } = createRequire(import.meta.url)("rolldown/parseAst") as Parser;
  let program: Node;
  try {
    program = parseAst(text, { lang: detectLanguage(file) }) as unknown as Node;
  } catch (error) {
    // Edited since it was run. Its diagnostics then point at the line only.
    if ((error as { code?: unknown }).code === "PARSE_ERROR") return undefined;
    throw error;
  }
  const lines = new LineTable(text);
  const span = ({ start, end }: SourceRange) => ({ file, start: lines.position(start), end: lines.position(end) });
  return { program, lines, span, ...collectCalls(program) };
}

function detectLanguage(file: string): "ts" | "tsx" | "js" | "jsx" {
  const extension = extname(file);
  if (extension === ".tsx" || extension === ".jsx") return extension === ".tsx" ? "tsx" : "jsx";
  return /^\.[cm]?js$/.test(extension) ? "js" : "ts";
}

function collectCalls(program: Node): Pick<SyntaxTree, "calls" | "taggedTemplates"> {
  const calls = new Map<number, Node>();
  const taggedTemplates: Node[] = [];
  const pending: Node[] = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === "CallExpression") calls.set(nameOf(node.callee as Node).start, node);
    if (node.type === "TaggedTemplateExpression") taggedTemplates.push(node);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) pending.push(child);
    }
  }
  taggedTemplates.sort((left, right) => templateOf(left).start - templateOf(right).start);
  return { calls, taggedTemplates };
}

/** `alert` in `shop.alert(…)`. */
function nameOf(callee: Node): Node {
  return callee.type === "MemberExpression" ? (callee.property as Node) : callee;
}

/** The template literal of a tagged template. */
export function templateOf({ quasi }: Node): Node {
  return quasi as Node;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
