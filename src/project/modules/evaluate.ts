import type { Diagnostic, Related, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { parseStack } from "../../model/definition/origin.js";
import { portablePath } from "../files/portable-path.js";
import { loadFindings } from "../findings.js";
import type { Bundle, BundledModule } from "./bundle.js";

/** What a module exports, by name. */
export interface Evaluated {
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

export interface Evaluation {
  readonly modules: readonly Evaluated[];
  /** The files that were not run to their end. */
  readonly failed: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs modules, one after the other, so that what they define comes into being in the same order every time. One that
 * throws stops those that import it, and no others.
 */
export async function evaluate(root: string, bundle: Bundle, files: readonly string[]): Promise<Evaluation> {
  const modules: Evaluated[] = [];
  const failed = new Set<string>(bundle.broken);
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<unknown>();
  for (const file of files) {
    const module = bundle.modules.get(file);
    if (!module || importsBroken(bundle, module)) {
      failed.add(file);
      continue;
    }
    try {
      modules.push({ file, exports: (await import(module.url)) as Record<string, unknown> });
    } catch (error) {
      failed.add(file);
      if (!seen.has(error)) diagnostics.push(thrown(root, error, file, bundle));
      seen.add(error);
    }
  }
  return { modules, failed, diagnostics };
}

function importsBroken(bundle: Bundle, module: BundledModule): boolean {
  return bundle.broken.size > 0 && [...reachable(bundle, module.file)].some((file) => bundle.broken.has(file));
}

/** A module and everything it imports, directly or not. */
function reachable(bundle: Bundle, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const file of reached) for (const next of bundle.modules.get(file)?.imports ?? []) reached.add(next);
  return reached;
}

function thrown(root: string, error: unknown, file: string, bundle: Bundle): Diagnostic {
  const span = spanOf(error, file);
  const cycle = cycleThrough(bundle, span.file);
  const early = /^Cannot access '(.+)' before initialization$/.exec(messageOf(error));
  if (early && cycle) return circularImport(root, early[1]!, span, cycle);
  return {
    ...finding(loadFindings, "definition/throws"),
    summary: `this throws when it is run: ${nameOf(error)}${firstLine(messageOf(error))}`,
    details: "What this file and those that import it define is missing; the other files were run.",
    span,
    ...(cycle ? { related: [cycleNote(root, cycle)] } : {}),
  };
}

function circularImport(root: string, name: string, span: Span, cycle: readonly string[]): Diagnostic {
  return {
    ...finding(loadFindings, "definition/circular-import"),
    summary: `"${name}" is used before it is defined, because these files import each other`,
    details: pathOf(root, cycle),
    fix: "move what both need to a file that imports neither; dashboards are linked by title, without an import",
    span,
  };
}

function cycleNote(root: string, cycle: readonly string[]): Related {
  return { message: `files that import each other may see what is not defined yet: ${pathOf(root, cycle)}` };
}

function pathOf(root: string, cycle: readonly string[]): string {
  return [...cycle, cycle[0]!].map((file) => portablePath(root, file)).join(" → ");
}

/** The shortest way from a module back to itself. */
function cycleThrough(bundle: Bundle, file: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const waiting = [file];
  for (const at of waiting) {
    for (const next of bundle.modules.get(at)?.imports ?? []) {
      if (next === file) return wayBack(cameFrom, at, file);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      waiting.push(next);
    }
  }
  return undefined;
}

function wayBack(cameFrom: ReadonlyMap<string, string>, last: string, first: string): readonly string[] {
  const way = [last];
  while (way[0] !== first) way.unshift(cameFrom.get(way[0]!)!);
  return way;
}

/** The innermost line of the user's own code; the beginning of the file where the stack shows none. */
function spanOf(error: unknown, file: string): Span {
  const frames = error instanceof Error ? parseStack(error.stack ?? "") : [];
  const frame = frames.find(({ isOwn: own, file: at }) => !own && !/[\\/]node_modules[\\/]/.test(at));
  if (!frame) return { file, start: { line: 1, column: 1 } };
  return { file: frame.file, start: { line: frame.line, column: frame.column } };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ` : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!;
}
