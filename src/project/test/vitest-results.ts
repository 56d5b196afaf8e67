import { compareText } from "../../diagnostics/order.js";
import type { TypeScriptError, TypeScriptRun, TypeScriptTest } from "../../simulate/report/test-run.js";

/** A file, suite or test in Vitest's task tree. These fields are the same in all releases since 1. */
export interface VitestTask {
  readonly name: string;
  /** Children of a suite or file. */
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
  /** The difference between expected and received. */
  readonly diff?: string;
  readonly stack?: string;
}

/** Converts Vitest's task tree, and the errors outside of tests. */
export function convertResults(files: readonly VitestFile[], unhandled: readonly unknown[]): TypeScriptRun {
  const tests: TypeScriptTest[] = [];
  const errors: TypeScriptError[] = [];
  for (const file of files.toSorted((a, b) => compareText(a.filepath, b.filepath))) {
    const pending: { readonly task: VitestTask; readonly path: readonly string[] }[] = [{ task: file, path: [] }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { task, path } = next;
      if (!task.tasks) {
        tests.push(convertTest(task, path, file.filepath));
        continue;
      }
      for (const error of task.result?.errors ?? []) errors.push({ file: file.filepath, message: renderError(error) });
      for (const inner of task.tasks.toReversed()) pending.push({ task: inner, path: [...path, inner.name] });
    }
  }
  for (const error of unhandled) errors.push({ file: undefined, message: renderError(error as VitestError) });
  return { tests, errors };
}

function convertTest({ result }: VitestTask, path: readonly string[], file: string): TypeScriptTest {
  const state = result?.state === "pass" ? "passed" : result?.state === "fail" ? "failed" : "skipped";
  const messages = (result?.errors ?? []).map(renderError);
  return { file, name: path.join(" > "), state, milliseconds: result?.duration ?? 0, messages };
}

/** Renders the message, the difference, and the stack frames in the user's own files. */
function renderError({ name = "Error", message = "", diff, stack = "" }: VitestError): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const own = frames.filter((line) => !/node_modules|node:|<anonymous>/.test(line));
  const parts = [`${name}: ${message}`, ...(diff ? [diff] : []), ...own.map((line) => line.trim())];
  return parts.join("\n").replaceAll(/\u001b\[[0-9;]*m/g, "");
}
