import { isOneLine, sortProperties } from "./property-order.js";
import type { Dashboard } from "./types.js";

/**
 * Renders a dashboard as JSON that is easy to review: important properties come first, positions and colours take one
 * line, and equal dashboards give equal bytes. Like `JSON.stringify`, it omits functions and `undefined`, and writes
 * `null` for numbers that JSON does not have.
 */
export function renderDashboard(dashboard: Dashboard): string {
  return renderInOrder(dashboard);
}

/** An object or array that is being written. */
interface OpenContainer {
  /** The property that holds it, or holds its array. Determines the order of properties and the line breaks. */
  readonly holder: string;
  readonly entries: Iterator<readonly [string | undefined, unknown]>;
  readonly closing: "}" | "]";
  first: boolean;
}

function renderInOrder(root: unknown): string {
  const parts: string[] = [];
  const open: OpenContainer[] = [];
  write(root, "");
  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    const next = container.entries.next();
    if (next.done) {
      open.pop();
      parts.push(`${lineBreak(open.length)}${container.closing}`);
      continue;
    }
    const [name, value] = next.value;
    parts.push(`${container.first ? "" : ","}${lineBreak(open.length)}`);
    container.first = false;
    if (name !== undefined) parts.push(`${JSON.stringify(name)}: `);
    write(value, name ?? container.holder);
  }
  return `${parts.join("")}\n`;

  function write(value: unknown, holder: string): void {
    const line = oneLine(value, holder);
    if (line !== undefined) {
      parts.push(line);
      return;
    }
    const entries = Array.isArray(value) ? listEntries(value) : members(value as object, holder);
    const [opening, closing] = Array.isArray(value) ? (["[", "]"] as const) : (["{", "}"] as const);
    parts.push(opening);
    open.push({ holder, entries: entries.values(), closing, first: true });
  }
}

/** Indentation stops growing here; otherwise the output would be quadratic in the depth. */
const maxIndentDepth = 100;

function lineBreak(depth: number): string {
  return `\n${"  ".repeat(Math.min(depth, maxIndentDepth))}`;
}

const maxLineLength = 100;

/** Renders a scalar, an empty container or a one-line object or list. Undefined for anything longer. */
function oneLine(value: unknown, holder: string): string | undefined {
  if (!isContainer(value)) return isWritten(value) ? JSON.stringify(value) : "null";
  if (Array.isArray(value)) {
    if (value.some(isContainer)) return undefined;
    const line = `[${value.map((item) => oneLine(item, holder)).join(", ")}]`;
    return line.length <= maxLineLength ? line : undefined;
  }
  const entries = members(value, holder);
  if (entries.length === 0) return "{}";
  if (!isOneLine(holder) || entries.some(([, member]) => isContainer(member) && !Array.isArray(member)))
    return undefined;
  const parts = entries.map(([name, member]) => [JSON.stringify(name), oneLine(member, name)] as const);
  if (parts.some(([, line]) => line === undefined)) return undefined;
  return `{ ${parts.map(([name, line]) => `${name}: ${line}`).join(", ")} }`;
}

function members(value: object, holder: string): [string, unknown][] {
  const written = Object.entries(value).filter(([, member]) => isWritten(member));
  return sortProperties(holder, written);
}

function listEntries(values: readonly unknown[]): [undefined, unknown][] {
  return values.map((value) => [undefined, value]);
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}
