import { createHash } from "node:crypto";

export function digestText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The digest of plain data. The order of keys does not matter, nor do undefined members. */
export function digestValue(value: unknown): string {
  return digestText(canonicalJson(value));
}

/** Writes plain data as JSON with sorted keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
