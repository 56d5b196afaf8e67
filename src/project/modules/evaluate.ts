import type { Diagnostic, Related, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { parseStack } from "../../model/definition/origin.js";
import { portablePath } from "../files/portable-path.js";
import { loadFindings } from "../findings.js";
import type { Bundle, BundledModule } from "./bundle.js";

/** A module that ran, with its exports by name. */
export interface EvaluatedModule {
  readonly file: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

export interface Evaluation {
  readonly modules: readonly EvaluatedModule[];
  /** Files that did not run to completion. */
  readonly failed: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs modules one after the other, so that definitions are created in the same order every time. A module that throws
 * stops only those that import it.
 */
export async function evaluate(root: string, bundle: Bundle, files: readonly string[]): Promise<Evaluation> {
  const modules: EvaluatedModule[] = [];
  const failed = new Set<string>(bundle.broken);
  const diagnostics: Diagnostic[] = [];
  const reported = new Set<unknown>();
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
      if (!reported.has(error)) diagnostics.push(describeError(root, error, file, bundle));
      reported.add(error);
    }
  }
  return { modules, failed, diagnostics };
}

function importsBroken(bundle: Bundle, module: BundledModule): boolean {
  return bundle.broken.size > 0 && [...collectImports(bundle, module.file)].some((file) => bundle.broken.has(file));
}

/** Returns a module and everything it imports, directly or not. */
function collectImports(bundle: Bundle, from: string): ReadonlySet<string> {
  const imports = new Set([from]);
  for (const file of imports) for (const next of bundle.modules.get(file)?.imports ?? []) imports.add(next);
  return imports;
}

function describeError(root: string, error: unknown, file: string, bundle: Bundle): Diagnostic {
  const span = locateError(error, file);
  const cycle = findCycle(bundle, span.file);
  const uninitialized = /^Cannot access '(.+)' before initialization$/.exec(errorMessage(error));
  if (uninitialized && cycle) return circularImport(root, uninitialized[1]!, span, cycle);
  return {
    ...finding(loadFindings, "definition/throws"),
    summary: `this threw ${errorName(error)}${firstLine(errorMessage(error))}`,
    details: "Definitions of this file, and of files that import it, are missing.",
    span,
    ...(cycle ? { related: [cycleNote(root, cycle)] } : {}),
  };
}

function circularImport(root: string, name: string, span: Span, cycle: readonly string[]): Diagnostic {
  return {
    ...finding(loadFindings, "definition/circular-import"),
    summary: `"${name}" is used before it is defined, because these files import each other`,
    details: renderCycle(root, cycle),
    fix: "move what both need to a file that imports neither; link dashboards by title, which needs no import",
    span,
  };
}

function cycleNote(root: string, cycle: readonly string[]): Related {
  return { message: `a circular import can leave values undefined: ${renderCycle(root, cycle)}` };
}

function renderCycle(root: string, cycle: readonly string[]): string {
  return [...cycle, cycle[0]!].map((file) => portablePath(root, file)).join(" → ");
}

/** Finds the shortest import cycle through a module. */
function findCycle(bundle: Bundle, file: string): readonly string[] | undefined {
  const importers = new Map<string, string>();
  const queue = [file];
  for (const importer of queue) {
    for (const next of bundle.modules.get(importer)?.imports ?? []) {
      if (next === file) return tracePath(importers, importer, file);
      if (importers.has(next)) continue;
      importers.set(next, importer);
      queue.push(next);
    }
  }
  return undefined;
}

function tracePath(importers: ReadonlyMap<string, string>, last: string, first: string): readonly string[] {
  const path = [last];
  while (path[0] !== first) path.unshift(importers.get(path[0]!)!);
  return path;
}

/** Locates the innermost stack frame in the user's own code, or else the beginning of the file. */
function locateError(error: unknown, file: string): Span {
  const frames = error instanceof Error ? parseStack(error.stack ?? "") : [];
  const frame = frames.find(({ isOwn: own, file: at }) => !own && !/[\\/]node_modules[\\/]/.test(at));
  if (!frame) return { file, start: { line: 1, column: 1 } };
  return { file: frame.file, start: { line: frame.line, column: frame.column } };
}

function errorName(error: unknown): string {
  return error instanceof Error ? `${error.name}: ` : "";
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!;
}
