import { createHash } from "node:crypto";

/** Derives a key from a title: lower case, words joined by dashes. */
export function deriveKey(title: string): string {
  const key = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    // "APIDown" is an API that is down; "IDs" are one word.
    .replace(/([A-Z]+)([A-Z][a-z]{2})/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return key === "" ? shortHash(title) : key;
}

/** Joins parts to a name of at most `limit` characters. If they are longer, the name is cut and ends in a hash of all. */
export function boundedName(parts: readonly string[], limit: number): string {
  const whole = parts.filter((part) => part !== "").join("-");
  if (whole.length <= limit) return whole;
  const hash = shortHash(whole);
  return `${whole.slice(0, limit - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

/** Derives a positive 31-bit number from a key alone: the id of a panel. */
export function deriveId(key: string): number {
  const hash = createHash("sha256").update(key).digest();
  return hash.readUInt32BE(0) & 0x7fffffff || 1;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
