import type { TypeScriptError, TypeScriptRun, TypeScriptTest } from "../../simulate/report/test-run.js";

/** A file, suite or test in Vitest's tree of them, as far as it is of use here: the same in its releases since 1. */
export interface VitestTask {
  readonly name: string;
  /** Of suites and files. */
  readonly tasks?: readonly VitestTask[];
  readonly result?: {
    readonly state?: string | undefined;
    readonly duration?: number | undefined;
    readonly errors?: readonly VitestError[] | undefined;
  };
}

export interface VitestFile extends VitestTask {
  readonly filepath: string;
}

export interface VitestError {
  readonly name?: string;
  readonly message?: string;
  /** How what was expected and what came differ. */
  readonly diff?: string;
  readonly stack?: string;
}

/** What came of tests, from the tree that Vitest keeps and what went wrong outside of it. */
export function vitestResults(files: readonly VitestFile[], unhandled: readonly unknown[]): TypeScriptRun {
  const tests: TypeScriptTest[] = [];
  const errors: TypeScriptError[] = [];
  for (const file of files.toSorted((a, b) => (a.filepath < b.filepath ? -1 : 1))) {
    const waiting: { readonly task: VitestTask; readonly path: readonly string[] }[] = [{ task: file, path: [] }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { task, path } = next;
      if (!task.tasks) {
        tests.push(testOf(task, path, file.filepath));
        continue;
      }
      for (const error of task.result?.errors ?? []) errors.push({ file: file.filepath, message: messageOf(error) });
      for (const inner of task.tasks.toReversed()) waiting.push({ task: inner, path: [...path, inner.name] });
    }
  }
  for (const error of unhandled) errors.push({ file: undefined, message: messageOf(error as VitestError) });
  return { tests, errors };
}

function testOf({ result }: VitestTask, path: readonly string[], file: string): TypeScriptTest {
  const state = result?.state === "pass" ? "passed" : result?.state === "fail" ? "failed" : "skipped";
  const messages = (result?.errors ?? []).map(messageOf);
  return { file, name: path.join(" > "), state, milliseconds: result?.duration ?? 0, messages };
}

/** The message, the difference, and where in the user's own files it went wrong. */
function messageOf({ name = "Error", message = "", diff, stack = "" }: VitestError): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const own = frames.filter((line) => !/node_modules|node:|<anonymous>/.test(line));
  const parts = [`${name}: ${message}`, ...(diff ? [diff] : []), ...own.map((line) => line.trim())];
  return parts.join("\n").replaceAll(/\u001b\[[0-9;]*m/g, "");
}
