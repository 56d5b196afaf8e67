import type { Semantics } from "../query/semantics.js";

/** A name that a release lets a label have: any text from 3.0 on. */
export function isLabelName(name: string, { allowsUtf8Labels }: Semantics): boolean {
  if (!allowsUtf8Labels) return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
  return name !== "" && !name.includes("\ufffd");
}
