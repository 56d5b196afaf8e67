import { findSourceMap } from "node:module";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describeWrongOptions } from "../../compile/check-options.js";
import type { Diagnostic, Related, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { InvalidCall } from "../../model/definition/check-arguments.js";
import { formatDuration } from "../../model/definition/duration.js";
import { parseStack } from "../../model/definition/origin.js";
import { forgetRunningModule } from "../../model/system/additions.js";
import { type ReadSource, SourceFiles } from "../../source/source-files.js";
import { portablePath } from "../files/portable-path.js";
import { loadFindings } from "../findings.js";
import type { Bundle, BundledModule } from "../modules/bundle.js";
import type { KeptModules } from "../modules/kept-modules.js";
import { endless, findEnded, findEndless, importModule, locateAwait, maxWaitMilliseconds } from "./await-module.js";
import { type InterruptedFrame, withLoopWatchdog } from "./loop-watchdog.js";
import { guardProcess, ProcessExit, type ProcessGuard } from "./process-guard.js";
import { errorMessage, renderThrown } from "./thrown.js";

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

/** Evaluations share the process, which each of them guards. */
let previous: Promise<unknown> = Promise.resolve();

export interface EvaluationOptions {
  /** @default `maxWaitMilliseconds` */
  readonly maxWait?: number | undefined;
  /** Modules that ran before, and need not run again. */
  readonly kept?: KeptModules | undefined;
}

/**
 * Runs modules one after the other, so that definitions are created in the same order every time. A module that throws
 * stops only those that import it. Modules cannot end the process, write to standard output, or wait forever.
 */
export function evaluate(
  root: string,
  bundle: Bundle,
  files: readonly string[],
  readSource: ReadSource,
  { maxWait = maxWaitMilliseconds, kept }: EvaluationOptions = {},
): Promise<Evaluation> {
  const evaluation = previous.then(() => evaluateGuarded({ root, bundle, readSource, kept }, files, maxWait));
  previous = evaluation.catch(() => {});
  return evaluation;
}

interface Context {
  readonly root: string;
  readonly bundle: Bundle;
  readonly readSource: ReadSource;
  readonly kept?: KeptModules | undefined;
}

async function evaluateGuarded(context: Context, files: readonly string[], maxWait: number): Promise<Evaluation> {
  const guard = guardProcess();
  try {
    const evaluation = await evaluateModules(context, files, maxWait);
    // A promise without a handler is reported in the turn after it was rejected.
    await nextTurn();
    return { ...evaluation, diagnostics: [...evaluation.diagnostics, ...describeIncidents(guard, evaluation.errors)] };
  } finally {
    forgetRunningModule();
    guard.release();
  }
}

async function evaluateModules(context: Context, files: readonly string[], maxWait: number) {
  const { bundle, kept } = context;
  const modules: EvaluatedModule[] = [];
  const failed = new Set<string>(bundle.broken);
  const unusable = new Set<string>(bundle.broken);
  const diagnostics: Diagnostic[] = [];
  const errors = new Set<unknown>();
  for (const file of files) {
    const module = bundle.modules.get(file);
    if (!module || importsAny(bundle, module, unusable)) {
      failed.add(file);
      continue;
    }
    const before = kept?.exports.get(module.url);
    if (before) {
      modules.push({ file, exports: before });
      continue;
    }
    try {
      const limit = bundle.willEnd ? undefined : maxWait;
      const watched = await withLoopWatchdog(limit, () => importModule(module.url, maxWait));
      if ("endedAt" in watched) {
        const ended = await findEnded(bundle, collectImports(bundle, file));
        for (const one of [file, ...ended]) unusable.add(one);
        failed.add(file);
        diagnostics.push(
          loops(locateFrame(watched.endedAt, bundle) ?? { file, start: { line: 1, column: 1 } }, maxWait),
        );
        continue;
      }
      const exports = watched.result;
      if (exports !== endless) {
        modules.push({ file, exports });
        kept?.exports.set(module.url, exports);
        continue;
      }
      failed.add(file);
      const unfinished = await findEndless(bundle, collectImports(bundle, file));
      for (const one of unfinished) unusable.add(one);
      const culprits = [...unfinished].filter((one) => !importsOthers(bundle, one, unfinished));
      diagnostics.push(...culprits.map((culprit) => neverEnds(culprit, context)));
    } catch (error) {
      failed.add(file);
      if (!errors.has(error)) diagnostics.push(...describeError(context, error, file));
      errors.add(error);
    }
  }
  return { modules, failed, diagnostics, errors };
}

/** True if a module imports one of these files, directly or not, or is one. */
function importsAny(bundle: Bundle, module: BundledModule, files: ReadonlySet<string>): boolean {
  return files.size > 0 && [...collectImports(bundle, module.file)].some((file) => files.has(file));
}

function importsOthers(bundle: Bundle, file: string, files: ReadonlySet<string>): boolean {
  const hasCycle = (other: string) => collectImports(bundle, other).has(file);
  return [...collectImports(bundle, file)].some((other) => other !== file && files.has(other) && !hasCycle(other));
}

/** Returns a module and everything it imports, directly or not. */
function collectImports(bundle: Bundle, from: string): ReadonlySet<string> {
  const imports = new Set([from]);
  for (const file of imports) for (const next of bundle.modules.get(file)?.imports ?? []) imports.add(next);
  return imports;
}

/** Reports what stopped no module: a call that was refused and caught, output, and errors after a module had run. */
function describeIncidents(guard: ProcessGuard, reported: ReadonlySet<unknown>): readonly Diagnostic[] {
  const exits = guard.exits.filter((error) => !reported.has(error));
  const uncaught = guard.uncaught.filter(
    (error) => !reported.has(error) && !guard.exits.includes(error as ProcessExit),
  );
  return [
    ...exits.map((error) => endsProcess(error, findOwnFrame(error))),
    ...uniqueSpans(guard.prints).map(prints),
    ...uncaught.map(throwsLate),
  ];
}

function uniqueSpans(errors: readonly Error[]): readonly (Span | undefined)[] {
  const spans = errors.map(findOwnFrame);
  return [...new Map(spans.map((span) => [JSON.stringify(span), span])).values()];
}

const missingDefinitions = "Definitions of this file, and of files that import it, are missing.";

function endsProcess({ message }: ProcessExit, span: Span | undefined): Diagnostic {
  return {
    ...finding(loadFindings, "definition/ends-process"),
    summary: `${message} while the definitions were loaded`,
    details: "Telltale runs definition files in its own process, so it did not end.",
    fix: "remove the call; throw an error if the definitions cannot be used",
    ...(span && { span }),
  };
}

function prints(span: Span | undefined): Diagnostic {
  return {
    ...finding(loadFindings, "definition/prints"),
    summary: "this writes to standard output",
    details: "Standard output is for the result of a command, such as JSON. The text was written to standard error.",
    fix: "remove it, or use console.error",
    ...(span && { span }),
  };
}

function throwsLate(error: unknown): Diagnostic {
  const span = findOwnFrame(error);
  return {
    ...finding(loadFindings, "definition/throws"),
    summary: `this threw ${renderThrown(error)} after its file had run`,
    details: "It happened in a promise or a timer that the file does not wait for.",
    fix: "await the promise, or catch its error",
    ...(span && { span }),
  };
}

function neverEnds(file: string, { readSource }: Context): Diagnostic {
  return {
    ...finding(loadFindings, "definition/never-ends"),
    summary: "this file waits for something that does not happen",
    details: `Its top-level await has not ended. ${missingDefinitions}`,
    fix: "resolve the promise, or give it a time limit",
    span: locateAwait(file, readSource),
  };
}

/** The innermost frame in a module of the project, mapped to its source. */
function locateFrame(frames: readonly InterruptedFrame[], { modules }: Bundle): Span | undefined {
  const urls = new Set(Array.from(modules.values(), ({ url }) => url));
  const frame = frames.find(({ url }) => urls.has(url));
  const entry = frame && findSourceMap(frame.url)?.findEntry(frame.line, frame.column);
  if (!entry || !("originalSource" in entry)) return undefined;
  const start = { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  return { file: fileURLToPath(entry.originalSource), start };
}

function loops(span: Span, limit: number): Diagnostic {
  return {
    ...finding(loadFindings, "definition/never-ends"),
    summary: `this file ran for ${formatDuration(limit)} and did not end`,
    details: `It was stopped. ${missingDefinitions}`,
    fix: "look for an endless loop here; if the file needs more time, set loadTimeout in the configuration",
    span,
  };
}

function describeError(context: Context, error: unknown, file: string): readonly Diagnostic[] {
  const { root, bundle } = context;
  const span = findOwnFrame(error) ?? { file, start: { line: 1, column: 1 } };
  if (error instanceof ProcessExit) return [endsProcess(error, span)];
  const cycle = findCycle(bundle, span.file);
  const related = cycle ? { related: [cycleNote(root, cycle)] } : {};
  if (error instanceof InvalidCall) return invalidCall(error, context).map((one) => ({ ...one, ...related }));
  const uninitialized = /^Cannot access '(.+)' before initialization$/.exec(errorMessage(error));
  if (uninitialized && cycle) return [circularImport(root, uninitialized[1]!, span, cycle)];
  const called = isOwnError(error) ? calleeAt(span, context) : undefined;
  if (called !== undefined) return [{ ...unusableArguments(called), span, ...related }];
  return [
    {
      ...finding(loadFindings, "definition/throws"),
      summary: `this threw ${renderThrown(error)}`,
      details: missingDefinitions,
      ...(error instanceof Error ? {} : { fix: "throw an Error, which tells the line" }),
      span,
      ...related,
    },
  ];
}

/** Reports arguments that a function cannot use, at their own position. */
function invalidCall({ call, origin }: InvalidCall, { readSource }: Context): readonly Diagnostic[] {
  const reported = describeWrongOptions(origin, call, new SourceFiles(readSource));
  return reported.map((diagnostic) => ({ ...diagnostic, details: missingDefinitions }));
}

/** True for an error that the engine raised in a function of this package: its arguments were not what it takes. */
function isOwnError(error: unknown): boolean {
  const isOfEngine = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return isOfEngine && parseStack(String(error.stack))[0]?.isOwn === true;
}

/** The function that is called at a position, as it is written: `shop.service`. */
function calleeAt({ file, start }: Span, { readSource }: Context): string | undefined {
  const line = readSource(file)?.split("\n")[start.line - 1];
  return line === undefined ? undefined : /^[\w$.]+/.exec(line.slice(start.column - 1))?.[0];
}

function unusableArguments(called: string): Diagnostic {
  return {
    ...finding(loadFindings, "definition/throws"),
    summary: `${called}(…) cannot use these arguments`,
    details: missingDefinitions,
    fix: "compare them with its documentation; `tsc` names the one that does not fit",
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

/** Locates the innermost stack frame in the user's own code. */
function findOwnFrame(error: unknown): Span | undefined {
  const stack: unknown = error instanceof Error ? error.stack : undefined;
  const frames = typeof stack === "string" ? parseStack(stack) : [];
  const frame = frames.find(({ isOwn, file }) => !isOwn && !/[\\/]node_modules[\\/]/.test(file));
  return frame && { file: frame.file, start: { line: frame.line, column: frame.column } };
}
