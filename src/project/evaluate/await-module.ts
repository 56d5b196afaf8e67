import { setImmediate as nextTurn } from "node:timers/promises";
import type { Span } from "../../diagnostics/diagnostic.js";
import type { ReadSource } from "../../source/source-files.js";
import { parseSource } from "../../source/syntax-tree.js";
import type { Bundle } from "../modules/bundle.js";

/** A module may wait for a file or a server, but not forever. */
export const maxWaitMilliseconds = 10_000;

/** The parts in which the time is counted. */
const ticks = 20;

/** Returned in place of a module whose top-level `await` does not end. */
export const endless = Symbol("endless");

/**
 * Imports a module. Gives up when its top-level `await` takes too long, or as soon as nothing is left in the process that
 * could end it.
 */
export async function importModule(url: string, maxWait: number): Promise<Record<string, unknown> | typeof endless> {
  let stop = () => {};
  const isHopeless = new Promise<typeof endless>((resolve) => {
    const giveUp = () => resolve(endless);
    // Time that a busy machine keeps from this process does not count.
    let left = ticks;
    const timer = setInterval(() => {
      left--;
      if (left === 0) giveUp();
    }, maxWait / ticks).unref();
    // Node is about to exit: an immediate keeps it running.
    const onIdle = () => void setImmediate(giveUp);
    process.once("beforeExit", onIdle);
    stop = () => {
      clearInterval(timer);
      process.off("beforeExit", onIdle);
    };
  });
  try {
    return await Promise.race([import(url) as Promise<Record<string, unknown>>, isHopeless]);
  } finally {
    stop();
  }
}

/** Finds the modules that have not ended, among a module and its imports. */
export async function findEndless(bundle: Bundle, files: Iterable<string>): Promise<ReadonlySet<string>> {
  const unfinished = new Set<string>();
  for (const file of files) {
    const url = bundle.modules.get(file)?.url;
    if (url === undefined) continue;
    const ended = import(url).then(
      () => true,
      () => true,
    );
    if (!(await Promise.race([ended, nextTurn(false)]))) unfinished.add(file);
  }
  return unfinished;
}

/** Finds the modules that were ended, among a module and its imports: the engine keeps `null` as their error. */
export async function findEnded(bundle: Bundle, files: Iterable<string>): Promise<ReadonlySet<string>> {
  const ended = new Set<string>();
  for (const file of files) {
    const url = bundle.modules.get(file)?.url;
    if (url === undefined) continue;
    const error: unknown = await Promise.race([import(url).then(() => undefined, identity), nextTurn(undefined)]);
    if (error === null) ended.add(file);
  }
  return ended;
}

function identity(error: unknown): unknown {
  return error;
}

/** The only top-level `await` of a file; its beginning if there are several. */
export function locateAwait(file: string, readSource: ReadSource): Span {
  const text = readSource(file);
  const tree = text === undefined ? undefined : parseSource(file, text);
  const awaits = tree ? findAwaits(tree.program) : [];
  return tree && awaits.length === 1 ? tree.span(awaits[0]!) : { file, start: { line: 1, column: 1 } };
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function findAwaits(program: SyntaxNode): readonly SyntaxNode[] {
  const awaits: SyntaxNode[] = [];
  const pending: SyntaxNode[] = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (/Function|Class/.test(node.type)) continue;
    if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && "await" in node && node.await))
      awaits.push(node);
    for (const child of Object.values(node).flat()) if (isNode(child)) pending.push(child);
  }
  return awaits;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
