import { inspect } from "node:util";

/** Renders what was thrown in one line. It may be anything, not only an error. */
export function renderThrown(error: unknown): string {
  if (!(error instanceof Error))
    return firstLine(inspect(error, { depth: 1, breakLength: Infinity, customInspect: false }));
  const { name } = error as { name?: unknown };
  return `${typeof name === "string" ? name : "Error"}: ${firstLine(errorMessage(error))}`;
}

/** The message of an error; empty if it has none. */
export function errorMessage(error: unknown): string {
  const { message } = (error instanceof Error ? error : {}) as { message?: unknown };
  return typeof message === "string" ? message : "";
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!;
}
