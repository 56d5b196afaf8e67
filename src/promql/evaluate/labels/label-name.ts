import type { Semantics } from "../query/semantics.js";

/** True for names that the release accepts as label names. */
export function isLabelName(name: string, { allowsUtf8Labels }: Semantics): boolean {
  if (!allowsUtf8Labels) return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
  return name !== "" && !name.includes("\ufffd");
}
