import { type Paragraph, readShape } from "../../tables/index.js";
import type { Component, Shape, Stability } from "./shape.js";
import { type ArgumentType, parseType } from "./types.js";

/**
 * Reads the paragraph of a component. Its first line has the name, and `experimental`, `preview` or `community`; a line
 * with an arrow is an export.
 *
 * ```text
 * discovery.dns
 *   -> targets list(target)
 *   string type
 *   list(string) names!
 * ```
 */
export function readComponent(name: string, { head, lines }: Paragraph, find: (name: string) => Shape): Component {
  const exports = new Map<string, ArgumentType>();
  for (const line of lines) {
    const [arrow, field, type] = line.split(" ");
    if (arrow === "->") exports.set(field!, parseType(type!));
  }
  const own = lines.filter((line) => !line.startsWith("->"));
  const shape = readShape(name, own, { parseType, find });
  return { name, stability: stabilityOf(head), isCommunity: head.includes("community"), exports, shape };
}

function stabilityOf(head: readonly string[]): Stability {
  if (head.includes("experimental")) return "experimental";
  return head.includes("preview") ? "public-preview" : "generally-available";
}
