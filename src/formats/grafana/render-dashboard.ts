import { indent } from "../json/edit.js";
import { verbatimText } from "../json/verbatim.js";
import { isOneLine, type Property, sortProperties } from "./property-order.js";
import type { Resource } from "./resource.js";
import type { Dashboard } from "./types.js";

/**
 * Renders a dashboard as JSON that is easy to review: important properties come first, positions and colours take one
 * line, and equal dashboards give equal bytes. Like `JSON.stringify`, it omits functions and `undefined`, and writes
 * `null` for numbers that JSON does not have. What was given as JSON is written as it was.
 */
export function renderDashboard(dashboard: Dashboard): string {
  return verbatimText(dashboard) ?? renderInOrder(dashboard);
}

/** Renders a resource of `/apis` in the same way. */
export function renderResource(resource: Resource): string {
  return renderInOrder(resource);
}

/** An object or array that is being written. */
interface OpenContainer {
  readonly value: Readonly<Record<string, unknown>> | readonly unknown[];
  /** The properties, in order; undefined for an array. */
  readonly properties: readonly Property[] | undefined;
  /** The property that holds it, or holds its array. Determines the order of properties and the line breaks. */
  readonly holder: string;
  next: number;
}

/** Keeps its own stack, because dashboards may be nested deeper than functions can call each other. */
function renderInOrder(root: unknown): string {
  const open: OpenContainer[] = [];
  const parts: string[] = [];
  write(root, "");
  for (let container = open.at(-1); container !== undefined; container = open.at(-1)) {
    const { value, properties, holder, next } = container;
    if (next === (properties ?? (value as readonly unknown[])).length) {
      open.pop();
      parts.push(lineBreak(open.length), properties ? "}" : "]");
      continue;
    }
    if (next > 0) parts.push(",");
    parts.push(lineBreak(open.length));
    container.next += 1;
    if (!properties) {
      write((value as readonly unknown[])[next], holder);
      continue;
    }
    const { name, start } = properties[next]!;
    parts.push(start);
    write((value as Readonly<Record<string, unknown>>)[name], name);
  }
  parts.push("\n");
  // Text that grows by appending would keep all its parts in memory.
  return parts.join("");

  function write(value: unknown, holder: string): void {
    const given = isContainer(value) ? verbatimText(value) : undefined;
    if (given !== undefined) {
      parts.push(indent(given, lineBreak(open.length).slice(1)));
      return;
    }
    const properties = isRecord(value) ? sortedProperties(value, holder) : undefined;
    const line = oneLine(value, holder, properties);
    if (line !== undefined) {
      parts.push(line);
      return;
    }
    parts.push(properties ? "{" : "[");
    open.push({ value: value as OpenContainer["value"], properties, holder, next: 0 });
  }
}

/** Indentation stops growing here; otherwise the output would be quadratic in the depth. */
const maxIndentDepth = 100;

const lineBreaks = Array.from({ length: maxIndentDepth + 1 }, (_, depth) => `\n${"  ".repeat(depth)}`);

function lineBreak(depth: number): string {
  return lineBreaks[Math.min(depth, maxIndentDepth)]!;
}

const maxLineLength = 100;

/** Renders a scalar, an empty container or a one-line object or list. Undefined for anything longer. */
function oneLine(value: unknown, holder: string, properties: readonly Property[] | undefined): string | undefined {
  if (!isContainer(value)) return isWritten(value) ? JSON.stringify(value) : "null";
  if (!properties) {
    const list = value as readonly unknown[];
    if (list.some(isContainer)) return undefined;
    const line = `[${list.map((item) => oneLine(item, holder, undefined)).join(", ")}]`;
    return line.length <= maxLineLength ? line : undefined;
  }
  if (properties.length === 0) return "{}";
  if (!isOneLine(holder)) return undefined;
  const parts: string[] = [];
  for (const { name, start } of properties) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    const line = isRecord(member) ? undefined : oneLine(member, name, undefined);
    if (line === undefined) return undefined;
    parts.push(start + line);
  }
  return `{ ${parts.join(", ")} }`;
}

function sortedProperties(value: Readonly<Record<string, unknown>>, holder: string): readonly Property[] {
  return sortProperties(
    holder,
    Object.keys(value).filter((name) => isWritten(value[name])),
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isContainer(value) && !Array.isArray(value);
}

function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}
