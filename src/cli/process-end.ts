import { parseStack } from "../model/definition/origin.js";
import { isProcessGuarded } from "../project/evaluate/process-guard.js";

/** The process ends by itself within this time, unless something keeps it running. */
const graceMilliseconds = 100;

/** Ends the process even if a definition left a timer or a server behind, once all output is written. */
export function exitWithoutWaiting(): void {
  const exit = () => process.stdout.write("", () => process.stderr.write("", () => process.exit()));
  setTimeout(exit, graceMilliseconds).unref();
}

/**
 * Reports errors that definitions throw after they were loaded, in timers and promises that they do not wait for. The
 * command still prints its result, and then fails. Any other error is a bug in telltale, and shows its stack.
 */
export function reportLateErrors(): void {
  let hasFailed = false;
  process.on("uncaughtException", (error: unknown) => {
    if (isProcessGuarded()) return;
    const stack = error instanceof Error ? String(error.stack) : "";
    const frame = parseStack(stack)[0];
    if (frame?.isOwn) {
      process.stderr.write(`telltale crashed: ${stack}\n`);
      process.exit(1);
    }
    hasFailed = true;
    const place = frame ? ` at ${frame.file}:${frame.line}:${frame.column}` : "";
    const text = describeThrown(error).split("\n", 1)[0];
    process.stderr.write(`error: a definition failed after it was loaded${place}: ${text}\n`);
  });
  process.on("exit", () => {
    if (hasFailed) process.exitCode ||= 1;
  });
}

/** Not by `node:util`: importing it makes Node warn where both FORCE_COLOR and NO_COLOR are set. */
function describeThrown(error: unknown): string {
  if (error instanceof Error) return String(error);
  if (typeof error === "string") return `'${error}'`;
  return typeof error === "object" ? Object.prototype.toString.call(error) : String(error);
}
